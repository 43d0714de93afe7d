import {
  allowCall,
  type PlannedCall,
  type Reserved,
  reservedBy,
  withReserved,
} from "../core/budget.js";
import type { CallAccount, ComposedCall, FailedAttempt, Prices } from "../core/ports.js";
import { tokensAtWorst } from "../core/prompt-tokens.js";
import type { RunPlan } from "../core/run-plan.js";
import { NO_USAGE, type Usage } from "../core/usage.js";
import { accountOf } from "./account-of.js";
import type { CallGate } from "./call-gate.js";
import { refusedByBudget } from "./refused-by-budget.js";
import type { RunContext } from "./run-context.js";
import { promptText } from "./trace-text.js";

interface AccountOf {
  readonly callKey: string;
  readonly gate: CallGate;
}

/**
 * The account of one call: the worst case of each attempt is in the journal before it is made, so that the budget holds
 * whatever becomes of the process.
 */
export class JournalledAccount implements CallAccount {
  readonly #run: RunContext;
  readonly #call: PlannedCall;
  readonly #agent: string;
  readonly #at: AccountOf;
  #attempt = 0;

  constructor(run: RunContext, request: ComposedCall, at: AccountOf) {
    this.#run = run;
    this.#call = plannedCall(backendOf(run), request);
    this.#agent = request.agent;
    this.#at = at;
  }

  /** The newest attempt, by its place among all of the run. */
  get attempt(): number {
    return this.#attempt;
  }

  async reserve(): Promise<number> {
    const { plan, recorder } = this.#run;
    const { callKey, gate } = this.#at;
    const decision = await gate.admit(callKey, {
      limits: plan.budget,
      call: this.#call,
      spent: () => spentBeside(gate, this.#run),
    });
    if (decision.kind !== "go") throw refusedByBudget(this.#run, decision);
    const reserved = reservedBy(this.#call, decision.maxOutputTokens);
    await recorder.noteNext(({ attempts }) => {
      this.#attempt = attempts + 1;
      gate.began(callKey, this.#attempt);
      return {
        type: "attempt.started",
        at: recorder.now(),
        attempt: this.#attempt,
        call: callKey,
        agent: this.#agent,
        reserved,
      };
    });
    return decision.maxOutputTokens;
  }

  async failed({ why, usage, billed }: FailedAttempt): Promise<void> {
    const { recorder } = this.#run;
    const { callKey, gate } = this.#at;
    const at = recorder.now();
    const attempt = this.#attempt;
    await recorder.note({ type: "attempt.failed", at, attempt, call: callKey, why, usage, billed });
    gate.settle(callKey);
  }
}

/** Whether the budget has room for the whole of a call, as long as it may be, beside all that are on their way. */
export function hasRoomFor(run: RunContext, call: ComposedCall): boolean {
  const planned = plannedCall(backendOf(run), call);
  const spent = spentBeside(null, run);
  const decision = allowCall(run.plan.budget, spent, planned);
  return decision.kind === "go" && decision.maxOutputTokens === call.maxOutputTokens;
}

/** Who answers calls, as far as it matters for what they take. */
interface CalledBackend {
  readonly backend: RunPlan["backend"];
  /** Null: nobody bills. */
  readonly prices: Prices | null;
}

function backendOf({ plan, parts }: RunContext): CalledBackend {
  return { backend: plan.backend, prices: parts.prices };
}

/** What a call is held against a budget with. */
export function plannedCall(
  { backend, prices }: CalledBackend,
  request: ComposedCall,
): PlannedCall {
  const { model, maxOutputTokens } = request;
  const inputTokens = tokensAtWorst(promptText(request)) + (prices?.addedTokens ?? 0);
  return {
    model,
    maxOutputTokens,
    inputTokens,
    // Who answers a quest counts no tokens.
    ...(backend === "quest" ? { isUncounted: true } : {}),
    worstCaseUsd: (output) =>
      prices === null ? 0 : prices.worstCaseUsd(model, inputTokens, output),
  };
}

/** An attempt that a killed process left open counts at its worst: nobody will ever tell what it took. */
function spentBeside(gate: CallGate | null, run: RunContext): Parameters<typeof allowCall>[1] {
  const { usage, spent, seconds, openAttempts } = accountOf(run);
  const left: readonly Reserved[] = openAttempts
    .filter(({ attempt }) => gate?.isOnItsWay(attempt) !== true)
    .map(({ reserved }) => reserved);
  const settled: Usage = { ...NO_USAGE, calls: usage.calls + left.length };
  return { usage: withReserved(settled, [spent, ...left]), seconds };
}
