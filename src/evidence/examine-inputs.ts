import {
  type InputTask,
  LARGE_WORK,
  type MadeInput,
  type OracleBench,
  quoted,
  SMALL_WORK,
} from "./oracle-bench.js";

/** An input that was made for a size and that the validator accepts. */
export interface LegalInput extends InputTask {
  readonly input: string;
}

/** What generator and validator came to on small sizes. */
export interface InputsExamined {
  readonly faults: readonly string[];
  /** Every legal input once, the smallest sizes first. */
  readonly inputs: readonly LegalInput[];
  readonly accepted: number;
}

const SMALL_SIZES = 10;
const SEEDS_PER_SIZE = 3;
/** Half as many different inputs as there are sizes: what even a problem of one small number allows. */
const FEWEST_DISTINCT = SMALL_SIZES / 2;

/** Made twice: the seeds of the largest small size, and an input that is larger. */
const REPEATED: readonly InputTask[] = [
  ...[1, 2, 3, 4].map((seed) => ({ seed, size: SMALL_SIZES })),
  { seed: 5, size: 1000 },
];

/** Makes small inputs, some of them again, and has them validated. At most one fault of each kind is told. */
export async function examineInputs(oracle: OracleBench): Promise<InputsExamined> {
  const tasks = Array.from({ length: SMALL_SIZES * SEEDS_PER_SIZE }, (_, index) => ({
    seed: index + 1,
    size: Math.floor(index / SEEDS_PER_SIZE) + 1,
  }));
  const first = await oracle.generate(tasks, SMALL_WORK);
  const failed = first.find((each) => each.kind === "failed");
  if (failed?.kind === "failed") {
    const why = `${calledWith(oracle, failed.task)} gives no input: ${failed.why}`;
    return { faults: [why], inputs: [], accepted: 0 };
  }
  const { legal, faults } = await validated(oracle, first);
  return {
    faults: [...(await repeatFaults(oracle)), ...varietyFaults(oracle, first), ...faults],
    inputs: legal.filter(
      ({ input }, at) => legal.findIndex((other) => other.input === input) === at,
    ),
    accepted: legal.length,
  };
}

/** How the generator is called, as an agent can repeat it. */
export function calledWith({ oracle }: OracleBench, { seed, size }: InputTask): string {
  return `${oracle.generator.fileName} called with seed ${seed} and size ${size}`;
}

/** Each input in a process of its own: one process for many gives chance itself a seed. */
async function repeatFaults(oracle: OracleBench): Promise<readonly string[]> {
  const made = await oracle.generate([...REPEATED, ...REPEATED], LARGE_WORK, "parallel");
  const again = made.slice(REPEATED.length);
  for (const [at, one] of made.slice(0, REPEATED.length).entries()) {
    const other = again[at];
    if (one.kind !== "made" || other?.kind !== "made" || one.input === other.input) continue;
    return [
      `${calledWith(oracle, one.task)} printed ${quoted(one.input)} once and ${quoted(other.input)} the second time; the same arguments must always give the same input.`,
    ];
  }
  return [];
}

function varietyFaults(oracle: OracleBench, made: readonly MadeInput[]): readonly string[] {
  const bySize = new Map<number, Set<string>>();
  for (const each of made) {
    if (each.kind !== "made") continue;
    bySize.set(each.task.size, (bySize.get(each.task.size) ?? new Set()).add(each.input));
  }
  const { fileName } = oracle.oracle.generator;
  if ([...bySize.values()].every(({ size }) => size === 1)) {
    return [`${fileName} prints the same input whatever the seed is; each seed must give another.`];
  }
  const distinct = new Set([...bySize.values()].flatMap((inputs) => [...inputs])).size;
  return distinct >= FEWEST_DISTINCT
    ? []
    : [
        `${fileName} printed only ${distinct} different inputs for ${made.length} pairs of seed and size from 1 to ${SMALL_SIZES}.`,
      ];
}

async function validated(
  oracle: OracleBench,
  made: readonly MadeInput[],
): Promise<{ readonly legal: readonly LegalInput[]; readonly faults: readonly string[] }> {
  const inputs = made.flatMap((each) =>
    each.kind === "made" ? [{ ...each.task, input: each.input }] : [],
  );
  const misshapen = inputs.find(({ input }) => !hasForm(oracle, input));
  if (misshapen !== undefined) {
    const printed = `${calledWith(oracle, misshapen)} printed ${quoted(misshapen.input)}`;
    return { legal: [], faults: [`${printed}, which is not the JSON array of the arguments.`] };
  }
  const validations = await oracle.validate(
    inputs.map(({ input }) => input),
    SMALL_WORK,
  );
  const legal = inputs.filter((_, at) => validations[at]?.kind === "legal");
  const at = validations.findIndex(({ kind }) => kind !== "legal");
  const [input, validation] = [inputs[at], validations[at]];
  if (input === undefined || validation === undefined) return { legal, faults: [] };
  return {
    legal,
    faults: [
      `${calledWith(oracle, input)} printed ${quoted(input.input)}, which ${oracle.oracle.validator.fileName} does not accept: ${validation.why}`,
    ],
  };
}

/** A function is called with a JSON array; a program reads any text. */
function hasForm({ oracle }: OracleBench, input: string): boolean {
  if (oracle.brute.shape !== "call") return true;
  try {
    return Array.isArray(JSON.parse(input));
  } catch {
    return false; // Not JSON at all.
  }
}

const GARBAGE = "\n?! -1 garbage\n";

/** The validator must accept what is known to be legal, and refuse something of what obviously is not. */
export async function examineValidator(
  oracle: OracleBench,
  samples: readonly { readonly id: string; readonly input: string }[],
  generated: readonly LegalInput[],
): Promise<readonly string[]> {
  const { fileName } = oracle.oracle.validator;
  const inputs = samples.map(({ input }) => input);
  const validations = await oracle.validate(inputs, LARGE_WORK);
  const at = validations.findIndex(({ kind }) => kind !== "legal");
  const [sample, validation] = [samples[at], validations[at]];
  const faults =
    sample === undefined || validation === undefined
      ? []
      : [
          `${fileName} does not accept the input of ${sample.id}, which is legal: ${quoted(sample.input)}. ${validation.why}`,
        ];
  const legal = [...inputs, ...generated.map(({ input }) => input)].slice(0, 3);
  const broken = legal.flatMap((input) => [
    input.slice(0, Math.floor(input.trimEnd().length / 2)),
    `${input}${GARBAGE}`,
  ]);
  const illegal = await oracle.validate(["", ...broken], LARGE_WORK);
  if (illegal.some(({ kind }) => kind === "refused")) return faults;
  return [
    ...faults,
    `${fileName} accepts an empty input, half of an input and an input with garbage behind it; it must exit with 1 for everything that the statement does not allow.`,
  ];
}
