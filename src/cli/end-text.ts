import { printable } from "../core/printable.js";
import type { Isolation } from "../core/report.js";
import type { RunPlan } from "../core/run-plan.js";
import { versionOf } from "../core/run-state.js";
import type { EndedRun } from "../orchestrator/run.js";
import { evidenceWords } from "../report/evidence-words.js";
import type { RunResult } from "../report/result.js";
import { formatSeconds, formatUsd, shortened } from "./format.js";
import { paint } from "./story-text.js";
import type { Terminal } from "./terminal.js";

/** The first lines of a run: what is done, with what, within which limits. */
export function headerLines(plan: RunPlan): readonly string[] {
  const { usd, minutes } = plan.budget;
  const facts = [
    plan.problem?.title ?? plan.code?.fileName ?? plan.stem,
    plan.pipeline.definition.name,
    plan.backend === "anthropic" ? plan.model : plan.backend,
    // Nobody bills for a recording or for a quest.
    ...(usd === null || plan.backend !== "anthropic" ? [] : [`up to ${limitText(usd)}`]),
    ...(minutes === null ? [] : [`${minutes} min`]),
  ];
  return [facts.map((fact) => shortened(fact, 60)).join(" · "), testsLine(plan)];
}

/** A limit in dollars, with as many digits as it takes to be not zero. */
export function limitText(usd: number): string {
  return `$${usd < 0.01 ? usd.toPrecision(1) : usd.toFixed(2)}`;
}

/** Which tests there are and where they came from. */
function testsLine(plan: RunPlan): string {
  const parts = [samplesText(plan), givenText(plan)].filter((part) => part !== "");
  return parts.length === 0
    ? "no samples or tests found: nothing independent can check the solution"
    : parts.join(", ");
}

function samplesText({ problem, problemFile }: RunPlan): string {
  const lines = problem?.samples.flatMap((sample) => sample.lines ?? []) ?? [];
  const count = problem?.samples.length ?? 0;
  if (count === 0) return "";
  const file = problemFile === null ? "the problem" : fileNameOf(problemFile);
  const place = lines.length === 0 ? "" : `, lines ${Math.min(...lines)}-${Math.max(...lines)}`;
  return `${countText(count, "sample")} from ${file}${place}`;
}

/** A number with its noun. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function fileNameOf(file: string): string {
  return file === "-" ? "standard input" : (file.split(/[/\\]/).at(-1) ?? file);
}

function givenText({ givenCases, testCommand, requiredTests }: RunPlan): string {
  const parts = [
    ...(givenCases.length === 0 ? [] : [countText(givenCases.length, "given case")]),
    ...(testCommand === null ? [] : [`test command: ${testCommand.command}`]),
    ...(requiredTests.length === 0
      ? []
      : [`${countText(requiredTests.length, "test")} in the file itself`]),
  ];
  return parts.join(", ");
}

const STATUS_WORDS: Readonly<
  Record<RunResult["status"], readonly [string, "green" | "red" | "yellow"]>
> = {
  passed: ["Passed", "green"],
  failed: ["Failed", "red"],
  unverified: ["Unverified", "yellow"],
  stopped: ["Stopped", "yellow"],
};

const ISOLATION_TEXT: Readonly<Record<Isolation, string>> = {
  namespaces: "isolation: namespaces (no network, no files of yours)",
  landlock: "isolation: landlock (no files of yours, no TCP; limits on time, memory and output)",
  weak: "isolation: weak (limits on time, memory and output; the programs ran as you)",
  none: "isolation: none (the programs ran as you)",
};

/** The last lines of a run: the word, why, what it took, where the final file is, what to do next. */
export function endLines(run: EndedRun, terminal: Terminal): readonly string[] {
  const { result } = run;
  const [word, color] = STATUS_WORDS[result.status];
  const cost = [formatSeconds(result.seconds), ...costText(run)].join(" · ");
  return [
    "",
    `${paint(word, color, terminal)}   ${shortened(result.reason, 200)} · ${cost}`,
    ...evidenceLines(run),
    ...finalLines(run),
    ...isolationLine(run),
    ...hintLines(run),
    ...nextLines(run),
  ];
}

/** Below this what is not known of a bill is not worth a word. */
const A_CENT = 0.01;

function costText({ result: { usage }, state }: EndedRun): readonly string[] {
  const { usd, usd_at_most: atMost } = usage;
  const counted = usd === 0 ? "$0" : formatUsd(usd);
  if (atMost === null || atMost - (usd ?? 0) <= A_CENT) return usage.calls === 0 ? [] : [counted];
  const why = uncountedText(state);
  return [`${counted} as counted, ${formatUsd(atMost)} at most${why === "" ? "" : `: ${why}`}`];
}

function uncountedText({ brokenAttempts, openAttempts }: EndedRun["state"]): string {
  const open = openAttempts.length;
  const parts = [
    ...(brokenAttempts === 0 ? [] : [`${countText(brokenAttempts, "attempt")} broke off`]),
    ...(open === 0 ? [] : [`${countText(open, "attempt")} left open by a killed process`]),
  ];
  return parts.join(", ");
}

function finalLines({ plan, result, state }: EndedRun): readonly string[] {
  if (result.final === null) return [];
  const version = versionOf(state, result.final.version);
  const failed = version?.cases.find(({ verdict }) => verdict !== "AC");
  const unchanged = plan.code !== null && result.final.version === 0;
  return [
    ...(failed === undefined
      ? []
      : [`         ${failed.id}: ${failed.verdict}, ${shortened(failed.note, 120)}`]),
    `         ${result.dir}/${result.final.file}   (= ${unchanged ? "your file, unchanged" : `v${result.final.version}`})`,
  ];
}

/** What runs have shown of the final version, and what nothing has. */
function evidenceLines({ state, result }: EndedRun): readonly string[] {
  const version = versionOf(state, result.final?.version ?? null);
  if (version === undefined || version.cases.length === 0) return [];
  const { proved, notProved } = evidenceWords(state, version);
  return [
    ...(proved.length === 0 ? [] : [`         proved      ${shortened(proved.join(", "), 160)}`]),
    ...(notProved.length === 0
      ? []
      : [`         not proved  ${shortened(notProved.join("; "), 160)}`]),
  ];
}

function isolationLine({ state }: EndedRun): readonly string[] {
  const isolation = state.versions.findLast(({ cases }) => cases.length > 0)?.isolation;
  return isolation === null || isolation === undefined
    ? []
    : [`         ${ISOLATION_TEXT[isolation]}`];
}

/** What stopped a run, for somebody who wants to hear of nothing else. */
export function errorLines(run: EndedRun): readonly string[] {
  const { error } = run;
  return error === null || error.kind === "cancelled"
    ? []
    : [`error: ${printable(error.message)}`, ...hintLines(run)];
}

/** What the error shows and says to do; unless that is to resume, how to go on follows. */
function hintLines({ error }: EndedRun): readonly string[] {
  const lines = [...(error?.details?.split("\n") ?? []), ...(error?.hint?.split("\n") ?? [])];
  return lines.map((line) => `         ${line}`);
}

function nextLines({ plan, result, error }: EndedRun): readonly string[] {
  switch (result.status) {
    case "passed":
      return [];
    case "failed":
      return [`         look closer: pipeline show ${result.run}`];
    case "unverified":
      return plan.code === null
        ? ["         Add samples/1.in and samples/1.ans beside the problem, then run again."]
        : ['         Give it tests: --test "COMMAND" or --samples DIR'];
    case "stopped":
      return stoppedLines(result, error);
  }
}

function stoppedLines({ run, error }: RunResult, thrown: EndedRun["error"]): readonly string[] {
  const resumeAt = error?.resume_at;
  const next = `         Continue  pipeline resume ${run}`;
  if (resumeAt !== undefined) return [`${next}   from ${formatMinute(resumeAt)} on`];
  if (thrown?.hint?.includes("pipeline resume") === true) return [];
  return [`${next}   finished steps are not paid again`];
}

/** The full minute at which a moment has passed. */
function formatMinute(isoTime: string): string {
  const minute = new Date(Math.ceil(Date.parse(isoTime) / 60_000) * 60_000);
  return `${minute.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
