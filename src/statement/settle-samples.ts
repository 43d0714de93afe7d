import type { Sample } from "../core/problem.js";
import {
  type LineRange,
  type Reading,
  refuse,
  type SampleFound,
  type SampleRefused,
} from "./reading.js";

/** What is left of the readings when they are held against each other. */
export interface Settled {
  readonly samples: readonly SampleFound[];
  readonly refused: readonly SampleRefused[];
}

/**
 * Holds samples against each other: all are of one kind (that of the first), call one function, name the same
 * arguments, and no two have one input and different outputs.
 */
export function settleSamples(readings: readonly Reading[]): Settled {
  const kind = readings.find((reading) => reading.kind !== "refused")?.kind;
  const checks = [
    (samples: readonly SampleFound[]) => refuseOtherKind(samples, kind),
    refuseOtherFunctions,
    refuseOtherArguments,
    refuseContradictions,
  ];
  const refused = readings.filter((reading) => reading.kind === "refused");
  let samples = readings.filter((reading) => reading.kind !== "refused");
  for (const check of checks) {
    const reasons = check(samples);
    for (const [sample, why] of reasons) refused.push(refuse(sample.lines, why, false));
    samples = samples.filter((sample) => !reasons.has(sample));
  }
  return { samples: inOrder(samples), refused: inOrder(refused) };
}

/** Samples under their final ids. */
export function numberSamples(samples: readonly Sample[]): readonly Sample[] {
  return samples.map((sample, index) => ({
    ...sample,
    test: { ...sample.test, id: `sample/${index + 1}` },
  }));
}

/** A sample as the core knows it; its id is given later. */
export function asSample({ input, expected, lines }: SampleFound): Sample {
  return {
    test: { kind: "data", id: "sample/0", origin: "sample", input, expected },
    lines,
  };
}

type Reasons = ReadonlyMap<SampleFound, string>;

function refuseOtherKind(
  samples: readonly SampleFound[],
  kind: Reading["kind"] | undefined,
): Reasons {
  const why =
    kind === "call"
      ? "It is read by a program, while other samples call a function."
      : "It calls a function, while other samples are read by a program.";
  return new Map(
    samples.filter((sample) => sample.kind !== kind).map((sample) => [sample, why] as const),
  );
}

function refuseOtherFunctions(samples: readonly SampleFound[]): Reasons {
  const named = samples.filter(({ entry }) => entry !== null);
  const names = [...new Set(named.map(({ entry }) => entry))];
  if (names.length < 2) return new Map();
  const why = `The samples call different functions: ${names.join(", ")}.`;
  return new Map(named.map((sample) => [sample, why] as const));
}

/** Samples whose arguments have other names, or bare values of another number, may mean another order. */
function refuseOtherArguments(samples: readonly SampleFound[]): Reasons {
  const calls = samples.filter(({ kind }) => kind === "call");
  const named = calls.filter(({ names }) => names !== null);
  const first = named[0]?.names?.join() ?? "";
  const others = named.filter(({ names }) => names?.join() !== first);
  const bare = calls.filter(({ entry, names }) => entry === null && names === null);
  const varies = new Set(bare.map(({ arity }) => arity)).size > 1;
  return new Map([
    ...others.map(
      (sample) => [sample, "Its arguments are not those of the first sample."] as const,
    ),
    ...(varies ? bare : []).map(
      (sample) => [sample, "The samples have different numbers of arguments."] as const,
    ),
  ]);
}

function refuseContradictions(samples: readonly SampleFound[]): Reasons {
  const reasons = new Map<SampleFound, string>();
  for (const group of groupByInput(samples)) {
    const outputs = new Set(group.map(({ expected, kind }) => comparable(kind, expected)));
    if (outputs.size < 2) continue;
    const places = inOrder(group).map(({ lines }) => describeLines(lines));
    const why = `The samples on ${listed(places)} have the same input and different outputs.`;
    for (const sample of group) reasons.set(sample, why);
  }
  return reasons;
}

function groupByInput(samples: readonly SampleFound[]): readonly (readonly SampleFound[])[] {
  const groups = new Map<string, SampleFound[]>();
  for (const sample of samples) {
    const input = comparable(sample.kind, sample.input);
    const group = groups.get(input);
    if (group === undefined) groups.set(input, [sample]);
    else group.push(sample);
  }
  return [...groups.values()];
}

/** Two texts that a program could not be asked to tell apart come out the same. */
function comparable(kind: SampleFound["kind"], text: string): string {
  if (kind === "stdio") return text.trimEnd();
  // Beyond 15 digits numbers that differ become equal when they are parsed.
  return /\d{16}/.test(text) ? text : JSON.stringify(JSON.parse(text));
}

/** `line 3`, `lines 3 to 5`. */
function describeLines([first, last]: LineRange): string {
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}

function listed(places: readonly string[]): string {
  return `${places.slice(0, -1).join(", ")} and ${places.at(-1) ?? ""}`;
}

function inOrder<T extends { readonly lines: LineRange }>(items: readonly T[]): readonly T[] {
  return items.toSorted((left, right) => left.lines[0] - right.lines[0]);
}
