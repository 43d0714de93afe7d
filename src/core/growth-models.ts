import { GROWTH_CLASSES, type GrowthClass, type GrowthPoint } from "./growth.js";

/** What the fit looks at. */
export type FitPoint = Pick<GrowthPoint, "size" | "cpuMs">;

/** Noise of one measurement, as it is expected: a part of the time, and a bit that is always there. */
export const NOISE = { share: 0.06, ms: 0.5 };
/** No program that is measured grows with a higher power; what grows faster is no power. */
const HIGHEST_POWER = 8;
const POWER_STEP = 0.02;
/** Two to the power of these are the bases that an exponential growth may have. */
const BASES = { lowest: 0.5, highest: 2, step: 0.02 };

/** The start may take this many times the smallest measurement, which noise may have made too small. */
const START_SPREAD = 1.1;

/** A function of the size, of which `a + b * f` is fitted. */
type Form = (size: number) => number;

/**
 * The points without what only a busy machine can explain: no size takes longer than a larger one. In the order of
 * their sizes.
 */
export function rising<P extends FitPoint>(points: readonly P[]): readonly P[] {
  let least = Number.POSITIVE_INFINITY;
  const downwards = points.toSorted((left, right) => right.size - left.size);
  return downwards
    .map((point) => {
      least = Math.min(least, point.cpuMs);
      return { ...point, cpuMs: least };
    })
    .toReversed();
}

/** One curve through the points, as near to them as its form allows. */
export interface Model {
  readonly form: Form;
  readonly start: number;
  readonly slope: number;
  /** Sum of squared differences, each in units of the expected noise. */
  readonly error: number;
}

/** A curve that grows with a power of the size. */
export interface PowerModel extends Model {
  readonly power: number;
}

/** A curve of one of the usual kinds. */
export interface ClassModel extends Model {
  readonly name: GrowthClass;
  /** The base of an exponential growth. */
  readonly base: number | null;
}

/** The usual kinds of growth that have no parameter of their own. */
export const CLASS_FORMS: Readonly<Record<Exclude<GrowthClass, "1" | "2^n">, Form>> = {
  "log n": (size) => Math.log2(size + 1),
  n: (size) => size,
  "n log n": (size) => size * Math.log2(size + 1),
  "n^2": (size) => size ** 2,
  "n^3": (size) => size ** 3,
};

/** The best curve of every usual kind that grows. */
export function classModels(points: readonly FitPoint[]): readonly ClassModel[] {
  return GROWTH_CLASSES.flatMap((name): readonly ClassModel[] => {
    if (name === "1") return [];
    if (name === "2^n") return [exponentialModel(points)];
    return [{ ...fitForm(points, CLASS_FORMS[name]), name, base: null }];
  });
}

/** The best `a + b * c^n`. */
function exponentialModel(points: readonly FitPoint[]): ClassModel {
  const greatest = Math.max(...points.map(({ size }) => size));
  const steps = Math.round((BASES.highest - BASES.lowest) / BASES.step);
  const models = Array.from({ length: steps + 1 }, (_, step) => {
    const exponent = BASES.lowest + step * BASES.step;
    const form: Form = (size) => 2 ** (exponent * (size - greatest));
    return { ...fitForm(points, form), name: "2^n" as const, base: 2 ** exponent };
  });
  return bestOf(models);
}

/** The best curve for every power. */
export function powerModels(points: readonly FitPoint[]): readonly PowerModel[] {
  const greatest = Math.max(...points.map(({ size }) => size));
  const steps = Math.round(HIGHEST_POWER / POWER_STEP);
  return Array.from({ length: steps }, (_, step) => {
    const power = (step + 1) * POWER_STEP;
    return { ...fitForm(points, (size) => (size / greatest) ** power), power };
  });
}

/** The level line that is nearest to the points. */
export function constantModel(points: readonly FitPoint[]): Model {
  const weights = points.map(({ cpuMs }) => weightOf(cpuMs));
  const total = sum(weights);
  const start = sum(points.map(({ cpuMs }, at) => (weights[at] ?? 0) * cpuMs)) / total;
  return withError(points, { form: () => 0, start, slope: 0 });
}

/** The best `start + slope * form`, where neither is negative and the start is not more than the smallest time. */
export function fitForm(points: readonly FitPoint[], form: Form): Model {
  const rows = points.map(({ size, cpuMs }) => ({
    value: form(size),
    cpuMs,
    weight: weightOf(cpuMs),
  }));
  const weight = sum(rows.map((row) => row.weight));
  const meanValue = sum(rows.map((row) => row.weight * row.value)) / weight;
  const meanTime = sum(rows.map((row) => row.weight * row.cpuMs)) / weight;
  const covariance = sum(
    rows.map((row) => row.weight * (row.value - meanValue) * (row.cpuMs - meanTime)),
  );
  const variance = sum(rows.map((row) => row.weight * (row.value - meanValue) ** 2));
  const freeSlope = variance === 0 ? 0 : covariance / variance;
  const freeStart = meanTime - freeSlope * meanValue;
  const highest = START_SPREAD * Math.min(...rows.map((row) => row.cpuMs));
  if (freeSlope >= 0 && freeStart >= 0 && freeStart <= highest) {
    return withError(points, { form, start: freeStart, slope: freeSlope });
  }
  const start = Math.min(Math.max(freeStart, 0), highest);
  const product = sum(rows.map((row) => row.weight * row.value * (row.cpuMs - start)));
  const square = sum(rows.map((row) => row.weight * row.value ** 2));
  return withError(points, { form, start, slope: Math.max(0, product / square) });
}

function withError(points: readonly FitPoint[], model: Omit<Model, "error">): Model {
  const error = sum(
    points.map(({ size, cpuMs }) => weightOf(cpuMs) * (cpuMs - valueAt(model, size)) ** 2),
  );
  return { ...model, error };
}

/** The time that a curve has at a size. */
export function valueAt({ form, start, slope }: Omit<Model, "error">, size: number): number {
  return start + slope * form(size);
}

function weightOf(cpuMs: number): number {
  return (NOISE.share * cpuMs + NOISE.ms) ** -2;
}

/** The curve that is nearest to the points. */
export function bestOf<M extends Model>(models: readonly M[]): M {
  return models.reduce((least, model) => (model.error < least.error ? model : least));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
