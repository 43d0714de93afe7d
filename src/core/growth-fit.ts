import type { GrowthClass, GrowthFit } from "./growth.js";
import {
  bestOf,
  CLASS_FORMS,
  type ClassModel,
  classModels,
  constantModel,
  type FitPoint,
  fitForm,
  type Model,
  NOISE,
  type PowerModel,
  powerModels,
  valueAt,
} from "./growth-models.js";

/** An exponential growth soon leaves all numbers behind. */
const MOST_MS = 1e15;

/** A time that the points foretell, and ends between which it should be found. */
export interface Prediction {
  readonly cpuMs: number;
  readonly low: number;
  readonly high: number;
}

/** Points that must stand out from the start of a process before anything can be said of the growth. */
export const LEAST_POINTS = 4;

/** How far the sizes must reach before a flat line says something. */
const WIDE_RANGE = 32;

/** The expected noise counts as much as this many points would, so that few points do not look surer than they are. */
const EXPECTED_NOISE_POINTS = 4;

const SURE = { interval: 1.96, classes: 2.576 };

const EXPONENTIAL_POWER = 5;
interface Analysis {
  readonly isFlat: boolean;
  readonly power: PowerModel;
  /** Powers that the points do not speak against, with 95 % confidence. */
  readonly powers: readonly PowerModel[];
  /** Kinds of growth that the points agree with, the best first. */
  readonly classes: readonly ClassModel[];
}

/**
 * The fit of whichever of several measurements of the same program is nearest to a curve: the others hold more noise.
 */
export function fitLeastNoisy(measurements: readonly (readonly FitPoint[])[]): GrowthFit | null {
  const fitted = measurements.flatMap((points) => {
    const analysis = analyse(points);
    return analysis === null ? [] : [{ points, error: leastError(analysis) }];
  });
  const [first] = fitted.toSorted((left, right) => left.error - right.error);
  return first === undefined ? null : fitGrowth(first.points);
}

/** What may grow with the third power below a level line without being seen. */
function hiddenAt(points: readonly FitPoint[], levelMs: number, size: number): number {
  const last = Math.max(...points.map((point) => point.size));
  return (NOISE.share * levelMs + NOISE.ms) * Math.max(0, (size / last) ** 3 - 1);
}

function leastError({ power, classes }: Analysis): number {
  return Math.min(power.error, ...classes.map(({ error }) => error));
}

/** Says how times grow with sizes; null where too few points stand out from the start of a process. */
export function fitGrowth(points: readonly FitPoint[]): GrowthFit | null {
  const analysis = analyse(points);
  if (analysis === null) return null;
  const { isFlat, power, powers, classes } = analysis;
  const fits = classes.map(({ name }) => name);
  const [likeliest] = classes;
  if (isFlat) {
    const slope = Math.log(1 + 4 * NOISE.share) / Math.log(rangeOf(points));
    return { exponent: 0, low: 0, high: round(slope), fits, words: "does not grow" };
  }
  if (likeliest?.name === "2^n") {
    const words = `~ ${(likeliest.base ?? 2).toFixed(2)}^n, ${agreement(fits)}`;
    return { exponent: null, low: null, high: null, fits, words };
  }
  const ends = powers.map((model) => model.power);
  return {
    exponent: round(power.power),
    low: round(Math.min(...ends)),
    high: round(Math.max(...ends)),
    fits,
    words: `~ n^${power.power.toFixed(2)}, ${agreement(fits)}`,
  };
}

/**
 * The time that the points foretell for another size. Its ends hold whatever growth agrees with the points; null
 * where nothing can be said.
 */
export function predict(points: readonly FitPoint[], size: number): Prediction | null {
  const analysis = analyse(points);
  if (analysis === null) return null;
  const { isFlat, power, powers, classes } = analysis;
  const likeliest = classes[0] ?? power;
  const isExponential = classes[0]?.name === "2^n";
  const others = isFlat || isExponential ? [] : [power, ...powers];
  const hiddenMs = isFlat ? hiddenAt(points, power.start, size) : 0;
  const values = [...classes, ...others].map((model) => Math.min(MOST_MS, valueAt(model, size)));
  return {
    cpuMs: Math.min(MOST_MS, valueAt(likeliest, size)),
    low: Math.min(...values) * (1 - 2 * NOISE.share),
    high: Math.max(...values) * (1 + 2 * NOISE.share) + 2 * NOISE.ms + hiddenMs,
  };
}

/** The kind of growth in one word, coarse enough to come out the same each time. */
export function growthWord({ fits, exponent }: GrowthFit): string {
  const [best] = fits;
  return best ?? (exponent === null ? "more than any power of n" : `n^${exponent.toFixed(1)}`);
}

/** Whether a time is so far above the time of the smallest input that it tells something of the program. */
export function standsOut(cpuMs: number, baseMs: number): boolean {
  return cpuMs > 1.5 * baseMs && cpuMs > baseMs + 10;
}

function analyse(points: readonly FitPoint[]): Analysis | null {
  if (points.length < LEAST_POINTS) return null;
  const base = Math.min(...points.map(({ cpuMs }) => cpuMs));
  const telling = points.filter(({ cpuMs }) => standsOut(cpuMs, base));
  const constant = constantModel(points);
  const allPowers = powerModels(points);
  const power = bestOf(allPowers);
  // What is but the start fits every curve, and says nothing of the noise.
  const freedom = (telling.length > 0 ? telling.length : points.length) - 2;
  const scale = noiseScale(power.error, freedom);
  if (isConstant(points, constant, power.error + (SURE.classes + 1) ** 2 * scale)) {
    return rangeOf(points) >= WIDE_RANGE
      ? { isFlat: true, power, powers: [], classes: flatClasses(points, constant) }
      : null;
  }
  if (telling.length < LEAST_POINTS) return null;
  return analyseGrowing(points, { allPowers, power, scale, freedom });
}

interface Powers {
  readonly allPowers: readonly PowerModel[];
  readonly power: PowerModel;
  readonly scale: number;
  readonly freedom: number;
}

function analyseGrowing(
  points: readonly FitPoint[],
  { allPowers, power, scale, freedom }: Powers,
): Analysis {
  const counted = freedom + EXPECTED_NOISE_POINTS;
  const candidates = classModels(points);
  const least = Math.min(power.error, ...candidates.map(({ error }) => error));
  const spread = scale * studentQuantile(SURE.interval, counted) ** 2;
  const classSpread = scale * studentQuantile(SURE.classes, counted) ** 2;
  const powers = allPowers.filter(({ error }) => error <= power.error + spread);
  const compatible = candidates
    .filter(({ error }) => error <= least + classSpread)
    .toSorted((left, right) => left.error - right.error);
  return { isFlat: false, power, powers, classes: withoutUnlikely(compatible, power) };
}

/** A power that no usual program has means an exponential growth where the points agree with one, and the other way round. */
function withoutUnlikely(
  classes: readonly ClassModel[],
  { power }: PowerModel,
): readonly ClassModel[] {
  const exponential = classes.filter(({ name }) => name === "2^n");
  if (exponential.length > 0 && power >= EXPONENTIAL_POWER) return exponential;
  return classes.length > exponential.length && power < EXPONENTIAL_POWER
    ? classes.filter(({ name }) => name !== "2^n")
    : classes;
}

function isConstant(points: readonly FitPoint[], constant: Model, mostError: number): boolean {
  const times = points.map(({ cpuMs }) => cpuMs);
  const difference = Math.max(...times) - Math.min(...times);
  return (
    constant.error <= mostError && difference <= 6 * NOISE.share * constant.start + 6 * NOISE.ms
  );
}

function flatClasses(points: readonly FitPoint[], constant: Model): readonly ClassModel[] {
  const logarithm = fitForm(points, CLASS_FORMS["log n"]);
  return [
    { ...constant, name: "1", base: null },
    { ...logarithm, name: "log n", base: null },
  ];
}

/**
 * How much noisier the points are than expected, as a factor of the squared differences. Never less: caches bend a
 * curve that has hardly any noise.
 */
function noiseScale(error: number, freedom: number): number {
  const found = (error + EXPECTED_NOISE_POINTS) / (Math.max(0, freedom) + EXPECTED_NOISE_POINTS);
  return Math.max(1, found);
}

/** Quantile of Student's distribution near that of the normal one. */
function studentQuantile(normal: number, freedom: number): number {
  return normal + (normal ** 3 + normal) / (4 * freedom);
}

function rangeOf(points: readonly FitPoint[]): number {
  const sizes = points.map(({ size }) => size);
  return Math.max(...sizes) / Math.max(1, Math.min(...sizes));
}

function agreement(fits: readonly GrowthClass[]): string {
  if (fits.length === 0) return "no usual growth fits";
  return fits.length === 1 ? `${fits[0]} fits` : `${fits.join(" and ")} fit`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
