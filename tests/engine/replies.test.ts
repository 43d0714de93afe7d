import { describe, expect, test } from "vitest";
import { type BudgetLimits } from "../../src/core/budget.js";
import { parseRecording } from "../../src/models/recording.js";
import { createReplayModel } from "../../src/models/replay-model.js";
import { MemorySink, recordingOf } from "../models/recording-maker.js";
import { MemoryFiles, runEngine } from "./engine-maker.js";
import {
  AGAIN,
  answersIn,
  askedFor,
  cutOff,
  decisions,
  GO_ON,
  good,
  judge,
  MORE,
  modelOf,
  NO_LIMIT,
  planOf,
  prices,
  ROOMY,
  refused,
  rest,
  richer,
  type Script,
  TIGHT,
  thought,
  told,
  words,
} from "./reply-scripts.js";

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
