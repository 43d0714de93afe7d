import type { AgentOutcome } from "../agents/ask.js";
import type { SolutionReply } from "../agents/reply.js";
import { chooseCandidate } from "../core/cluster-candidates.js";
import type { Clustering } from "../core/clusters.js";
import type { SolutionChosen, SolutionUnchanged, SolutionWritten } from "../core/events.js";
import { aliasFile, versionFile } from "../core/file-names.js";
import type { AgentStep } from "../core/pipeline.js";
import { type RunState, versionOf } from "../core/run-state.js";
import { type Scorecard, scorecardOf } from "../core/scorecard.js";
import { type Program, sameCode } from "../core/solution.js";
import { chooseFinal, compareStandings, standingOf } from "../core/standing.js";
import { type Base, baseOf } from "./agent-context.js";
import { askStep } from "./ask.js";
import { inChildScopes } from "./child-scopes.js";
import { clusterCandidates } from "./cluster-candidates.js";
import { compareVersions } from "./compare-versions.js";
import { failStep } from "./fail-step.js";
import { measureVersion } from "./measure-version.js";
import type { RunContext } from "./run-context.js";

interface Step {
  readonly step: AgentStep;
  readonly key: string;
  /** What the step began with: each of several tries is given just this. */
  readonly base: Base;
}

/** What one try came to. */
type Try =
  | { readonly kind: "written"; readonly version: number }
  | { readonly kind: "unchanged"; readonly why: string }
  | { readonly kind: "unusable"; readonly outcome: AgentOutcome };

/**
 * Asks for one version, or for several independent ones at the same time; measures each, one after another in the
 * order of the tries; the best by the judge goes on.
 */
export async function writeSolutions(run: RunContext, step: AgentStep, key: string): Promise<void> {
  await writeSolutionsFrom(run, { step, key, base: baseOf(run) });
}

/** The same for a step that begins with something else than the run as it is now. */
export async function writeSolutionsFrom(
  run: RunContext,
  { step, key, base }: Step,
): Promise<void> {
  const tries: Try[] = [];
  for (const asked of await askAll(run, { step, key, base })) {
    tries.push(await settleTry(run, { step, key: asked.key, base }, asked.outcome));
  }
  const written = tries.flatMap((each) => (each.kind === "written" ? [each.version] : []));
  if (written.length > 0) return chooseVersion(run, { step, key, base }, written);
  const unchanged = tries.find((each) => each.kind === "unchanged");
  if (unchanged !== undefined) return leaveUnchanged(run, { step, key, base }, unchanged.why);
  const unusable = tries.find((each) => each.kind === "unusable");
  if (unusable !== undefined) await failStep(run, step, { key, outcome: unusable.outcome });
}

interface AskedTry {
  readonly key: string;
  readonly outcome: AgentOutcome;
}

async function askAll(run: RunContext, { step, key, base }: Step): Promise<readonly AskedTry[]> {
  const count = step.tries ?? 1;
  if (count === 1) return [{ key, outcome: await askStep(run, step, { key, base }) }];
  return inChildScopes(run, {
    keys: Array.from({ length: count }, (_none, at) => `${key}/try-${at + 1}`),
    agent: step.agent,
    work: async (child, tryKey) => ({
      key: tryKey,
      outcome: await askStep(child, step, { key: tryKey, base }),
    }),
  });
}

async function settleTry(run: RunContext, work: Step, outcome: AgentOutcome): Promise<Try> {
  if (outcome.kind === "unchanged") return outcome;
  if (outcome.kind !== "solution") return { kind: "unusable", outcome };
  if (isSameAs(run.recorder.state, work.base.current, programOf(run, outcome, 0))) {
    return { kind: "unchanged", why: "the code is the same as before" };
  }
  return { kind: "written", version: await addVersion(run, work, outcome) };
}

function isSameAs(state: RunState, version: number | null, program: Program): boolean {
  const known = versionOf(state, version)?.solution.program;
  return known !== undefined && sameCode(known, program);
}

async function leaveUnchanged(run: RunContext, { step, key }: Step, why: string): Promise<void> {
  await run.recorder.record<SolutionUnchanged>(
    `${key}/unchanged`,
    "solution.unchanged",
    (stamp) => ({
      type: "solution.unchanged",
      ...stamp,
      agent: step.agent,
      why,
    }),
  );
}

async function addVersion(
  run: RunContext,
  { step, key, base }: Step,
  reply: SolutionReply,
): Promise<number> {
  const { versions } = run.recorder.state;
  const version = Math.max(0, ...versions.map(({ solution }) => solution.version)) + 1;
  const program = programOf(run, reply, version);
  const { approach } = reply;
  const parent = isIndependent(step) ? null : base.current;
  await run.recorder.record<SolutionWritten>(`${key}/solution`, "solution.written", (stamp) => ({
    type: "solution.written",
    ...stamp,
    file: program.fileName,
    solution: { version, parent, agent: step.agent, program, approach },
  }));
  run.parts.onNotice("judge", { kind: "judging", file: program.fileName });
  await measureVersion(run, version, `${key}/judge`);
  return version;
}

/** Whether the step was shown no version that there is, so that what it writes was made from none. */
export function isIndependent({ reads }: AgentStep): boolean {
  return !["solution", "history", "code"].some((shown) => reads.some((read) => read === shown));
}

/** The program of a reply under its version's file name. What the user's own file offers stays as it is. */
function programOf({ plan }: RunContext, reply: SolutionReply, version: number): Program {
  return {
    language: plan.language,
    fileName: versionFile(plan, version),
    source: reply.files[0].text,
    shape: plan.code?.shape ?? reply.shape,
    entry: plan.code === null ? reply.entry : plan.code.entry,
  };
}

/** Picks by measurements which version goes on, and records the choice where there was one. */
async function chooseVersion(
  run: RunContext,
  { step, key, base }: Step,
  written: readonly number[],
): Promise<void> {
  const clustering = await clusterCandidates(run, { key, written });
  const { version, why } = await decide(run, {
    step,
    key,
    before: base.current,
    written,
    clustering,
  });
  const { state } = run.recorder;
  const dropped = written.filter((candidate) => candidate !== version);
  // The other name stands for the best that there is; a version that made things worse does not get it.
  const best = chooseFinal(
    cardsOf(state).map((card) => ({
      ...card,
      dropped: card.dropped || dropped.includes(card.version),
    })),
  );
  const isBest = written.includes(version) && best?.version === version;
  const alias = isBest && step.as !== undefined ? aliasFile(run.plan, step.as) : null;
  if (dropped.length === 0 && alias === null && state.current === version) return;
  await run.recorder.record<SolutionChosen>(`${key}/chosen`, "solution.chosen", (stamp) => ({
    type: "solution.chosen",
    ...stamp,
    version,
    dropped,
    why,
    alias,
  }));
}

interface Choice {
  readonly step: AgentStep;
  readonly key: string;
  readonly before: number | null;
  readonly written: readonly number[];
  readonly clustering: Clustering | null;
}

async function decide(
  run: RunContext,
  { step, key, before, written, clustering }: Choice,
): Promise<{ readonly version: number; readonly why: string }> {
  const cards = cardsOf(run.recorder.state);
  const candidates = cards.filter(({ version }) => written.includes(version));
  const chosen = chooseCandidate(candidates, clustering);
  if (chosen === null) throw new Error("a choice needs a candidate");
  const best = chosen.card;
  const old = cards.find(({ version }) => version === before);
  if (step.keep !== "if-better" || old === undefined) {
    const byStanding = written.length === 1 ? "newest" : "best by the judge";
    return { version: best.version, why: chosen.why ?? byStanding };
  }
  if (compareStandings(standingOf(best), standingOf(old)) < 0) {
    return { version: old.version, why: whyWorse(best, old) };
  }
  const compared = await compareVersions(run, { parent: old.version, child: best.version, key });
  if (compared === null) {
    return { version: best.version, why: chosen.why ?? "tests as well or better" };
  }
  if (!compared.keepsChild) return { version: old.version, why: compared.why };
  return { version: best.version, why: [chosen.why ?? [], compared.why].flat().join("; ") };
}

function cardsOf(state: RunState): readonly Scorecard[] {
  return state.versions.map((version) => scorecardOf(state, version));
}

function whyWorse(child: Scorecard, parent: Scorecard): string {
  const [childPassed = 0, parentPassed = 0] = [child, parent].map((card) => standingOf(card)[0]);
  if (childPassed < parentPassed) return `it passes ${childPassed} checks, not ${parentPassed}`;
  if (!child.withinLimits && parent.withinLimits) return "it exceeds a limit";
  return child.busyCpuMs > parent.busyCpuMs
    ? `it is slower: ${Math.round(child.totalCpuMs)} ms, not ${Math.round(parent.totalCpuMs)} ms`
    : "a finding that was fixed is back";
}
