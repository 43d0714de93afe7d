import { PipelineError } from "../core/errors.js";
import type { Report } from "../core/report.js";
import { createJudge } from "../judge/create-judge.js";
import { readCodeFile } from "../settings/problem-file.js";
import type { Settings } from "../settings/settings.js";
import { programOfFile } from "./program-of-file.js";
import { type ProblemSource, readProblem } from "./read-problem.js";

/** Which program is judged, and on which problem. */
export interface CheckRequest extends ProblemSource {
  /** Path of the program. */
  readonly program: string;
  readonly settings: Settings;
}

/** A judged program. */
export interface Checked {
  readonly title: string;
  readonly report: Report;
}

/** Judges one program on the samples of a problem. Throws PipelineError "bad_input" when there are none. */
export async function checkProgram(request: CheckRequest, signal: AbortSignal): Promise<Checked> {
  const { settings } = request;
  const file = await readCodeFile(request.program, { cwd: request.cwd });
  const { problem } = await readProblem(request, signal);
  if (problem.samples.length === 0) {
    const refused = problem.refused.length;
    const seen = refused === 0 ? "" : `; ${refused} that may be samples were refused`;
    throw new PipelineError("bad_input", `${request.file} holds no samples to judge by${seen}`, {
      hint:
        refused === 0
          ? "Put samples/1.in and samples/1.ans beside it, or name a folder with --samples DIR."
          : `See why: pipeline samples ${request.file}`,
    });
  }
  const program = programOfFile(file);
  const report = await createJudge({ allowUnsafe: settings.allowUnsafe }).judge(
    {
      program: { ...program, shape: problem.shape ?? program.shape, entry: problem.entry },
      cases: problem.samples.map(({ test }) => test),
      limits: {
        timeLimitMs: settings.limits.timeLimitMs ?? problem.limits.timeLimitMs,
        memoryLimitMb: settings.limits.memoryLimitMb ?? problem.limits.memoryLimitMb,
      },
      comparison: settings.comparison,
      confirmations: 1,
    },
    signal,
  );
  return { title: problem.title, report };
}
