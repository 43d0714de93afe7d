import { structuredPatch } from "diff";
import type { CallAnswered } from "../core/call-events.js";
import type {
  PlanWritten,
  ReportRecorded,
  RunEvent,
  SolutionChosen,
  StepEvent,
  TurnChosen,
} from "../core/events.js";
import { type Finding, SEVERITIES } from "../core/finding.js";
import type { RunState } from "../core/run-state.js";
import { versionOf } from "../core/run-state.js";
import { checksByOrigin } from "../core/scorecard.js";
import type { VersionState } from "../core/version-state.js";
import { evidenceLine } from "./evidence-lines.js";
import { PLAIN, type StoryLine } from "./story-line.js";

/**
 * Turns the events of a run into lines, one a finished step. Calls are not lines of their own: their
 * time and price go to the step that they belong to.
 */
export class Story {
  #seconds = 0;
  #usd: number | null = 0;
  #called = false;

  /** The line that an event completes, or null. */
  tell(event: RunEvent, state: RunState, replayed: boolean): StoryLine | null {
    if (event.type === "attempt.failed") this.#price(event.usage.usd);
    if (!("key" in event)) return null;
    if (event.type === "call.answered") {
      this.#add(event);
      return null;
    }
    if (event.type === "turn.chosen") {
      return { ...PLAIN, mark: "note", who: event.agent, what: event.why };
    }
    const line = lineOf(event, state);
    return line === null
      ? null
      : this.#spend(replayed && line.mark === "ok" ? { ...line, mark: "kept" } : line, state);
  }

  #add({ seconds, answer }: CallAnswered): void {
    this.#called = true;
    this.#seconds += seconds;
    this.#price(answer.usage.usd);
  }

  #price(usd: number | null): void {
    this.#usd = this.#usd === null || usd === null ? null : this.#usd + usd;
  }

  #spend(line: StoryLine, { isPriced }: RunState): StoryLine {
    const seconds = this.#seconds + (line.seconds ?? 0);
    const told = this.#called ? { ...line, seconds, usd: this.#usd, isPriced } : line;
    this.#seconds = 0;
    this.#usd = 0;
    this.#called = false;
    return told;
  }
}

function lineOf(
  event: Exclude<StepEvent, CallAnswered | TurnChosen>,
  state: RunState,
): StoryLine | null {
  switch (event.type) {
    case "report.recorded":
      return event.key.includes("/proofs/") ? null : judgedLine(event, state);
    case "plan.written":
      return planLine(event);
    case "solution.unchanged":
      return { ...PLAIN, mark: "note", who: event.agent, what: "no change", details: [event.why] };
    case "solution.chosen":
      return chosenLine(event, state);
    case "step.skipped":
      return { ...PLAIN, mark: "note", who: event.agent, what: `skipped: ${event.why}` };
    case "step.failed":
      return {
        ...PLAIN,
        mark: event.optional ? "note" : "bad",
        who: event.agent,
        what: event.error.message,
        details: event.error.details?.split("\n") ?? [],
      };
    case "check.finished":
      return {
        ...PLAIN,
        mark: event.passed ? "ok" : "bad",
        who: "check",
        what: event.command,
        details: event.note === "" ? [] : [event.note],
      };
    case "approval.given":
      return {
        ...PLAIN,
        mark: event.approved ? "ok" : "bad",
        who: "approve",
        what: event.question,
      };
    case "samples.pointed":
      return {
        ...PLAIN,
        mark: "ok",
        who: "samples",
        what: `${event.samples.length} more, pointed at in the statement`,
      };
    case "fresh.started":
      return { ...PLAIN, mark: "note", who: "fresh start", what: event.why };
    case "oracle.examined":
    case "stress.ran":
    case "counterexample.found":
    case "growth.measured":
    case "versions.compared":
    case "candidates.clustered":
      return evidenceLine(event, state);
    case "solution.written":
    case "round.started":
    case "loop.ended":
      return null;
  }
}

function judgedLine(event: ReportRecorded, state: RunState): StoryLine | null {
  const version = versionOf(state, event.version);
  if (version === undefined) return null;
  const passed = version.cases.every(({ verdict }) => verdict === "AC");
  return {
    ...PLAIN,
    mark: passed && version.compile?.ok !== false ? "ok" : "bad",
    who: version.solution.agent ?? "your file",
    what: version.file,
    size: sizeOf(version, state),
    checks: checksText(version),
    details: firstFailure(version),
  };
}

/** Passed and total by origin, in words: `samples 2/3, own 4/4`. */
export function checksText({ cases, compile }: Pick<VersionState, "cases" | "compile">): string {
  if (compile?.ok === false) return "does not compile";
  const parts = Object.entries(checksByOrigin(cases)).map(
    ([origin, { passed, total }]) =>
      `${origin === "sample" ? "samples" : origin} ${passed}/${total}`,
  );
  return parts.length === 0 ? "nothing to run" : parts.join(", ");
}

/** The length of a first version, or what the next one changed. */
function sizeOf({ solution }: VersionState, state: RunState): string {
  const source = solution.program.source;
  const parent = versionOf(state, solution.parent)?.solution.program.source;
  if (parent === undefined)
    return `${source.split("\n").length - (source.endsWith("\n") ? 1 : 0)} lines`;
  const changed = structuredPatch("", "", parent, source).hunks.flatMap(({ lines }) => lines);
  const count = (sign: string): number => changed.filter((line) => line.startsWith(sign)).length;
  return `+${count("+")} -${count("-")}`;
}

/** The line of a compiler that says what is wrong; those before it say where it was. */
function firstError(log: string): string {
  const lines = log.split("\n");
  return lines.find((line) => /\berror\b/i.test(line)) ?? lines[0] ?? "";
}

function firstFailure({ cases, compile }: VersionState): readonly string[] {
  if (compile?.ok === false) return [firstError(compile.log)];
  const failed = cases.find(({ verdict }) => verdict !== "AC");
  return failed === undefined ? [] : [`${failed.id}  ${failed.verdict}  ${failed.note}`];
}

function planLine({ agent, file, plan }: PlanWritten): StoryLine {
  const heavy = plan.findings.filter(({ severity }) => severity !== "minor");
  return {
    ...PLAIN,
    mark: "ok",
    who: agent,
    what: file,
    size: findingsText(plan.findings),
    details: heavy.map(({ status, severity, title }) => `${severity}, ${status}: ${title}`),
  };
}

function findingsText(findings: readonly Finding[]): string {
  const counts = SEVERITIES.map(
    (severity) =>
      [severity, findings.filter((found) => found.severity === severity).length] as const,
  );
  const parts = counts
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`);
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

function chosenLine(event: SolutionChosen, state: RunState): StoryLine | null {
  if (event.dropped.length === 0) return null;
  const files = event.dropped.map((version) => versionOf(state, version)?.file ?? `v${version}`);
  const kept = versionOf(state, event.version)?.file ?? `v${event.version}`;
  return {
    ...PLAIN,
    mark: "note",
    who: "judge",
    what: `dropped ${files.join(", ")}, goes on with ${kept}: ${event.why}`,
  };
}
