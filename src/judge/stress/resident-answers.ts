import type { BenchRun } from "../../core/bench.js";
import type { Ready } from "../compile/compilation.js";
import type { Residents } from "./making.js";
import { residentBatch } from "./resident-batch.js";

/** What a program came to in a process that it shared with earlier inputs. */
export type ResidentAnswer =
  | { readonly kind: "answer"; readonly text: string }
  /** It ended with another exit code than 0, or threw. */
  | { readonly kind: "ended"; readonly exitCode: number; readonly note: string }
  /** Only a process of its own can tell. */
  | { readonly kind: "unknown" };

const UNKNOWN: ResidentAnswer = { kind: "unknown" };

/** A program that stays in one process, and until when. */
export interface Resident extends Pick<Residents, "crew" | "toolchain" | "allowed"> {
  readonly program: Ready;
  readonly isOver: () => boolean;
}

/** What a program is given. */
export type ResidentInput = Pick<BenchRun, "words" | "input">;

/** A program at which the process dies again and again is better off with a process for each input. */
const MOST_DEATHS = 2;
/** So that the inputs of several processes can be under way at the same time. */
const FEWEST = 8;

/** Runs a program on inputs in as few processes as it can, and says what came of each, in their order. */
export async function residentAnswers(
  resident: Resident,
  inputs: readonly ResidentInput[],
  atOnce: number,
): Promise<readonly ResidentAnswer[]> {
  const length = Math.max(FEWEST, Math.ceil(inputs.length / atOnce));
  const parts = Array.from({ length: Math.ceil(inputs.length / length) }, (_none, at) =>
    inputs.slice(at * length, (at + 1) * length),
  );
  return (await Promise.all(parts.map(async (part) => answersOf(resident, part)))).flat();
}

async function answersOf(
  { program, isOver, ...parts }: Resident,
  inputs: readonly ResidentInput[],
): Promise<readonly ResidentAnswer[]> {
  const residents = { ...parts, generator: null, oracle: program, mayBeSilent: true };
  const tasks = inputs.map(({ words, input }, seed) => ({ seed, words, input }));
  const answers: ResidentAnswer[] = [];
  for (let deaths = 0; deaths < MOST_DEATHS && answers.length < inputs.length && !isOver(); ) {
    const batch = await residentBatch(residents, tasks.slice(answers.length));
    const found = batch.map((each) =>
      each.kind === "made"
        ? ({ kind: "answer", text: each.expected } as const)
        : ended(each.reason),
    );
    if (found.some(({ kind }) => kind === "unknown")) deaths += 1;
    answers.push(...found);
  }
  return inputs.map((_input, at) => answers[at] ?? UNKNOWN);
}

/** What depends on how much was on the stack or in the memory before is not decided here. */
const THREW = /^The oracle failed: (?!RecursionError|MemoryError)(.*)$/s;
const EXITED = /^The oracle ended with exit code (\d+)$/;

function ended(reason: string): ResidentAnswer {
  const code = EXITED.exec(reason)?.[1];
  if (code !== undefined) {
    return { kind: "ended", exitCode: Number(code), note: `It ended with exit code ${code}.` };
  }
  const error = THREW.exec(reason)?.[1];
  return error === undefined ? UNKNOWN : { kind: "ended", exitCode: 1, note: error };
}
