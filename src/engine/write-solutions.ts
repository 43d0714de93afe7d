import type { SolutionReply } from "../agents/reply.js";
import type { SolutionChosen, SolutionUnchanged, SolutionWritten } from "../core/events.js";
import { aliasFile, versionFile } from "../core/file-names.js";
import type { AgentStep } from "../core/pipeline.js";
import { type RunState, versionOf } from "../core/run-state.js";
import { type Scorecard, scorecardOf } from "../core/scorecard.js";
import { type Program, sameCode } from "../core/solution.js";
import { chooseFinal, compareStandings, standingOf } from "../core/standing.js";
import { askStep } from "./ask.js";
import { failStep } from "./fail-step.js";
import { judgeVersion } from "./judge-version.js";
import type { RunContext } from "./run-context.js";

/** Asks for one version, or for several independent ones; measures each; the best by the judge goes on. */
export async function writeSolutions(run: RunContext, step: AgentStep, key: string): Promise<void> {
  const before = run.recorder.state.current;
  const tries = step.tries ?? 1;
  const written: number[] = [];
  for (let number = 1; number <= tries; number += 1) {
    const tryKey = tries === 1 ? key : `${key}/try-${number}`;
    const version = await writeSolution(run, step, tryKey);
    if (version !== null) written.push(version);
  }
  if (written.length > 0) await chooseVersion(run, step, { key, before, written });
}

/** Returns the number of the new version, or null when there is none. */
async function writeSolution(
  run: RunContext,
  step: AgentStep,
  key: string,
): Promise<number | null> {
  const outcome = await askStep(run, step, key);
  switch (outcome.kind) {
    case "solution": {
      const same = unchangedSince(run.recorder.state, programOf(run, outcome, 0));
      if (same) return leaveUnchanged(run, { key, step, why: "the code is the same as before" });
      return addVersion(run, { step, key, reply: outcome });
    }
    case "unchanged":
      return leaveUnchanged(run, { key, step, why: outcome.why });
    case "fix_plan":
    case "oracle":
    case "unreadable":
    case "refused":
      await failStep(run, step, { key, outcome });
      return null;
  }
}

function unchangedSince(state: RunState, program: Program): boolean {
  const current = versionOf(state, state.current)?.solution.program;
  return current !== undefined && sameCode(current, program);
}

async function leaveUnchanged(
  run: RunContext,
  { key, step, why }: { readonly key: string; readonly step: AgentStep; readonly why: string },
): Promise<null> {
  await run.recorder.step<SolutionUnchanged>(`${key}/unchanged`, "solution.unchanged", (stamp) =>
    Promise.resolve({ type: "solution.unchanged", ...stamp(), agent: step.agent, why }),
  );
  return null;
}

interface NewVersion {
  readonly step: AgentStep;
  readonly key: string;
  readonly reply: SolutionReply;
}

async function addVersion(run: RunContext, { step, key, reply }: NewVersion): Promise<number> {
  const { state } = run.recorder;
  const version = Math.max(0, ...state.versions.map(({ solution }) => solution.version)) + 1;
  const program = programOf(run, reply, version);
  await run.recorder.step<SolutionWritten>(`${key}/solution`, "solution.written", (stamp) =>
    Promise.resolve({
      type: "solution.written",
      ...stamp(),
      file: program.fileName,
      solution: {
        version,
        parent: state.current,
        agent: step.agent,
        program,
        approach: reply.approach,
      },
    }),
  );
  run.parts.onNotice("judge", { kind: "judging", file: program.fileName });
  await judgeVersion(run, version, `${key}/judge`);
  return version;
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

interface Choice {
  readonly key: string;
  /** The version that the step began with. */
  readonly before: number | null;
  readonly written: readonly number[];
}

/** Picks by measurements which version goes on, and records the choice where there was one. */
async function chooseVersion(run: RunContext, step: AgentStep, choice: Choice): Promise<void> {
  const { version, why } = decide(run.recorder.state, step, choice);
  const dropped = choice.written.filter((candidate) => candidate !== version);
  const isNew = choice.written.includes(version);
  const alias = isNew && step.as !== undefined ? aliasFile(run.plan, step.as) : null;
  if (dropped.length === 0 && alias === null) return;
  await run.recorder.step<SolutionChosen>(`${choice.key}/chosen`, "solution.chosen", (stamp) =>
    Promise.resolve({ type: "solution.chosen", ...stamp(), version, dropped, why, alias }),
  );
}

function decide(
  state: RunState,
  step: AgentStep,
  { before, written }: Choice,
): { readonly version: number; readonly why: string } {
  const best = chooseFinal(written.flatMap((version) => cardOf(state, version)));
  if (best === null) throw new Error("a choice needs a candidate");
  const [old] = before === null ? [] : cardOf(state, before);
  if (step.keep !== "if-better" || old === undefined) {
    return { version: best.version, why: written.length === 1 ? "newest" : "best by the judge" };
  }
  const order = compareStandings(standingOf(best), standingOf(old));
  return order < 0
    ? { version: old.version, why: whyWorse(best, old) }
    : { version: best.version, why: "tests as well or better" };
}

function cardOf(state: RunState, version: number): readonly Scorecard[] {
  const known = versionOf(state, version);
  return known === undefined ? [] : [scorecardOf(state, known)];
}

function whyWorse(child: Scorecard, parent: Scorecard): string {
  const [childPassed = 0, parentPassed = 0] = [child, parent].map((card) => standingOf(card)[0]);
  if (childPassed < parentPassed) return `it passes ${childPassed} checks, not ${parentPassed}`;
  if (!child.withinLimits && parent.withinLimits) return "it exceeds a limit";
  const slower = child.totalCpuMs > parent.totalCpuMs;
  return slower
    ? `it is slower: ${Math.round(child.totalCpuMs)} ms, not ${Math.round(parent.totalCpuMs)} ms`
    : "a finding that was fixed is back";
}
