import path from "node:path";
import { z } from "zod";

import type { DataCase } from "../core/case.js";
import { PipelineError } from "../core/errors.js";
import type { PackagedCase, ProblemPackage } from "./problem-package.js";

const COMPARISON = { kind: "tokens" } as const;

const stream = z.looseObject({ type: z.string(), fileName: z.string().optional() }).optional();
const schema = z.looseObject({
  name: z.string().min(1),
  group: z.string().optional(),
  url: z.string().optional(),
  interactive: z.boolean().optional(),
  memoryLimit: z.number().nullish(),
  timeLimit: z.number().nullish(),
  tests: z.array(z.looseObject({ input: z.string(), output: z.string() })),
  testType: z.string().optional(),
  input: stream,
  output: stream,
});

/** Reads a task as Competitive Companion sends it. Throws PipelineError "bad_input" for what is no such task. */
export function readCompanion(text: string, shownAs: string): ProblemPackage {
  const parsed = schema.safeParse(parseJson(text, shownAs));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = issue?.path.join(".") ?? "";
    throw refuse(`${shownAs} is no task of Competitive Companion: ${key} ${issue?.message}.`);
  }
  const task = parsed.data;
  if (task.interactive === true)
    throw refuse(`${shownAs}: an interactive task comes without its other side.`);
  const file = [task.input, task.output].find(
    (one) => one !== undefined && !/^std(?:in|out)$/.test(one.type),
  );
  if (file !== undefined) {
    throw refuse(
      `${shownAs}: programs that read or write the file ${file.fileName ?? `(${file.type})`} are not supported.`,
    );
  }
  const timeLimitMs = plausible(task.timeLimit, MOST_MS);
  const memoryLimitMb = plausible(task.memoryLimit, MOST_MB);
  if (task.tests.length === 0) throw refuse(`${shownAs} holds no tests.`);
  return {
    format: "companion",
    title: task.name,
    statement: null,
    limits: { timeLimitMs, memoryLimitMb },
    timeLimitFrom: timeLimitMs === null ? null : path.basename(shownAs),
    derivedTimeLimit: null,
    comparison: COMPARISON,
    cases: task.tests.map(({ input, output }, index) =>
      caseOf({
        kind: "data",
        id: `sample/${index + 1}`,
        origin: "sample",
        input,
        expected: output,
      }),
    ),
    submissions: [],
    skipped: [],
    remarks: [],
  };
}

/** More than this is no limit but a way to say that there is none: 10 minutes, 1 TB. */
const MOST_MS = 600_000;
const MOST_MB = 1_048_576;

/** Sites without a limit send 0, -1 or a very large number. */
function plausible(limit: number | null | undefined, most: number): number | null {
  return limit !== undefined && limit !== null && limit > 0 && limit <= most ? limit : null;
}

function caseOf(test: DataCase): PackagedCase {
  const { id, origin, input, expected } = test;
  const bytes = Buffer.byteLength(input) + Buffer.byteLength(expected ?? "");
  return { id, origin, comparison: COMPARISON, bytes, read: () => Promise.resolve(test) };
}

function parseJson(text: string, shownAs: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw refuse(`${shownAs} is not JSON: ${why}.`);
  }
}

function refuse(message: string): PipelineError {
  return new PipelineError("bad_input", message, {
    hint: "Give a statement, a folder of tests, a problem package or a task of Competitive Companion.",
  });
}
