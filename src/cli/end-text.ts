import { printable } from "../core/printable.js";
import type { Isolation } from "../core/report.js";
import type { RunPlan } from "../core/run-plan.js";
import { versionOf } from "../core/run-state.js";
import type { EndedRun } from "../orchestrator/run.js";
import { evidenceWords } from "../report/evidence-words.js";
import type { RunResult } from "../report/result.js";
import { costText } from "./cost-text.js";
import { formatSeconds, shortened } from "./format.js";
import { hung } from "./hang.js";
import { hintLines, nextLines } from "./next-text.js";
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
  const { result, state } = run;
  const [word, color] = STATUS_WORDS[result.status];
  const cost = [formatSeconds(result.seconds), costText(state)].filter((part) => part !== null);
  const why = `${shortened(result.reason, REASON_CHARACTERS)} · ${cost.join(" · ")}`;
  const below = [
    ...evidenceLines(run),
    ...finalLines(run),
    ...isolationLine(run),
    ...[...hintLines(run), ...nextLines(run)].map((text) => ({ head: INDENT, text })),
  ];
  return [
    "",
    ...hung(`${paint(word, color, terminal)}   `, why, terminal.columns),
    ...below.flatMap(({ head, text }) => hung(head, text, terminal.columns)),
  ];
}

const INDENT = " ".repeat(9);

/** Long enough for what a server says when it refuses. */
const REASON_CHARACTERS = 400;

/** A line below the word of the end: what is broken off of it goes on below the text. */
interface Below {
  readonly head: string;
  readonly text: string;
}

function finalLines({ plan, result, state }: EndedRun): readonly Below[] {
  if (result.final === null) return [];
  const version = versionOf(state, result.final.version);
  const failed = version?.cases.find(({ verdict }) => verdict !== "AC");
  const unchanged = plan.code !== null && result.final.version === 0;
  const which = unchanged ? "your file, unchanged" : `v${result.final.version}`;
  const lines = [
    ...(failed === undefined
      ? []
      : [`${failed.id}: ${failed.verdict}, ${shortened(failed.note, 120)}`]),
    `${result.dir}/${result.final.file}   (= ${which})`,
  ];
  return lines.map((text) => ({ head: INDENT, text }));
}

/** What runs have shown of the final version, what it fails, and what nothing has shown. */
function evidenceLines({ state, result }: EndedRun): readonly Below[] {
  const version = versionOf(state, result.final?.version ?? null);
  if (version === undefined || version.cases.length === 0) return [];
  const { proved, fails, notProved } = evidenceWords(state, version);
  const lines: readonly Below[] = [
    { head: "proved      ", text: proved.join(", ") },
    { head: "fails       ", text: fails.join(", ") },
    { head: "not proved  ", text: notProved.join("; ") },
  ];
  return lines
    .filter(({ text }) => text !== "")
    .map(({ head, text }) => ({ head: `${INDENT}${head}`, text: shortened(text, 160) }));
}

function isolationLine({ state }: EndedRun): readonly Below[] {
  const isolation = state.versions.findLast(({ cases }) => cases.length > 0)?.isolation;
  return isolation === null || isolation === undefined
    ? []
    : [{ head: INDENT, text: ISOLATION_TEXT[isolation] }];
}

/** What stopped a run, for somebody who wants to hear of nothing else. */
export function errorLines(run: EndedRun): readonly string[] {
  const { error } = run;
  return error === null || error.kind === "cancelled"
    ? []
    : [`error: ${printable(error.message)}`, ...hintLines(run).map((line) => `  ${line}`)];
}
