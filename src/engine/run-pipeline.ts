import { holds } from "../core/conditions.js";
import { PipelineError } from "../core/errors.js";
import { type EndEvent, failureOf, type RunFailure, type SolutionWritten } from "../core/events.js";
import { versionFile } from "../core/file-names.js";
import type { AgentStep, PipelineStep, SimpleStep } from "../core/pipeline.js";
import { stateOf } from "../core/run-state.js";
import { finishRun } from "./finish-run.js";
import { measureVersion } from "./measure-version.js";
import { pointAtSamples } from "./point-at-samples.js";
import { requireAtEnd } from "./require-at-end.js";
import { runAgentStep } from "./run-agent-step.js";
import { runApproveStep } from "./run-approve-step.js";
import { runCheckStep } from "./run-check-step.js";
import type { RunContext } from "./run-context.js";
import { runRepeat } from "./run-repeat.js";
import { skipStep } from "./skip-step.js";
import { StepFailure } from "./step-failure.js";

/** How a session of a run ended; `error` is what stopped it, null when it ended by its own rules. */
export interface SessionEnd {
  readonly end: EndEvent;
  readonly error: PipelineError | null;
}

/**
 * Runs a pipeline to its end, or as far as it can go: the last event is `run.finished` or `run.stopped`.
 * Running it again on the same journal reads finished steps back and goes on behind them. Throws only
 * for a bug, or when not even the end can be recorded.
 */
export async function runPipeline(run: RunContext): Promise<SessionEnd> {
  const startedAt = run.parts.clock.now();
  const secondsBefore = stateOf(run.parts.journal.events).seconds;
  try {
    const failure = await runSteps(run);
    requireAtEnd(run);
    return { end: await finishRun(run, failure), error: null };
  } catch (thrown) {
    const error = asPipelineError(thrown, run.signal);
    const session = (run.parts.clock.now() - startedAt) / 1000;
    const accounted = stateOf(run.parts.journal.events).seconds - secondsBefore;
    return { end: await noteStop(run, error, Math.max(0, session - accounted)), error };
  }
}

/** An abort is a cancel, in whatever words a library throws it. */
function asPipelineError(thrown: unknown, signal: AbortSignal): PipelineError {
  if (thrown instanceof PipelineError) return thrown;
  if (signal.aborted) return new PipelineError("cancelled", "interrupted", { cause: thrown });
  throw thrown;
}

async function noteStop(
  { recorder }: RunContext,
  error: PipelineError,
  lostSeconds: number,
): Promise<EndEvent> {
  const stopped: EndEvent = {
    type: "run.stopped",
    at: recorder.now(),
    lostSeconds,
    error: failureOf(error),
  };
  try {
    await recorder.note(stopped);
  } catch (second) {
    // Where nothing can be written any more, the first failure is the one to tell.
    throw second instanceof PipelineError ? error : second;
  }
  return stopped;
}

/** Returns the failure of a step that ended the run early, or null. */
async function runSteps(run: RunContext): Promise<RunFailure | null> {
  try {
    await pointAtSamples(run);
    await takeGivenCode(run);
    for (const [index, step] of run.plan.pipeline.definition.steps.entries()) {
      await runStep(run, step, `${index + 1}`);
    }
    return null;
  } catch (error) {
    if (error instanceof StepFailure) return error.failure;
    throw error;
  }
}

async function runStep(run: RunContext, step: PipelineStep, key: string): Promise<void> {
  if ("repeat" in step) {
    await runRepeat(run, step.repeat, { key, runStep: runSimpleStep });
    return;
  }
  await runSimpleStep(run, step, key);
}

/** Runs one step that is not a loop. Throws StepFailure when the run cannot go on without it. */
async function runSimpleStep(run: RunContext, step: SimpleStep, key: string): Promise<void> {
  run.signal.throwIfAborted();
  if (!(await isWanted(run, step, key))) return;
  if ("agent" in step) {
    const stepKey = `${key}.${step.agent}`;
    if (await isReviewedAlready(run, step, stepKey)) return;
    await runAgentStep(run, step, stepKey);
  } else if ("check" in step) await runCheckStep(run, step, `${key}.check`);
  else await runApproveStep(run, step, `${key}.approve`);
}

async function isWanted(run: RunContext, step: SimpleStep, key: string): Promise<boolean> {
  const missing = step.when?.find(
    (condition) => !holds(condition, run.recorder.state, run.plan.limits),
  );
  if (missing === undefined) return true;
  await skipStep(run, key, { agent: nameOf(step), why: `"${missing}" does not hold` });
  return false;
}

/** A review that the current version has had, by the same agent with the same focus, has nothing new to show. */
async function isReviewedAlready(run: RunContext, step: AgentStep, key: string): Promise<boolean> {
  const { taken, state } = run.recorder;
  const had = taken.some(
    (event) =>
      event.type === "plan.written" &&
      event.plan.version === state.current &&
      event.agent === step.agent &&
      event.focus === (step.focus ?? null),
  );
  if (step.writes !== "fix_plan" || !had) return false;
  await skipStep(run, key, {
    agent: step.agent,
    why: `v${state.current} has been reviewed already`,
  });
  return true;
}

function nameOf(step: SimpleStep): string {
  if ("agent" in step) return step.agent;
  return "check" in step ? "check" : "approve";
}

/** Version 0 of a debug run is the user's own file, measured before anybody changes it. */
async function takeGivenCode(run: RunContext): Promise<void> {
  const { code } = run.plan;
  if (code === null) return;
  await run.recorder.record<SolutionWritten>("given/solution", "solution.written", (stamp) => ({
    type: "solution.written",
    ...stamp,
    file: versionFile(run.plan, 0),
    solution: { version: 0, parent: null, agent: null, program: code, approach: null },
  }));
  await measureVersion(run, 0, "given/judge");
}
