import { allowCall, type BudgetLimits } from "../core/budget.js";
import { PipelineError } from "../core/errors.js";
import type { CallAnswered } from "../core/events.js";
import type { Answer, ModelRequest } from "../core/ports.js";
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
  request: ModelRequest,
): Promise<Answer> {
  const trace = `${String(run.recorder.nextCallNumber()).padStart(2, "0")}-${request.agent}`;
  const event = await run.recorder.step<CallAnswered>(callKey, "call.answered", async (stamp) => {
    const answered =
      (await readSpool(run.parts.files, trace, callKey)) ??
      (await ask(run, request, { trace, callKey }));
    return { type: "call.answered", ...stamp(), agent: request.agent, trace, ...answered };
  });
  return event.answer;
}

async function ask(
  run: RunContext,
  request: ModelRequest,
  { trace, callKey }: { readonly trace: string; readonly callKey: string },
): Promise<{ answer: Answer; seconds: number }> {
  const { parts, signal } = run;
  const maxOutputTokens = reserve(run, request);
  await parts.files.write(`trace/${trace}.prompt.md`, promptText(request));
  parts.onNotice(request.agent, { kind: "calling", what: roundText(run) });
  const startedAt = parts.clock.now();
  const answer = await parts.model.complete({ ...request, maxOutputTokens }, signal);
  const answered = { answer, seconds: (parts.clock.now() - startedAt) / 1000 };
  await spool(parts.files, trace, { key: callKey, ...answered });
  return answered;
}

/** Fewer characters than this never fill a token of a text that people or programs write, on average. */
const CHARACTERS_PER_TOKEN_AT_WORST = 2;

const LIMIT_FLAGS: Readonly<Record<keyof BudgetLimits, string>> = {
  usd: "--budget USD",
  minutes: "--minutes N",
  calls: "--calls N",
  tokens: "--tokens N",
};

/** Output tokens that the budget allows for this call, at its worst. */
function reserve({ plan, parts, recorder }: RunContext, request: ModelRequest): number {
  const characters = promptText(request).length;
  const { prices } = parts;
  const decision = allowCall(plan.budget, recorder.state, {
    model: request.model,
    maxOutputTokens: request.maxOutputTokens,
    inputTokens: Math.ceil(characters / CHARACTERS_PER_TOKEN_AT_WORST),
    worstCaseUsd: (output) =>
      prices === null ? 0 : prices.worstCaseUsd(request.model, characters, output),
  });
  switch (decision.kind) {
    case "go":
      return decision.maxOutputTokens;
    case "stop":
      throw new PipelineError("budget", decision.reason, {
        hint: `Continue with more: pipeline resume ${plan.run} ${LIMIT_FLAGS[decision.limit]}`,
      });
    case "unknown-price":
      throw new PipelineError("usage", `no price is known for the model "${decision.model}"`, {
        hint: "Limit it with --calls, --tokens or --minutes instead of dollars.",
      });
  }
}

function roundText({ recorder }: RunContext): string {
  const { rounds, loopEnd } = recorder.state;
  return rounds.length === 0 || loopEnd !== null ? "" : `round ${rounds.length}`;
}
