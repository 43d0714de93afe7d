import { describe, expect, test } from "vitest";

import type { Case } from "../../src/core/case.js";
import type { Answer, FailedAttempt, Model, ModelRequest, Prices } from "../../src/core/ports.js";
import { NO_USAGE, type Usage } from "../../src/core/usage.js";
import type { Verdict } from "../../src/core/verdict.js";
import { planWith, program, runEngine, TableJudge, usualPipeline } from "./engine-maker.js";

const allPass = (_source: string, _test: Case): Verdict => "AC";
const judge = new TableJudge(allPass);
const solverOnly = usualPipeline({ steps: usualPipeline().steps.slice(0, 1) });

/** A dollar for a thousand tokens that are written; what is read is free. */
const prices: Prices = { worstCaseUsd: (_model, _input, output) => output / 1000 };

const billed = (usd: number): Usage => ({ ...NO_USAGE, outputTokens: usd * 1000, usd });

const answerTo = (request: ModelRequest, usd: number): Answer => ({
  status: "complete",
  text: program(request.instruction, "right"),
  model: "test-model",
  usage: { ...billed(usd), calls: 1 },
});

/** Fails so often, each time billed with so much, before it answers; remembers what it was allowed to write. */
function unsteady(
  failures: number,
  usd: number,
  known: FailedAttempt["billed"] = "known",
): Model & { readonly allowed: number[] } {
  const allowed: number[] = [];
  return {
    allowed,
    complete: async (request) => {
      allowed.push(request.maxOutputTokens);
      for (let failed = 0; failed < failures; failed += 1) {
        await request.account.failed({ why: "broke off", usage: billed(usd), billed: known });
        allowed.push(await request.account.reserve());
      }
      return answerTo(request, usd);
    },
  };
}

describe("the account of a run", () => {
  test("holds what every attempt took, whether it brought an answer or not", async () => {
    const plan = planWith(solverOnly);
    const { recorder, events } = await runEngine({ plan, model: unsteady(2, 3), judge, prices });

    expect(recorder.state).toMatchObject({ usage: { calls: 1, usd: 9 }, attempts: 3 });
    expect(recorder.state.openAttempts).toEqual([]);
    expect(events.flatMap((event) => ("attempt" in event ? [event.type] : []))).toEqual([
      "attempt.started",
      "attempt.failed",
      "attempt.started",
      "attempt.failed",
      "attempt.started",
      "call.answered",
    ]);
  });

  test("gives each further attempt what is left, and none once that is too little", async () => {
    const budget = { usd: 12, minutes: null, calls: null, tokens: null };
    const plan = planWith(solverOnly, { budget });
    const model = unsteady(9, 3);
    const { error, recorder } = await runEngine({ plan, model, judge, prices });

    expect(model.allowed).toEqual([12_000, 9000, 6000, 3000]);
    expect(error).toMatchObject({
      kind: "budget",
      message: expect.stringContaining("$0.000 of $12"),
    });
    expect(recorder.state.usage.usd).toBe(12);
  });

  test("counts an attempt that broke off at its worst, and says so where it ends the run", async () => {
    const budget = { usd: 40, minutes: null, calls: null, tokens: null };
    const plan = planWith(solverOnly, { budget });
    const model = unsteady(9, 0.01, "at-most-reserved");
    const { error, recorder, files } = await runEngine({ plan, model, judge, prices });

    expect(model.allowed).toEqual([32_000, 8000]);
    expect(error).toMatchObject({
      kind: "budget",
      message: expect.stringMatching(
        /\$0\.000 of \$40.* is left; 2 calls that broke off counted at the worst$/,
      ),
    });
    expect(recorder.state.usage.usd).toBeCloseTo(0.02);
    const result: unknown = JSON.parse(files.texts.get("result.json") ?? "");
    expect(result).toMatchObject({ usage: { usd_at_most: 40 } });
  });

  test("an attempt that a killed process left open is one of the calls", async () => {
    const budget = { usd: null, minutes: null, calls: 1, tokens: null };
    const plan = planWith(solverOnly, { budget });
    const whole = await runEngine({ plan, model: unsteady(0, 1), judge, prices });
    const cut = whole.events.findIndex(({ type }) => type === "attempt.started") + 1;
    const model = unsteady(0, 1);
    const events = whole.events.slice(0, cut);
    const { error } = await runEngine({ plan, model, judge, prices, events });

    expect(model.allowed).toEqual([]);
    expect(error).toMatchObject({
      kind: "budget",
      message:
        "the one call of the budget is used; a call that a killed process left open counted at the worst",
    });
  });

  test("counts an attempt that a killed process left open at its worst", async () => {
    const budget = { usd: 40, minutes: null, calls: null, tokens: null };
    const plan = planWith(solverOnly, { budget });
    const whole = await runEngine({ plan, model: unsteady(0, 1), judge, prices });
    const cut = whole.events.findIndex(({ type }) => type === "attempt.started") + 1;

    const model = unsteady(0, 1);
    const again = { plan, model, judge, prices };
    const resumed = await runEngine({ ...again, events: whole.events.slice(0, cut) });
    // Of 40 dollars 32 are held for the attempt of which nobody knows what became.
    expect(model.allowed).toEqual([8000]);
    expect(resumed.recorder.state).toMatchObject({ usage: { usd: 1 }, attempts: 2 });
    expect(resumed.files.texts.get("result.json")).toContain('"unsettled": 1');

    const twice = await runEngine({ ...again, events: resumed.events.slice(0, cut + 1) });
    expect(twice.error).toMatchObject({
      kind: "budget",
      message: expect.stringContaining("2 calls that a killed process left open"),
    });
  });

  test("counts an answer of which nobody says what it took at its worst, and says that its price is not known", async () => {
    const budget = { usd: 40, minutes: null, calls: null, tokens: null };
    const [step] = solverOnly.steps;
    const twice = usualPipeline({ steps: [step, step].flatMap((one) => (one ? [one] : [])) });
    const allowed: number[] = [];
    const model: Model = {
      complete: async (request) => {
        allowed.push(request.maxOutputTokens);
        return { ...answerTo(request, 0), usage: { ...NO_USAGE, calls: 1, usd: null } };
      },
    };
    const { recorder } = await runEngine({
      plan: planWith(twice, { budget }),
      model,
      judge,
      prices,
    });

    expect(allowed).toEqual([32_000, 8000]);
    expect(recorder.state).toMatchObject({ usage: { calls: 2, usd: null }, spent: { usd: 40 } });
  });
});
