import { adviceFor } from "../core/advice.js";
import type { ErrorKind } from "../core/errors.js";
import type { EndedRun } from "../orchestrator/run.js";

/** What the error shows, and what it says to do, one line each. */
export function hintLines({ result: { error } }: EndedRun): readonly string[] {
  return [...(error?.details?.split("\n") ?? []), ...(error?.next?.split("\n") ?? [])];
}

/** How to go on from the end of a run. */
export function nextLines({ plan, result }: EndedRun): readonly string[] {
  switch (result.status) {
    case "passed":
      return [];
    case "failed":
      return [adviceFor(result.dir, `look closer: pipeline show ${result.run}`)];
    case "unverified":
      return plan.code === null
        ? ["Add samples/1.in and samples/1.ans beside the problem, then run again."]
        : ['Give it tests: --test "COMMAND" or --samples DIR'];
    case "stopped":
      return result.error === null ? [] : stoppedLines(result, result.error);
  }
}

function stoppedLines(
  { run, dir, usage }: EndedRun["result"],
  { kind, next, resume_at: resumeAt }: NonNullable<EndedRun["result"]["error"]>,
): readonly string[] {
  if (!helpsToResume(kind)) {
    return [
      "Start it again: a run keeps the model, the prices, the problem and the recording that it began with.",
    ];
  }
  const command = adviceFor(dir, `Continue  pipeline resume ${run}`);
  if (resumeAt !== undefined) return [`${command}   from ${formatMinute(resumeAt)} on`];
  if (next?.includes("pipeline resume") === true) return [];
  return [usage.calls === 0 ? command : `${command}   finished steps are not paid again`];
}

/** Whether the same run, gone on with, can come further than it did: not where what it was begun with is what is wrong. */
function helpsToResume(kind: ErrorKind): boolean {
  switch (kind) {
    case "usage":
    case "bad_pipeline":
    case "bad_agent":
    case "bad_journal":
    case "recording_miss":
      return false;
    case "bad_input":
    case "bad_settings":
    case "run_locked":
    case "disk":
    case "no_key":
    case "refused_key":
    case "service":
    case "unreadable_reply":
    case "refused":
    case "too_long":
    case "needs_person":
    case "budget":
    case "judge":
    case "cancelled":
    case "bug":
      return true;
  }
}

/** The full minute at which a moment has passed. */
function formatMinute(isoTime: string): string {
  const minute = new Date(Math.ceil(Date.parse(isoTime) / 60_000) * 60_000);
  return `${minute.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
