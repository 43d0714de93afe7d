import type { DataCase } from "../../core/case.js";
import { DEFAULT_COMPARISON } from "../../core/comparison.js";
import type { CaseContext } from "../cases/case-context.js";
import { callRequest, readAnswer } from "../cases/judge-data.js";
import { stdioRequest } from "../cases/stdio-request.js";
import { faultOf } from "../cases/verdict-of.js";
import { type Ready, startOf } from "../compile/compilation.js";
import type { RunRequest } from "../sandbox/execution.js";
import type { MakingContext } from "./making.js";
import { type MadeInput, type Seeded, type SeedTask, skippedSeed } from "./seeded.js";

const MOST_MB = 4;
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Makes the input of one seed in a process of its own. There is no answer yet. */
export async function inputOf(making: MakingContext, { seed, words }: SeedTask): Promise<Seeded> {
  const { generator, toolchain, allowed, crew } = making;
  const context = contextOf(making, generator);
  const { memoryLimitMb: memoryMb } = allowed;
  const execution = await crew.run({
    ...stdioRequest(context, `${words.join(" ")}\n`),
    ...startOf(generator, toolchain, { memoryMb, args: words }),
  });
  const fault = faultOf(execution, allowed);
  if (fault !== null) return skippedSeed(seed, `The generator failed: ${fault.note}`);
  const printed = textOf("The generator", execution.stdout);
  if ("trouble" in printed) return skippedSeed(seed, printed.trouble);
  return { kind: "made", seed, input: printed.text, expected: "" };
}

/** Lets the oracle answer one input in a process of its own. */
export async function answered(making: MakingContext, made: MadeInput): Promise<Seeded> {
  const { oracle, allowed, crew } = making;
  const { seed } = made;
  const execution = await crew.run(questionFor(contextOf(making, oracle), made));
  const fault = faultOf(execution, allowed);
  if (fault !== null) return skippedSeed(seed, `The oracle failed: ${fault.note}`);
  const isCalled = oracle.program.shape === "call";
  const answer = isCalled
    ? readAnswer(execution)
    : { kind: "value", text: execution.stdout.toString() };
  if (answer.kind !== "value") {
    return skippedSeed(seed, `The oracle gave no answer: ${answer.text.slice(0, 300)}`);
  }
  const told = textOf("The oracle", isCalled ? Buffer.from(answer.text) : execution.stdout);
  if ("trouble" in told) return skippedSeed(seed, told.trouble);
  return { ...made, expected: told.text };
}

function questionFor(context: CaseContext, { seed, input }: MadeInput): RunRequest {
  if (context.request.program.shape !== "call") return stdioRequest(context, input);
  const id = String(seed);
  const test: DataCase = { kind: "data", id, origin: "stress", input, expected: null };
  return callRequest(context, test);
}

/** A generator or an oracle is run as a judged program is. */
function contextOf(making: MakingContext, ready: Ready): CaseContext {
  const request = {
    program: ready.program,
    cases: [],
    limits: making.allowed,
    comparison: DEFAULT_COMPARISON,
    confirmations: 1,
  };
  return { ...making, request, ready, seed: 0 };
}

function textOf(
  who: string,
  bytes: Buffer,
): { readonly text: string } | { readonly trouble: string } {
  if (bytes.length > MOST_MB * 2 ** 20)
    return { trouble: `${who} printed more than ${MOST_MB} MB` };
  try {
    const text = UTF8.decode(bytes);
    return text.trim() === "" ? { trouble: `${who} printed nothing` } : { text };
  } catch {
    return { trouble: `${who} printed what is not text in UTF-8` };
  }
}
