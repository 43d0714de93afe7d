import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Pipeline, pipelineSchema } from "../../src/core/pipeline.js";
import type { Answer, Model, ModelRequest } from "../../src/core/ports.js";
import { NO_USAGE } from "../../src/core/usage.js";
import { createScriptedModel, type ScriptedModel } from "../../src/models/scripted-model.js";
import { claim, planWith, program, review, runEngine, usualPipeline } from "./engine-maker.js";
import {
  AGAIN,
  answersIn,
  askedFor,
  cutOff,
  decisions,
  full,
  GO_ON,
  good,
  judge,
  modelOf,
  NO_LIMIT,
  planOf,
  prices,
  refused,
  richer,
  solverOnly,
  TIGHT,
  told,
  tooLong,
  words,
} from "./reply-scripts.js";

/** A reviewer that the run can do without. */
const withReview: Pipeline = pipelineSchema.parse({
  version: 1,
  name: "test",
  steps: [
    { agent: "problem-solver", reads: ["problem"], writes: "solution" },
    {
      agent: "bug-report-reviewer",
      reads: ["problem", "solution"],
      writes: "fix_plan",
      optional: true,
    },
  ],
});

const fourTries: Pipeline = pipelineSchema.parse({
  version: 1,
  name: "test",
  steps: [{ agent: "problem-solver", tries: 4, reads: ["problem"], writes: "solution" }],
});

describe("an answer that never comes", () => {
  const NOBODY = "and no other model could be asked instead";
  const failing = [
    {
      what: "refused, and nobody else to ask",
      script: { whole: refused },
      fallbackModel: null,
      kind: "refused",
      message: `test-model refused to answer as problem-solver, ${NOBODY}`,
      more: { hint: expect.stringMatching(/--fallback-model NAME/) },
    },
    {
      what: "refused, and the fallback model is the same",
      script: { whole: refused },
      fallbackModel: "test-model",
      kind: "refused",
      message: `test-model refused to answer as problem-solver, ${NOBODY}`,
      more: { hint: expect.stringMatching(/--fallback-model NAME/) },
    },
    {
      what: "refused by both",
      script: { whole: refused, "other whole": refused },
      fallbackModel: "other",
      kind: "refused",
      message:
        "test-model refused to answer as problem-solver, and so did the fallback model other",
    },
    {
      what: "too long, and nothing to leave out",
      script: { whole: tooLong },
      fallbackModel: null,
      kind: "too_long",
      message: "what problem-solver has to read and may write is more than test-model can hold",
      more: {
        details: "Nothing of what it reads can be left out.",
        hint: expect.stringMatching(/32,000 tokens: a smaller maxOutputTokens in the agent's file/),
      },
    },
    {
      what: "unreadable twice",
      script: { whole: words, repair: words },
      fallbackModel: null,
      kind: "unreadable_reply",
      message: "the reply of problem-solver could not be read, nor the repaired one",
      more: { details: expect.stringMatching(/^There is no program/) },
    },
  ];

  test.each(failing)(
    "$what: ends the run",
    async ({ script, fallbackModel, kind, message, more }) => {
      const plan = { ...planOf({}), fallbackModel };
      const { end, events } = await runEngine({ plan, model: modelOf(script), judge, prices });
      expect(end).toMatchObject({
        type: "run.finished",
        finalVersion: null,
        error: { kind, message, ...more },
      });
      expect(events.at(-2)).toMatchObject({ type: "step.failed", optional: false });
    },
  );

  test("is one of several tries: the others go on, also after a cut", async () => {
    const answer = (request: ModelRequest): Partial<Answer> => {
      const isLonger = askedFor(request) === "longer whole";
      if (request.key.endsWith("1")) return refused(request);
      if (request.key.endsWith("2")) return isLonger ? good(request) : cutOff(request);
      if (request.key.endsWith("3")) return tooLong(request);
      return { text: program(request.instruction, "wrong") };
    };
    const plan = planWith(fourTries, { fallbackModel: "other" });
    const model = createScriptedModel(answer);
    const { end, events } = await runEngine({ plan, model, judge });

    expect(end).toMatchObject({ status: "passed" });
    expect(told(events).toSorted()).toEqual(
      [AGAIN, "test-model refused to answer: other is asked"].toSorted(),
    );
    for (let cut = 0; cut < events.length; cut += 1) {
      const kept = events.slice(0, cut);
      const again = createScriptedModel(answer);
      const resumed = await runEngine({ plan, model: again, judge, events: kept });
      expect(resumed.end).toMatchObject({ status: "passed" });
      expect(again.requests).toHaveLength(model.requests.length - answersIn(kept));
      expect(told(resumed.events)).toHaveLength(2);
    }
  });

  test("is not asked for with more room while other tries hold the budget", async () => {
    // Three calls at their worst hold 96 dollars: beside them there is no room for an answer of 64.
    const plan = planWith(fourTries, { budget: { ...NO_LIMIT, usd: 159 } });
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const scripted = modelOf({ whole: cutOff, rest: good, "longer whole": good });
    const complete: Model["complete"] = async (request, signal) => {
      if (request.key.endsWith("1") && request.call === 2) release();
      else if (!request.key.endsWith("1")) await released;
      return scripted.complete(request, signal);
    };
    const { end, events } = await runEngine({ plan, model: { complete }, judge, prices });

    expect(end).toMatchObject({ status: "passed" });
    expect(told(events)[0]).toBe(GO_ON);
  });

  test("belongs to a step that the run can do without", async () => {
    const model = createScriptedModel((request) =>
      request.agent === "problem-solver" ? good(request) : refused(request),
    );
    const { end, events } = await runEngine({ plan: planWith(withReview), model, judge });

    expect(end).toMatchObject({ status: "passed", finalVersion: 1, error: null });
    expect(events).toContainEqual(expect.objectContaining({ type: "step.failed", optional: true }));
  });
});

describe("a run that is too long for its model", () => {
  /** Cannot hold a prompt that has more than so many blocks; finds something new in every round. */
  function narrow(blocks: number): ScriptedModel {
    return createScriptedModel((request) => {
      if (request.shared.length > blocks) return tooLong(request);
      if (request.agent === "bug-report-reviewer") return review(claim("major", request.key));
      return program(request.instruction, request.key);
    });
  }
  const plan = planWith({
    ...usualPipeline({}, 4),
    steps: usualPipeline({}, 4).steps.map((step) =>
      "repeat" in step ? { repeat: { ...step.repeat, stop_if: ["unchanged"] } } : step,
    ),
  });

  test("goes on without the oldest of it, the same way after every cut", async () => {
    const model = narrow(8);
    const whole = await runEngine({ plan, model, judge });
    const shorter = model.requests.filter(({ shared }) =>
      shared.some((block) => block.startsWith("# Left out")),
    );

    expect(whole.end).toMatchObject({ type: "run.finished", error: null });
    expect(shorter.length).toBeGreaterThan(2);
    for (const { shared } of shorter) {
      expect(shared[0]).toMatch(/^# The problem/);
      expect(shared.join("\n")).toContain("- the code of v1");
    }
    for (let cut = 0; cut < whole.events.length; cut += 7) {
      const events = whole.events.slice(0, cut);
      const again = narrow(8);
      const resumed = await runEngine({ plan, model: again, judge, events });
      expect(decisions(resumed)).toEqual(decisions(whole));
      expect(again.requests).toHaveLength(model.requests.length - answersIn(events));
    }
  });

  test("ends with the best version so far where not even that is short enough", async () => {
    const { end } = await runEngine({ plan, model: narrow(4), judge });
    expect(end).toMatchObject({
      type: "run.finished",
      status: "failed",
      error: {
        kind: "too_long",
        details: "It was tried without the oldest versions, reports and fix plans as well.",
      },
    });
    expect(end).not.toMatchObject({ finalVersion: null });
  });
});

test("the room of an answer is what the agent's file says, and its model as well", async () => {
  const plan = planWith(solverOnly);
  const solver = plan.agents["problem-solver"];
  if (solver === undefined) throw new Error("no solver");
  const definition = { ...solver.definition, maxOutputTokens: 5000, model: "agents-own" };
  const agents = { ...plan.agents, "problem-solver": { ...solver, definition } };
  const model = createScriptedModel((request) =>
    request.call === 1 ? cutOff(request) : good(request),
  );
  await runEngine({ plan: { ...plan, agents }, model, judge });

  expect(model.requests).toMatchObject([
    { maxOutputTokens: 5000, model: "agents-own" },
    { maxOutputTokens: 10_000, model: "agents-own" },
  ]);
});

describe("a run of an older version, which repaired every answer that was cut off", () => {
  test.each([
    ["with room for a longer answer", NO_LIMIT],
    ["without", TIGHT],
  ])("is read back %s", async (_what, budget) => {
    const plan = planOf({ budget });
    const script = { whole: cutOff, "longer whole": good, rest: good };
    const whole = await runEngine({ plan, model: modelOf(script), judge, prices });
    const events = whole.events.filter(({ type }) => type !== "turn.chosen");
    const model = modelOf({});
    const resumed = await runEngine({ plan, model, judge, prices, events: events.slice(0, -1) });

    expect(model.requests).toEqual([]);
    expect(resumed.end).toMatchObject({ status: "passed", finalVersion: 1 });
    expect(resumed.recorder.state.versions[0]?.solution.program.source).toBe("# long\nright\n\n");
  });
});

describe("a model that misbehaves at random", () => {
  const STATUSES = ["complete", "truncated", "refused", "context_exceeded"] as const;
  const answers = fc.array(
    fc.record({ status: fc.constantFrom(...STATUSES), cut: fc.integer({ min: 0, max: 12 }) }),
    { minLength: 1, maxLength: 8 },
  );

  /** Answers by the number of the call: so much of a good reply, and it ended like that. */
  function randomly(list: readonly { status: Answer["status"]; cut: number }[]): ScriptedModel {
    return createScriptedModel((request) => {
      const { status, cut } = list[(request.call - 1) % list.length] ?? {
        status: "refused",
        cut: 0,
      };
      const text = full(request);
      return {
        status,
        text: text.slice(0, Math.round((text.length * cut) / 10)),
        usage: { ...NO_USAGE, calls: 1, usd: cut },
      };
    });
  }

  test("brings no run out of order, and none pays twice, wherever it is cut and whatever its budget is then", async () => {
    const budgets = fc.record({
      calls: fc.option(fc.integer({ min: 1, max: 8 })),
      usd: fc.option(fc.integer({ min: 20, max: 140 })),
    });
    await fc.assert(
      fc.asyncProperty(answers, budgets, fc.nat(), async (list, limit, at) => {
        const budget = { ...NO_LIMIT, ...limit };
        const plan = planOf({ budget, fallbackModel: "other" });
        const first = await runEngine({ plan, model: randomly(list), judge, prices });
        expect(["budget", undefined]).toContain(first.error?.kind);
        expect(answersIn(first.events)).toBeLessThanOrEqual(6);

        const kept = first.events.slice(0, at % (first.events.length + 1));
        const model = randomly(list);
        const again = { plan: richer(plan), model, judge, prices, events: kept };
        const resumed = await runEngine(again);
        expect(resumed.error).toBeNull();
        expect(answersIn(resumed.events)).toBe(answersIn(kept) + model.requests.length);
        expect(answersIn(resumed.events)).toBeLessThanOrEqual(6);
        const keys = resumed.events.flatMap((event) => ("key" in event ? [event.key] : []));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 40 },
    );
  });
});
