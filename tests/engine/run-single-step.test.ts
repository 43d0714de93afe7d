import { expect, test } from "vitest";

import type { BudgetLimits } from "../../src/core/budget.js";
import type { RunEvent } from "../../src/core/events.js";
import type { Answer, Model, ModelRequest } from "../../src/core/ports.js";
import { NO_USAGE } from "../../src/core/usage.js";
import { Recorder } from "../../src/engine/recorder.js";
import { runSingleStep } from "../../src/engine/run-single-step.js";
import { MemoryJournal } from "../../src/store/memory-journal.js";
import {
  MemoryFiles,
  MODEL_FACTS,
  planWith,
  program,
  runEngine,
  TableJudge,
  usualPipeline,
} from "./engine-maker.js";

const judge = new TableJudge(() => "AC");
const [solver] = usualPipeline().steps;
if (solver === undefined || !("agent" in solver)) throw new Error("the solver comes first");
const { reads, writes } = solver;
const step = { agent: "problem-solver", reads, writes };
const plan = planWith(usualPipeline({ steps: [solver, { ...solver, as: "other" }] }));

/** Answers, but for requests that ask for more than once and come after so many. */
function model(answers: number): Model & { asked: number } {
  const usage = { ...NO_USAGE, calls: 1, inputTokens: 1000, usd: 0.1 };
  const answer = (request: ModelRequest): Answer => ({
    status: "complete",
    text: program(request.instruction, "right"),
    model: "test-model",
    usage,
  });
  return {
    asked: 0,
    async complete(request) {
      this.asked += 1;
      if (this.asked <= answers) return answer(request);
      const failed = { why: "cut", usage: NO_USAGE, billed: "at-most-reserved" } as const;
      await request.account.failed(failed);
      await request.account.reserve();
      return answer(request);
    },
  };
}

interface Call {
  readonly events: readonly RunEvent[];
  readonly budget: Partial<BudgetLimits>;
  readonly answers?: number;
}

/** One agent alone behind what the run came to, as often as it is called. */
async function callAlone({ events, budget, answers = 99 }: Call) {
  const journal = new MemoryJournal(events);
  const clock = { now: () => 0 };
  const recorder = new Recorder({ journal, clock, onRecorded: () => {} });
  await recorder.readBack("agent-1");
  const asked = model(answers);
  const limits = { usd: null, minutes: null, calls: null, tokens: null, ...budget };
  const run = {
    plan: { ...plan, budget: limits },
    recorder,
    signal: new AbortController().signal,
    parts: {
      model: asked,
      judge,
      journal,
      files: new MemoryFiles(),
      directory: "/nowhere",
      clock,
      approver: { approve: () => Promise.resolve(true) },
      prices: { worstCaseUsd: (_: string, __: number, output: number) => output / 100_000 },
      modelFacts: MODEL_FACTS,
      sampleReader: { numberedLines: () => "", read: () => [] },
      onNotice: () => {},
    },
  };
  const error: unknown = await runSingleStep(run, { step, key: "agent-1", version: 1 }).catch(
    (thrown: unknown) => thrown,
  );
  return { error, asked: asked.asked, events: journal.events };
}

test.each<[string, Partial<BudgetLimits>]>([
  ["calls", { calls: 1 }],
  ["dollars", { usd: 0.35 }],
  ["tokens", { tokens: 60_000 }],
])(
  "a limit of %s is for what one agent takes alone, not for what the run took",
  async (_, budget) => {
    const spent = { ...NO_USAGE, calls: 6, inputTokens: 90_000, usd: 3 };
    const { events } = await runEngine({ plan, judge, model: { complete: dear(spent) } });
    const call = await callAlone({ events, budget });

    expect(call.error).toBeNull();
    expect(call.asked).toBe(1);
  },
);

function dear(usage: Answer["usage"]): Model["complete"] {
  return async (request) => ({
    status: "complete",
    text: program(request.instruction, "right"),
    model: "test-model",
    usage,
  });
}

test("what it took in an earlier session counts, and the way on is the same command", async () => {
  const spent = { ...NO_USAGE, calls: 6, usd: 3 };
  const { events } = await runEngine({ plan, judge, model: { complete: dear(spent) } });
  const first = await callAlone({ events, budget: { usd: 0.33 }, answers: 0 });
  expect(first.error).toMatchObject({
    kind: "budget",
    message: expect.stringMatching(
      /of \$0\.330 is left; a call that broke off counted at the worst$/,
    ),
    hint: expect.stringMatching(/^Give the same command again with more, by --budget USD/),
  });

  const again = await callAlone({ events: first.events, budget: { usd: 0.33 } });
  expect(again.error).toMatchObject({ kind: "budget" });
  expect(again.asked).toBe(0);
  const more = await callAlone({ events: first.events, budget: { usd: 0.7 } });
  expect(more.error).toBeNull();
});
