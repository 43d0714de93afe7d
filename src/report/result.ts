import { type Account, NEW_ACCOUNT, usdAtMost } from "../core/account.js";
import { adviceFor } from "../core/advice.js";
import type { Origin } from "../core/case.js";
import { roundedUsd } from "../core/dollars.js";
import type { ErrorKind } from "../core/errors.js";
import type { EndEvent, RunFailure, RunStatus } from "../core/events.js";
import { EXIT_CODES, exitCodeOf } from "../core/exit-code.js";
import { finalFile } from "../core/file-names.js";
import { countFindings } from "../core/finding.js";
import type { Tally } from "../core/report.js";
import type { RunPlan } from "../core/run-plan.js";
import { EMPTY_RUN, type RunState, versionOf } from "../core/run-state.js";
import { checksByOrigin, type Scorecard, scorecardOf } from "../core/scorecard.js";
import { chooseFinal } from "../core/standing.js";
import type { VersionState } from "../core/version-state.js";
import { type EvidenceResult, evidenceOf, NO_EVIDENCE } from "./evidence.js";

/** `result.json`, the same that `--json` prints. Scripts read it: keys are never renamed. */
export interface RunResult extends EvidenceResult {
  readonly schema: 1;
  readonly run: string;
  readonly dir: string;
  readonly status: RunStatus;
  readonly reason: string;
  readonly exit_code: number;
  readonly final: { readonly file: string; readonly version: number } | null;
  readonly rounds: number;
  readonly checks: Checks;
  readonly findings: {
    readonly confirmed: { readonly critical: number; readonly major: number };
    readonly claimed: number;
    readonly refuted: number;
    readonly unproven: number;
  };
  readonly isolation: string | null;
  readonly versions: readonly VersionResult[];
  readonly usage: {
    readonly calls: number;
    readonly input_tokens: number;
    readonly output_tokens: number;
    readonly cache_read_tokens: number;
    readonly cache_write_tokens: number;
    readonly usd: number | null;
    /** What the budget counts, which no bill exceeds: attempts that broke off or were left open are in it at their worst. */
    readonly usd_at_most: number | null;
    /** Calls that a killed process left open: what they took is not known and is in none of these numbers. */
    readonly unsettled: number;
  };
  readonly seconds: number;
  readonly error: ErrorResult | null;
}

/** `details` stands there only where lines show more, `next` where there is advice, `resume_at` where a service has named the time. */
interface ErrorResult {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly details?: string;
  readonly next?: string;
  readonly resume_at?: string;
}

/** Passed and total by origin: `samples`, `given`, `own`, `stress`, `proof`. */
type Checks = Partial<Readonly<Record<CheckName, Tally>>>;
type CheckName = "samples" | Exclude<Origin, "sample">;

interface VersionResult {
  readonly version: number;
  readonly file: string;
  readonly agent: string | null;
  readonly parent: number | null;
  readonly checks: Checks;
  readonly confirmed: { readonly critical: number; readonly major: number };
  readonly claimed: number;
  readonly reviewed: boolean;
  readonly within_limits: boolean;
  readonly max_cpu_ms: number;
  readonly total_cpu_ms: number;
  readonly max_memory_kb: number;
  /** Generated inputs that it was held against the oracle on. */
  readonly stress_cases: number;
  /** How its time grows, in words; null where it was not measured or nothing stands out. */
  readonly growth: string | null;
  readonly dropped: boolean;
}

/** What a run came to, from its plan, its state and its last event. */
export function resultOf(plan: RunPlan, state: RunState, end: EndEvent): RunResult {
  const final = finalOf(plan, state, end);
  const subject = versionOf(state, final?.version ?? null);
  const status = end.type === "run.finished" ? end.status : "stopped";
  return {
    schema: 1,
    run: plan.run,
    dir: plan.directory,
    status,
    reason: end.type === "run.finished" ? end.reason : end.error.message,
    exit_code: exitCodeOfEnd(end),
    final,
    rounds: state.rounds.length,
    checks: checksOf(checksByOrigin(subject?.cases ?? [])),
    findings: findingsOf(state, subject === undefined ? null : scorecardOf(state, subject)),
    ...evidenceOf(plan, state, subject),
    isolation: subject === undefined || subject.cases.length === 0 ? null : subject.isolation,
    versions: state.versions.map((version) => versionResult(state, version)),
    usage: usageOf(state),
    seconds: Math.round(state.seconds * 1000) / 1000,
    error: end.error === null ? null : errorOfRun(plan, end.error),
  };
}

function errorOf({ kind, message, details, hint, resumeAt }: RunFailure): ErrorResult {
  return {
    kind,
    message,
    ...(details === undefined ? {} : { details }),
    ...(hint === undefined ? {} : { next: hint }),
    ...(resumeAt === undefined ? {} : { resume_at: resumeAt }),
  };
}

/** The error of a run: its advice finds the run also in another folder than the usual one. */
function errorOfRun({ directory }: RunPlan, error: RunFailure): ErrorResult {
  const { next, ...said } = errorOf(error);
  return next === undefined ? said : { ...said, next: adviceFor(directory, next) };
}

function exitCodeOfEnd(end: EndEvent): number {
  if (end.type === "run.stopped") return exitCodeOf(end.error.kind);
  return end.status === "passed" ? EXIT_CODES.passed : EXIT_CODES.notPassed;
}

function usageOf(account: Account): RunResult["usage"] {
  const { usage, openAttempts } = account;
  return {
    calls: usage.calls,
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cache_read_tokens: usage.cacheReadTokens,
    cache_write_tokens: usage.cacheWriteTokens,
    usd: roundedUsd(usage.usd),
    usd_at_most: roundedUsd(usdAtMost(account)),
    unsettled: openAttempts.length,
  };
}

/** A run that is under way or was killed, in the form of a result. */
export function unfinishedResult(plan: RunPlan, state: RunState): Record<keyof RunResult, unknown> {
  const best = chooseFinal(state.versions.map((version) => scorecardOf(state, version)));
  const subject = versionOf(state, best?.version ?? null);
  return {
    ...resultWithoutRun({ kind: "cancelled", message: "the run has not ended" }),
    run: plan.run,
    dir: plan.directory,
    status: "unfinished",
    exit_code: null,
    rounds: state.rounds.length,
    checks: checksOf(checksByOrigin(subject?.cases ?? [])),
    findings: findingsOf(state, subject === undefined ? null : scorecardOf(state, subject)),
    ...evidenceOf(plan, state, subject),
    versions: state.versions.map((version) => versionResult(state, version)),
    usage: usageOf(state),
    seconds: state.seconds,
    error: null,
  };
}

/** What `--json` prints where no run came to be: every key of `result.json`, and the error. */
export function resultWithoutRun(error: RunFailure): Record<keyof RunResult, unknown> {
  return {
    schema: 1,
    run: null,
    dir: null,
    status: "stopped",
    reason: error.message,
    exit_code: exitCodeOf(error.kind),
    final: null,
    rounds: 0,
    checks: {},
    findings: findingsOf(EMPTY_RUN, null),
    ...NO_EVIDENCE,
    isolation: null,
    versions: [],
    usage: usageOf(NEW_ACCOUNT),
    seconds: 0,
    error: errorOf(error),
  };
}

/** True when the end writes `solution_final`: the run ended by its own rules, budget included. */
export function writesFinal(plan: RunPlan, end: EndEvent): boolean {
  if (plan.command === "agent") return false;
  return end.type === "run.finished" || end.error.kind === "budget";
}

/** The final version; of a run that was stopped, the best version so far under its own name. */
function finalOf(plan: RunPlan, state: RunState, end: EndEvent): RunResult["final"] {
  const best = chooseFinal(state.versions.map((version) => scorecardOf(state, version)));
  const version = end.type === "run.finished" ? end.finalVersion : (best?.version ?? null);
  const known = versionOf(state, version);
  if (known === undefined) return null;
  const file = writesFinal(plan, end) ? finalFile(plan) : known.file;
  return { file, version: known.solution.version };
}

function findingsOf(state: RunState, card: Scorecard | null): RunResult["findings"] {
  const findings = state.plans.flatMap((plan) => plan.findings);
  return {
    confirmed: card?.confirmed ?? { critical: 0, major: 0 },
    claimed: countFindings(findings, "claimed"),
    refuted: countFindings(findings, "refuted"),
    unproven: countFindings(findings, "unproven"),
  };
}

function versionResult(state: RunState, version: VersionState): VersionResult {
  const card = scorecardOf(state, version);
  return {
    version: card.version,
    file: card.file,
    agent: card.agent,
    parent: card.parent,
    checks: checksOf(card.checks),
    confirmed: card.confirmed,
    claimed: card.claimed,
    reviewed: card.reviewed,
    within_limits: card.withinLimits,
    max_cpu_ms: card.maxCpuMs,
    total_cpu_ms: card.totalCpuMs,
    max_memory_kb: card.maxMemoryKb,
    stress_cases: version.stress.reduce((sum, { tried }) => sum + tried, 0),
    growth: version.growth?.fit?.words ?? null,
    dropped: card.dropped,
  };
}

function checksOf(checks: Scorecard["checks"]): Checks {
  const { sample, ...others } = checks;
  return sample === undefined ? others : { samples: sample, ...others };
}
