import type { CallAnswered } from "../core/call-events.js";
import type { Answer, ComposedCall } from "../core/ports.js";
import { JournalledAccount } from "./call-account.js";
import { CallGate } from "./call-gate.js";
import type { RunContext } from "./run-context.js";
import { readSpool, spool } from "./spool.js";
import { promptText } from "./trace-text.js";

/**
 * Asks the model once in the life of the run. The raw answer is on the disk before anybody reads it: an
 * answer that arrived is never asked for again, whatever happens afterwards. Throws PipelineError
 * "budget" before a call that could exceed a limit.
 */
export async function callModel(
  run: RunContext,
  callKey: string,
  request: ComposedCall,
): Promise<Answer> {
  const trace = nextTrace(run, request.agent);
  const gate = run.child?.gate ?? new CallGate();
  try {
    const event = await run.recorder.step<CallAnswered>(callKey, "call.answered", async (stamp) => {
      const answered =
        (await readSpool(run.parts.files, trace, callKey)) ??
        (await ask(run, request, { trace, callKey, gate }));
      return { type: "call.answered", ...stamp(), agent: request.agent, trace, ...answered };
    });
    return event.answer;
  } catch (error) {
    gate.close(error);
    throw error;
  } finally {
    // Only now: what the call really took is part of the state, so that nothing is ever missing from the sum.
    gate.settle(callKey);
  }
}

/**
 * Records the answers of a scope that arrived in an earlier session and were not recorded any more, before other
 * scopes spend what these have spent already.
 */
export async function recoverCalls(
  { child, parts, recorder }: RunContext,
  { agent, scope }: { readonly agent: string; readonly scope: string },
): Promise<void> {
  if (child === undefined) return;
  for (let turn = 1; ; turn += 1) {
    const key = `${scope}/call-${turn}`;
    if (recorder.isRecorded(key)) continue;
    const trace = traceOf(child.call, turn, agent);
    const answered = await readSpool(parts.files, trace, key);
    if (answered === null) return;
    const at = recorder.now();
    await recorder.recordAhead({ type: "call.answered", key, at, agent, trace, ...answered });
  }
}

/** The name of a call's files: the same in every session, also where several scopes call at the same time. */
function nextTrace({ recorder, child }: RunContext, agent: string): string {
  if (child === undefined) return traceOf(recorder.nextCallNumber(), 1, agent);
  child.turns.made += 1;
  return traceOf(child.call, child.turns.made, agent);
}

function traceOf(call: number, turn: number, agent: string): string {
  const number = String(call).padStart(2, "0");
  return turn === 1 ? `${number}-${agent}` : `${number}.${turn}-${agent}`;
}

type Answered = Pick<CallAnswered, "attempt" | "answer" | "seconds">;

interface Asked {
  readonly trace: string;
  readonly callKey: string;
  readonly gate: CallGate;
}

async function ask(
  run: RunContext,
  request: ComposedCall,
  { trace, callKey, gate }: Asked,
): Promise<Answered> {
  const { parts, signal } = run;
  const account = new JournalledAccount(run, request, { callKey, gate });
  const maxOutputTokens = await account.reserve();
  await parts.files.write(`trace/${trace}.prompt.md`, promptText(request));
  parts.onNotice(request.agent, { kind: "calling", what: roundText(run) });
  const startedAt = parts.clock.now();
  const wantedOutputTokens = request.maxOutputTokens;
  const made = { ...request, maxOutputTokens, wantedOutputTokens, account };
  const answer = await parts.model.complete(made, signal);
  const seconds = gate.timeOf(startedAt, parts.clock.now()) / 1000;
  const answered = { attempt: account.attempt, answer, seconds };
  await spool(parts.files, trace, { key: callKey, ...answered });
  return answered;
}

function roundText({ recorder }: RunContext): string {
  const { rounds, loopEnd } = recorder.state;
  return rounds.length === 0 || loopEnd !== null ? "" : `round ${rounds.length}`;
}
