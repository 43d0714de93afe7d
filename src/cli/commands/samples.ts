import type { Problem } from "../../core/problem.js";
import { readProblem } from "../../orchestrator/read-problem.js";
import type { CommandAction } from "../cli-context.js";
import { printable } from "../format.js";
import { settingsFor } from "../session.js";

/** `pipeline samples <problem>`: which tests a statement holds, with line numbers. Calls no model. */
export const samplesCommand: CommandAction = async ([file = "-"], flags, context) => {
  const settings = await settingsFor(flags, context);
  const { cwd, stdin, signal } = context;
  const { problem } = await readProblem({ file, cwd, stdin, settings }, signal);
  context.stdout(
    settings.format === "text" ? problemText(problem) : `${JSON.stringify(problemJson(problem))}\n`,
  );
  return 0;
};

function problemJson({ title, limits, samples, refused }: Problem): unknown {
  return {
    title,
    limits: { time_ms: limits.timeLimitMs, memory_mb: limits.memoryLimitMb },
    samples: samples.map(({ test, lines }) => ({
      input: test.input,
      output: test.expected,
      lines,
    })),
    refused,
  };
}

function problemText(problem: Problem): string {
  const { title, limits, samples, refused, shape, entry } = problem;
  const parts = [
    `${title}\n`,
    `time limit    ${limits.timeLimitMs === null ? "not stated" : `${limits.timeLimitMs} ms`}\n`,
    `memory limit  ${limits.memoryLimitMb === null ? "not stated" : `${limits.memoryLimitMb} MB`}\n`,
    shape === "call" ? `called as     ${entry ?? "a function"}(…)\n` : "",
    ...samples.map(({ test, lines }) => {
      const place = lines === null ? "from a file" : `lines ${lines[0]}-${lines[1]}`;
      return `\n${test.id}  ${place}\n${indented("input", test.input)}${indented("output", test.expected ?? "")}`;
    }),
    ...refused.map(
      ({ lines: [first, last], why }) => `\nrefused  lines ${first}-${last}: ${why}\n`,
    ),
    samples.length === 0 ? "\nno samples found\n" : "",
  ];
  return printable(parts.join(""));
}

function indented(name: string, text: string): string {
  const lines = text.replace(/\n$/, "").split("\n");
  return lines.map((line, index) => `  ${(index === 0 ? name : "").padEnd(7)} ${line}\n`).join("");
}
