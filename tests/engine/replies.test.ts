import { describe, expect, test } from "vitest";

import type { BudgetLimits } from "../../src/core/budget.js";
import type { RunEvent } from "../../src/core/events.js";
import { type Pipeline, pipelineSchema } from "../../src/core/pipeline.js";
import type { Answer, ModelRequest, Prices } from "../../src/core/ports.js";
import type { RunPlan } from "../../src/core/run-plan.js";
import { NO_USAGE } from "../../src/core/usage.js";
import { parseRecording } from "../../src/models/recording.js";
import { createReplayModel } from "../../src/models/replay-model.js";
import { createScriptedModel, type ScriptedModel } from "../../src/models/scripted-model.js";
import { MemorySink, recordingOf } from "../models/recording-maker.js";
import {
  claim,
  type EngineResult,
  MemoryFiles,
  planWith,
  program,
  review,
  runEngine,
  TableJudge,
  usualPipeline,
} from "./engine-maker.js";

/** A dollar for a thousand tokens that are written; what is read is free. */
const prices: Prices = { worstCaseUsd: (_model, _input, output) => output / 1000 };
const judge = new TableJudge((source) => (source.includes("right\n") ? "AC" : "WA"));

const NO_LIMIT: BudgetLimits = { usd: null, minutes: null, calls: null, tokens: null };
/** Of 80 dollars 64 are enough for an answer that is twice as long, and of 60 they are not. */
const ROOMY: BudgetLimits = { ...NO_LIMIT, usd: 80 };
const TIGHT: BudgetLimits = { ...NO_LIMIT, usd: 60 };

const solverOnly = usualPipeline({ steps: usualPipeline().steps.slice(0, 1) });

/** The room that an answer has at first. */
const USUAL = 32_000;

/** What a request asks for, by its own words: an answer to anything else would not be the right one. */
function askedFor({ repairs, maxOutputTokens, model }: ModelRequest): string {
  const last = repairs.at(-1)?.complaint ?? "";
  const how = last.includes("Continue exactly") ? "rest" : last === "" ? "whole" : "repair";
  const room = maxOutputTokens > USUAL ? "longer " : "";
  return `${model === "test-model" ? "" : `${model} `}${room}${how}`;
}

type Reply = (request: ModelRequest) => Partial<Answer>;
type Script = Readonly<Record<string, Reply>>;

const full = ({ instruction }: ModelRequest): string => program(instruction, "# long\nright\n");
const cutAt = (request: ModelRequest): number => full(request).indexOf("right");
const cutOff: Reply = (request) => ({
  status: "truncated",
  text: full(request).slice(0, cutAt(request)),
});
const rest: Reply = (request) => ({ text: full(request).slice(cutAt(request)) });
const good: Reply = (request) => ({ text: full(request) });
const refused: Reply = () => ({ status: "refused", text: "" });
const tooLong: Reply = () => ({ status: "context_exceeded", text: "" });
const thought: Reply = () => ({ status: "truncated", text: "" });
const words: Reply = () => ({ text: "I can't help with that." });

/** A model that is paid a dollar for each answer, and answers what it is asked for. */
function modelOf(script: Script): ScriptedModel {
  return createScriptedModel((request) => {
    const reply = script[askedFor(request)];
    if (reply === undefined) throw new Error(`nothing is said to ${askedFor(request)}`);
    return { usage: { ...NO_USAGE, calls: 1, usd: 1 }, ...reply(request) };
  });
}

interface Case {
  readonly what: string;
  readonly script: Script;
  readonly budget?: BudgetLimits;
  readonly fallbackModel?: string;
  /** What was asked for, call by call. */
  readonly asked: readonly string[];
  /** What a person reads of it. */
  readonly told: readonly string[];
}

const AGAIN = "the answer was cut off: asked again with room for 64000 tokens";
const GO_ON = "the answer was cut off: asked to go on where it ends";

const cases: readonly Case[] = [
  {
    what: "is written again with more room",
    script: { whole: cutOff, "longer whole": good },
    asked: ["whole", "longer whole"],
    told: [AGAIN],
  },
  {
    what: "is written again while the budget has room for it",
    budget: ROOMY,
    script: { whole: cutOff, "longer whole": good },
    asked: ["whole", "longer whole"],
    told: [AGAIN],
  },
  {
    what: "goes on where the budget has no room for more",
    budget: TIGHT,
    script: { whole: cutOff, rest },
    asked: ["whole", "rest"],
    told: [GO_ON],
  },
  {
    what: "goes on where more room was not enough",
    script: { whole: cutOff, "longer whole": cutOff, "longer rest": rest },
    asked: ["whole", "longer whole", "longer rest"],
    told: [AGAIN, GO_ON],
  },
  {
    what: "is asked for in short when it was only thought, and there is no room",
    budget: TIGHT,
    script: { whole: thought, repair: good },
    asked: ["whole", "repair"],
    told: ["the answer was cut off: asked once more, with what was wrong"],
  },
  {
    what: "is asked for once more when it refuses in words",
    script: { whole: words, repair: good },
    asked: ["whole", "repair"],
    told: [],
  },
  {
    what: "comes from the fallback model when the first refuses",
    fallbackModel: "other",
    script: { whole: refused, "other whole": good },
    asked: ["whole", "other whole"],
    told: ["test-model refused to answer: other is asked"],
  },
  {
    what: "takes all of it",
    fallbackModel: "other",
    budget: { ...NO_LIMIT, usd: 68 },
    script: {
      whole: cutOff,
      "longer whole": refused,
      "other longer whole": cutOff,
      "other longer rest": words,
      "other longer repair": good,
    },
    asked: [
      "whole",
      "longer whole",
      "other longer whole",
      "other longer rest",
      "other longer repair",
    ],
    told: [AGAIN, "test-model refused to answer: other is asked", GO_ON],
  },
];

const told = (events: readonly RunEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === "turn.chosen" ? [event.why] : []));

const answersIn = (events: readonly RunEvent[]): number =>
  events.filter(({ type }) => type === "call.answered").length;

function planOf({ budget = NO_LIMIT, fallbackModel = "" }: Partial<Case>): RunPlan {
  return planWith(solverOnly, {
    budget,
    fallbackModel: fallbackModel === "" ? null : fallbackModel,
  });
}

/** The same run once its user has raised the budget. */
function richer(plan: RunPlan): RunPlan {
  return { ...plan, budget: { ...NO_LIMIT, usd: 10_000 } };
}

/** With more money a longer answer is asked for, where nothing was chosen before. */
const MORE: Script = { "longer whole": good, "longer repair": good };

/** What the steps of a run came to, without the times. */
function decisions({ events }: EngineResult): unknown {
  return events
    .filter((event) => "key" in event)
    .map(({ at: _at, ...event }) => ({ ...event, seconds: 0, attempt: 0 }));
}

describe("an answer that is not whole at first", () => {
  test.each(cases)("$what", async (given) => {
    const { script, asked, told: expected } = given;
    const model = modelOf(script);
    const { end, events } = await runEngine({ plan: planOf(given), model, judge, prices });

    expect(model.requests.map(askedFor)).toEqual(asked);
    expect(told(events)).toEqual(expected);
    expect(end).toMatchObject({ status: "passed", finalVersion: 1 });
  });

  test.each(cases)("$what: cut anywhere and resumed with more money", async (given) => {
    const plan = planOf(given);
    const { events } = await runEngine({ plan, model: modelOf(given.script), judge, prices });

    for (let cut = 0; cut <= events.length; cut += 1) {
      const kept = events.slice(0, cut);
      const model = modelOf({ ...MORE, ...given.script });
      const again = { plan: richer(plan), model, judge, prices, events: kept };
      const resumed = await runEngine(again);
      expect(resumed.end).toMatchObject({ status: "passed", finalVersion: 1 });
      // What is chosen stands, and what is answered is not asked for again.
      expect(told(resumed.events).slice(0, told(kept).length)).toEqual(told(kept));
      const asked = model.requests.map((_request, index) => answersIn(kept) + index + 1);
      expect(model.requests.map(({ call }) => call)).toEqual(asked);
    }
  });

  test.each(cases)("$what: cut behind the last choice, it comes to the same", async (given) => {
    const plan = planOf(given);
    const whole = await runEngine({ plan, model: modelOf(given.script), judge, prices });
    const { events } = whole;

    const first = events.findLastIndex(({ type }) => type === "turn.chosen") + 1;
    for (let cut = first; cut <= events.length; cut += 1) {
      const kept = events.slice(0, cut);
      const model = modelOf(given.script);
      const again = { plan: richer(plan), model, judge, prices, events: kept };
      expect(decisions(await runEngine(again))).toEqual(decisions(whole));
      expect(model.requests.map(askedFor)).toEqual(given.asked.slice(answersIn(kept)));
    }
  });

  test.each(cases)("$what: killed before an answer was recorded", async (given) => {
    const plan = planOf(given);
    const spooled = new MemoryFiles();
    const model = modelOf(given.script);
    const whole = await runEngine({ plan, model, judge, prices, files: spooled });
    const calls = whole.events.filter((event) => event.type === "call.answered");

    for (const [index, call] of calls.entries()) {
      const name = `trace/${call.trace}.answer.json`;
      const files = new MemoryFiles();
      await files.write(name, spooled.texts.get(name) ?? "");
      const events = whole.events.slice(0, whole.events.indexOf(call));
      const again = modelOf({ ...MORE, ...given.script });
      const resumed = await runEngine({
        plan: richer(plan),
        model: again,
        judge,
        prices,
        events,
        files,
      });
      expect(resumed.end).toMatchObject({ status: "passed" });
      // The answer that was spooled is taken for that of its own call and of no other.
      expect(again.requests[0]?.call ?? calls.length + 1).toBe(index + 2);
    }
  });

  test.each(cases)("$what: a recording of it is replayed, prompt for prompt", async (given) => {
    const sink = new MemorySink();
    const plan = planOf(given);
    const recording = await recordingOf(modelOf(given.script), sink);
    const whole = await runEngine({ plan, model: recording, judge, prices });

    // Nobody bills for a replay: what there was room for is told by the recording alone.
    const free = { ...plan, budget: NO_LIMIT };
    for (const mode of ["strict", "demo"] as const) {
      const model = createReplayModel(parseRecording(sink.whole, "it"), { mode });
      const replayed = await runEngine({ plan: free, model, judge });
      expect(told(replayed.events)).toEqual(told(whole.events));
      expect(replayed.end).toMatchObject({ status: "passed" });
    }
  });
});

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
  const NOBODY = "and no other model could be asked instead (--fallback-model)";
  const failing = [
    {
      what: "refused, and nobody else to ask",
      script: { whole: refused },
      fallbackModel: null,
      kind: "refused",
      message: `test-model refused to answer as problem-solver, ${NOBODY}`,
    },
    {
      what: "refused, and the fallback model is the same",
      script: { whole: refused },
      fallbackModel: "test-model",
      kind: "refused",
      message: `test-model refused to answer as problem-solver, ${NOBODY}`,
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
      message:
        "what problem-solver has to read is longer than test-model can hold, and nothing of it can be left out",
    },
    {
      what: "unreadable twice",
      script: { whole: words, repair: words },
      fallbackModel: null,
      kind: "unreadable_reply",
      message:
        "the reply of problem-solver could not be read, nor the repaired one: There is no program",
    },
  ];

  test.each(failing)("$what: ends the run", async ({ script, fallbackModel, kind, message }) => {
    const plan = { ...planOf({}), fallbackModel };
    const { end, events } = await runEngine({ plan, model: modelOf(script), judge, prices });
    expect(end).toMatchObject({
      type: "run.finished",
      finalVersion: null,
      error: { kind, message: expect.stringContaining(message) },
    });
    expect(events.at(-2)).toMatchObject({ type: "step.failed", optional: false });
  });

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
        message: expect.stringContaining("also without the oldest versions, reports and plans"),
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
