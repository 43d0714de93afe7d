import { calledWith, type InputsExamined } from "./examine-inputs.js";
import { LARGE_WORK, type OracleBench, quoted, SMALL_WORK } from "./oracle-bench.js";

const FIRST_SIZE = 16;
const LARGEST_SIZE = 2 ** 20;
const LONGEST_INPUT = 16 * 2 ** 20;
const SMALL_SIZE = 10;
const LARGEST_ANSWERED = 320;
const SEEDS = [1, 2];
/** What doubles grows by more than this, whatever else an input holds. */
const LEAST_GROWTH = 1.2;
/** The size that is named is held against one that is so many times smaller. */
const SMALLER = 8;
/** In an input of so few characters a number may be the size. */
const SHORT_INPUT = 200;

/** How far the generator reaches, and what is wrong with its large inputs. */
export interface SizesExamined {
  readonly faults: readonly string[];
  /** 0: it never made a legal input. */
  readonly largestSize: number;
}

/**
 * Makes the largest inputs: of the size that the author names, or else of sizes that double for as long as the inputs
 * grow. Also a size above the largest must give a legal input, and a much smaller one a smaller input.
 */
export async function examineLargest(oracle: OracleBench): Promise<SizesExamined> {
  const claimed = oracle.oracle.largestSize;
  if (claimed === null) return doubleSizes(oracle);
  const largest = await makeLarge(oracle, claimed);
  if (largest.kind !== "legal") return doubleSizes(oracle);
  const fault = await faultOfClaim(oracle, claimed, largest.input);
  if (fault !== null) {
    const doubled = await doubleSizes(oracle);
    return { ...doubled, faults: [fault, ...doubled.faults] };
  }
  const above = await makeLarge(oracle, 2 * claimed);
  const faults = above.kind === "illegal" ? [above.fault] : [];
  return { faults, largestSize: claimed };
}

/** What is wrong with the size that is named, going by the input of a much smaller one; null where nothing is. */
async function faultOfClaim(
  oracle: OracleBench,
  claimed: number,
  largest: string,
): Promise<string | null> {
  const size = Math.floor(claimed / SMALLER);
  if (size <= FIRST_SIZE) return null;
  const smaller = await makeLarge(oracle, size);
  if (smaller.kind === "none") return null;
  if (smaller.kind === "illegal") return smaller.fault;
  if (isLarger(smaller.input, largest)) return null;
  const { fileName } = oracle.oracle.generator;
  return `${fileName} prints no larger input for size ${claimed} than for size ${size} (${largest.length} and ${smaller.input.length} characters with seed 1), though ${claimed} is named as the largest size; the inputs must grow up to the largest size.`;
}

/** An input grows with its size; only a short one, whose size may be a number in it, need no more than differ. */
function isLarger(before: string, after: string): boolean {
  return grows(before, after) || (after.length <= SHORT_INPUT && after !== before);
}

async function doubleSizes(oracle: OracleBench): Promise<SizesExamined> {
  let largestSize = 0;
  let before = "";
  for (let size = FIRST_SIZE; size <= LARGEST_SIZE; size *= 2) {
    const large = await makeLarge(oracle, size);
    if (large.kind === "illegal") return { faults: [large.fault], largestSize };
    if (large.kind === "none" || !grows(before, large.input)) break;
    largestSize = size;
    before = large.input;
  }
  return { faults: [], largestSize };
}

type LargeInput =
  | { readonly kind: "legal"; readonly input: string }
  | { readonly kind: "illegal"; readonly fault: string }
  | { readonly kind: "none" };

async function makeLarge(oracle: OracleBench, size: number): Promise<LargeInput> {
  const task = { seed: 1, size };
  const [made] = await oracle.generate([task], LARGE_WORK);
  if (made?.kind !== "made" || made.input.length > LONGEST_INPUT) return { kind: "none" };
  const { input } = made;
  const [validation] = await oracle.validate([input], LARGE_WORK);
  if (validation?.kind === "legal") return { kind: "legal", input };
  if (validation?.kind !== "refused") return { kind: "none" };
  const { fileName } = oracle.oracle.validator;
  const fault = `${calledWith(oracle, task)} printed ${quoted(input)}, which ${fileName} does not accept (${validation.why}); a size above the largest legal one must give the largest legal input.`;
  return { kind: "illegal", fault };
}

/** By its length, or by the count that most inputs begin with. */
function grows(before: string, after: string): boolean {
  const [count = 0, countBefore = 0] = [after, before].map(firstNumber);
  return after.length > LEAST_GROWTH * before.length || count > LEAST_GROWTH * countBefore;
}

function firstNumber(input: string): number {
  return Number(/^[\s[]*(\d+)/.exec(input)?.[1] ?? 0);
}

/** The largest size, doubled from 10, at which the brute force answers in time what generator and validator agree on. */
export async function answeredSize(
  oracle: OracleBench,
  { inputs }: Pick<InputsExamined, "inputs">,
  inTime: ReadonlySet<string>,
): Promise<number> {
  const late = inputs.filter(({ input }) => !inTime.has(input)).map(({ size }) => size);
  if (late.length > 0 || inputs.length === 0) return Math.max(0, Math.min(...late) - 1);
  let answered = SMALL_SIZE;
  for (let size = 2 * SMALL_SIZE; size <= LARGEST_ANSWERED; size *= 2) {
    if (!(await answersSize(oracle, size))) break;
    answered = size;
  }
  return answered;
}

async function answersSize(oracle: OracleBench, size: number): Promise<boolean> {
  const tasks = SEEDS.map((seed) => ({ seed, size }));
  const made = await oracle.generate(tasks, SMALL_WORK);
  const inputs = made.flatMap((each) => (each.kind === "made" ? [each.input] : []));
  if (inputs.length < tasks.length) return false;
  const validations = await oracle.validate(inputs, SMALL_WORK);
  if (validations.some(({ kind }) => kind !== "legal")) return false;
  const results = await oracle.answer(inputs, SMALL_WORK);
  return results.every(({ verdict }) => verdict === "AC");
}
