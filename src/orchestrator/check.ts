import path from "node:path";

import { PipelineError } from "../core/errors.js";
import type { Report } from "../core/report.js";
import type { Program } from "../core/solution.js";
import { createJudge } from "../judge/create-judge.js";
import { isPackage, readProgramFolder } from "../packages/read-package.js";
import { readCodeFile } from "../settings/problem-file.js";
import type { Settings } from "../settings/settings.js";
import { measureLimits } from "./check-time-limit.js";
import { requireValidator } from "./check-validator.js";
import { judgeCases } from "./judge-cases.js";
import { openPackage, type StatedLimits, statedLimits } from "./open-package.js";
import { programOfFile } from "./program-of-file.js";
import { type ProblemSource, readProblem } from "./read-problem.js";

/** Which program is judged, and on which problem. */
export interface CheckRequest extends ProblemSource {
  /** Path of the program: a file, or a folder of files that make one. */
  readonly program: string;
  readonly settings: Settings;
  /** True: what comes after the first case that is not AC is not run. */
  readonly stopAtFirstFailure: boolean;
}

/** A judged program. */
export interface Checked extends StatedLimits {
  readonly title: string;
  readonly report: Report;
  /** How many cases there are, also where not all were run. */
  readonly caseCount: number;
  /** Sentences about what of the problem was not understood or is not followed. */
  readonly remarks: readonly string[];
}

/**
 * Judges one program on a problem package, a folder of tests, a task of Competitive Companion, or the samples of a
 * statement. Throws PipelineError "bad_input" when there is nothing to judge by.
 */
export async function checkProgram(request: CheckRequest, signal: AbortSignal): Promise<Checked> {
  const program = await readProgram(request);
  return request.file !== "-" && (await isPackage(path.resolve(request.cwd, request.file)))
    ? checkOnPackage(request, program, signal)
    : checkOnStatement(request, program, signal);
}

async function readProgram({ program: file, cwd }: CheckRequest): Promise<Program> {
  const reading = await readProgramFolder(path.resolve(cwd, file), file);
  if (reading === null) return programOfFile(await readCodeFile(file, { cwd }));
  if (reading.kind === "program") return reading.program;
  throw new PipelineError("bad_input", `The folder ${file} is no program: ${reading.why}.`, {
    hint: "Put the source files of one program into it.",
  });
}

/** Programs for packages read standard input, whatever they look like. */
async function checkOnPackage(
  request: CheckRequest,
  program: Program,
  signal: AbortSignal,
): Promise<Checked> {
  const opened = await openPackage(request);
  const judge = createJudge({ allowUnsafe: request.settings.allowUnsafe });
  const measuring = { judge, abilities: await judge.probe(signal) };
  await requireValidator(opened, measuring, signal);
  const { limits, timeLimitFrom } = await measureLimits(opened, measuring, signal);
  const { title, cases, found } = opened;
  const { stopAtFirstFailure } = request;
  const report = await judgeCases(
    { ...program, shape: "stdio", entry: null },
    { judge, cases, limits, stopAtFirstFailure },
    signal,
  );
  const { remarks } = found;
  return { title, report, caseCount: cases.length, limits, timeLimitFrom, remarks };
}

async function checkOnStatement(
  request: CheckRequest,
  program: Program,
  signal: AbortSignal,
): Promise<Checked> {
  const { settings, stopAtFirstFailure } = request;
  const { problem } = await readProblem(request, signal);
  if (problem.samples.length === 0) throw noSamples(request.file, problem.refused.length);
  const stated = problem.limits.timeLimitMs === null ? null : "the statement";
  const { limits, timeLimitFrom } = statedLimits({
    limits: {
      timeLimitMs: settings.limits.timeLimitMs ?? problem.limits.timeLimitMs,
      memoryLimitMb: settings.limits.memoryLimitMb ?? problem.limits.memoryLimitMb,
    },
    timeLimitFrom: settings.limits.timeLimitMs === null ? stated : "your settings",
  });
  const report = await createJudge({ allowUnsafe: settings.allowUnsafe }).judge(
    {
      program: { ...program, shape: problem.shape ?? program.shape, entry: problem.entry },
      cases: problem.samples.map(({ test }) => test),
      limits,
      comparison: settings.comparison,
      confirmations: 1,
      stopAtFirstFailure,
    },
    signal,
  );
  const caseCount = problem.samples.length;
  return { title: problem.title, report, caseCount, limits, timeLimitFrom, remarks: [] };
}

function noSamples(file: string, refused: number): PipelineError {
  const seen = refused === 0 ? "" : `; ${refused} that may be samples were refused`;
  return new PipelineError("bad_input", `${file} holds no samples to judge by${seen}`, {
    hint:
      refused === 0
        ? "Put samples/1.in and samples/1.ans beside it, or name a folder with --samples DIR."
        : `See why: pipeline samples ${file}`,
  });
}
