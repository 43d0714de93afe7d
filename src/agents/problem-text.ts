import type { DataCase } from "../core/case.js";
import { DEFAULT_MEMORY_LIMIT_MB, DEFAULT_TIME_LIMIT_MS, type Limits } from "../core/limits.js";
import type { Shape } from "../core/solution.js";
import type { ProblemFacts } from "./context.js";
import { safeEntry } from "./entry.js";
import { dataBlock } from "./marker.js";

/** The problem as every agent that reads it is given it, byte for byte the same. */
export function problemText(problem: ProblemFacts): string {
  const entry = safeEntry(problem.entry);
  const facts = [
    ...limitLines(problem.limits),
    ...(problem.shape === null ? [] : [`- ${shapeSentence(problem.shape, entry)}`]),
  ];
  return [
    "# The problem",
    dataBlock("problem.txt", problem.statement),
    `What was read from it by rule:\n\n${facts.join("\n")}`,
    ...samplesText(problem.samples),
  ].join("\n\n");
}

/** The limits alone, for an agent that is not given the problem. */
export function limitsText(limits: Limits): string {
  return `# The limits\n\n${limitLines(limits).join("\n")}`;
}

/** How a program is used, in one sentence. */
export function shapeSentence(shape: Shape, entry: string | null): string {
  if (shape === "stdio") return "The program reads standard input and writes standard output.";
  if (shape === "module") return "The program is a module: other code imports what it offers.";
  const name = entry === null ? "A function of the program" : `The function \`${entry}\``;
  return `${name} is called with arguments that come from JSON; what it returns is compared as JSON.`;
}

function limitLines({ timeLimitMs, memoryLimitMb }: Limits): string[] {
  const silent = "the statement names none, so this one is in force";
  return [
    timeLimitMs === null
      ? `- Time limit per case: ${DEFAULT_TIME_LIMIT_MS} ms (${silent})`
      : `- Time limit per case: ${timeLimitMs} ms`,
    memoryLimitMb === null
      ? `- Memory limit: ${DEFAULT_MEMORY_LIMIT_MB} MB (${silent})`
      : `- Memory limit: ${memoryLimitMb} MB`,
  ];
}

const MOST_SAMPLES = 8;
const MOST_SAMPLE_CHARACTERS = 1500;

function samplesText(samples: readonly DataCase[]): string[] {
  if (samples.length === 0) {
    return [
      "There is no sample that could be taken as a test, so what the statement says decides.",
    ];
  }
  const short = samples.filter(
    ({ input, expected }) => input.length + (expected?.length ?? 0) <= MOST_SAMPLE_CHARACTERS,
  );
  const shown = short.slice(0, MOST_SAMPLES);
  const rest = samples.length - shown.length;
  return [
    "The samples, as every version is tested with them:",
    ...shown.flatMap(({ id, input, expected }) => [
      dataBlock(`${id} input`, input),
      ...(expected === null ? [] : [dataBlock(`${id} expected`, expected)]),
    ]),
    ...(rest === 0 ? [] : [`${rest} more are run too and not shown here.`]),
  ];
}
