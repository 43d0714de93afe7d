import { setImmediate as nextTurn } from "node:timers/promises";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CallAnswered } from "../../src/core/call-events.js";
import { PipelineError } from "../../src/core/errors.js";
import type { RunEvent } from "../../src/core/events.js";
import { type Pipeline, pipelineSchema } from "../../src/core/pipeline.js";
import type { Answer, Model, ModelRequest } from "../../src/core/ports.js";
import { stateOf } from "../../src/core/run-state.js";
import { NO_USAGE, type Usage } from "../../src/core/usage.js";
import { parseRecording } from "../../src/models/recording.js";
import { createReplayModel } from "../../src/models/replay-model.js";
import { MemorySink, recordingOf } from "../models/recording-maker.js";
import {
  type EngineResult,
  MemoryFiles,
  planWith,
  program,
  runEngine,
  TableJudge,
} from "./engine-maker.js";

const judge = new TableJudge((source, given) => {
  const passes = source.split("passes")[1]?.split(/\s+/) ?? [];
  return passes.includes(given.id.slice(-1)) ? "AC" : "WA";
});

function triesPipeline(tries: number): Pipeline {
  return pipelineSchema.parse({
    version: 1,
    name: "test",
    steps: [
      { agent: "problem-solver", reads: ["problem"], writes: "solution" },
      { agent: "problem-solver", tries, reads: ["problem"], writes: "solution" },
    ],
  });
}

/** A disk that takes its time to read what is there. */
class SlowFiles extends MemoryFiles {
  override async read(name: string): Promise<string | null> {
    const text = await super.read(name);
    if (text !== null) for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    return text;
  }
}

interface Scripted extends Model {
  readonly requests: ModelRequest[];
  /** The most calls that were on their way at one time. */
  readonly atOnce: { most: number };
}

interface Script {
  readonly reply: (request: ModelRequest) => string | Error;
  /** Turns of the event loop that a call takes. */
  readonly delay?: (request: ModelRequest) => number;
  readonly usage?: (request: ModelRequest) => Partial<Usage>;
}

function modelOf({ reply, delay = () => 0, usage = () => ({}) }: Script): Scripted {
  const requests: ModelRequest[] = [];
  const atOnce = { most: 0 };
  let open = 0;
  const complete = async (request: ModelRequest, signal: AbortSignal): Promise<Answer> => {
    requests.push(request);
    open += 1;
    atOnce.most = Math.max(atOnce.most, open);
    try {
      for (let turn = delay(request); turn > 0; turn -= 1) await nextTurn();
      signal.throwIfAborted();
      const text = reply(request);
      if (text instanceof Error) throw text;
      const taken = { ...NO_USAGE, calls: 1, ...usage(request) };
      return { status: "complete", text, model: "test-model", usage: taken };
    } finally {
      open -= 1;
    }
  };
  return { requests, atOnce, complete };
}

const nameOf = ({ key, repairs }: ModelRequest): string => `${key}+${repairs.length}`;
const numberOf = ({ key }: ModelRequest): number => Number(/try-(\d+)/.exec(key)?.[1] ?? 0);

/** The first passes one sample; of the tries the second is unusable at first, the third always. */
function usualReply(request: ModelRequest): string {
  const number = numberOf(request);
  if (number === 0) return program(request.instruction, "first, passes 1");
  if (number === 3 || (number === 2 && request.repairs.length === 0)) return "nothing usable";
  return program(request.instruction, `try ${number}, passes 1 ${number % 2 === 0 ? "2" : ""}`);
}

/** What the run came to, without times and without the order in which answers came. */
function decisions({ events, end }: EngineResult): unknown {
  const steps = events
    .filter((event) => "key" in event)
    .map(({ at: _at, ...event }) => ("seconds" in event ? { ...event, seconds: 0 } : event));
  // The order in which attempts begin is chance.
  const calls = steps.flatMap((event) =>
    event.type === "call.answered" ? [{ ...event, attempt: 0 }] : [],
  );
  return {
    decided: steps.filter(({ type }) => type !== "call.answered"),
    calls: calls.toSorted((left, right) => (left.key < right.key ? -1 : 1)),
    end: { ...end, at: "" },
  };
}

function callsOf(events: readonly RunEvent[]): readonly CallAnswered[] {
  return events.filter((event) => event.type === "call.answered");
}

const delays = fc.array(fc.nat({ max: 12 }), { minLength: 24, maxLength: 24 });
const delayFrom =
  (turns: readonly number[]) =>
  (request: ModelRequest): number =>
    turns[(2 * numberOf(request) + request.repairs.length) % turns.length] ?? 0;

describe("several tries of a step", () => {
  const plan = planWith(triesPipeline(6));

  test("are asked at the same time, at most four, and their calls have names of their own", async () => {
    const model = modelOf({ reply: usualReply, delay: () => 3 });
    const { events, files, recorder } = await runEngine({ plan, model, judge });

    expect(model.atOnce.most).toBe(4);
    const calls = callsOf(events).filter(({ key }) => key.includes("try"));
    expect(Object.fromEntries(calls.map(({ key, trace }) => [key.slice(17), trace]))).toEqual({
      "try-1/call-1": "02-problem-solver",
      "try-2/call-1": "03-problem-solver",
      "try-2/call-2": "03.2-problem-solver",
      "try-3/call-1": "04-problem-solver",
      "try-3/call-2": "04.2-problem-solver",
      "try-4/call-1": "05-problem-solver",
      "try-5/call-1": "06-problem-solver",
      "try-6/call-1": "07-problem-solver",
    });
    expect(files.texts.get("trace/03.2-problem-solver.prompt.md")).toContain("nothing usable");
    expect(recorder.taken).toEqual(events);
    // None of them was shown the first version.
    expect(recorder.state.versions.map(({ solution }) => solution.parent)).toEqual(
      recorder.state.versions.map(() => null),
    );
  });

  test("however the answers arrive, versions, decisions and the final are the same", async () => {
    const reference = await runEngine({ plan, model: modelOf({ reply: usualReply }), judge });
    expect(reference.events.filter(({ type }) => type === "solution.written")).toHaveLength(6);

    await fc.assert(
      fc.asyncProperty(delays, async (turns) => {
        const model = modelOf({ reply: usualReply, delay: delayFrom(turns) });
        const run = await runEngine({ plan, model, judge });
        expect(decisions(run)).toEqual(decisions(reference));
        expect(run.recorder.taken).toEqual(run.events);
      }),
      { numRuns: 15 },
    );
  });

  test("cut at any event and resumed they come to the same, and no answered call is asked for again", async () => {
    await fc.assert(
      fc.asyncProperty(delays, delays, async (turns, laterTurns) => {
        const first = modelOf({ reply: usualReply, delay: delayFrom(turns) });
        const whole = await runEngine({ plan, model: first, judge });
        const total = first.requests.length;

        for (let cut = 0; cut < whole.events.length; cut += 1) {
          const events = whole.events.slice(0, cut);
          const model = modelOf({ reply: usualReply, delay: delayFrom(laterTurns) });
          const resumed = await runEngine({ plan, model, judge, events });
          expect(decisions(resumed)).toEqual(decisions(whole));
          expect(model.requests).toHaveLength(total - callsOf(events).length);
          const steps = resumed.events.filter((event) => "key" in event);
          expect(resumed.recorder.taken.filter((event) => "key" in event)).toEqual(steps);
        }
      }),
      { numRuns: 2 },
    );
  });

  test("answers that were spooled and not recorded are not asked for again", async () => {
    const files = new MemoryFiles();
    const whole = await runEngine({ plan, model: modelOf({ reply: usualReply }), judge, files });
    const model = modelOf({ reply: () => "never asked" });
    const resumed = await runEngine({ plan, model, judge, files });

    expect(model.requests).toEqual([]);
    expect(decisions(resumed)).toEqual(decisions(whole));

    for (let cut = 0; cut < whole.events.length; cut += 1) {
      const events = whole.events.slice(0, cut);
      const again = await runEngine({ plan, model, judge, files, events });
      expect(decisions(again)).toEqual(decisions(whole));
    }
    expect(model.requests).toEqual([]);
  });

  test("a recording of them is replayed, prompt for prompt", async () => {
    const sink = new MemorySink();
    const recording = await recordingOf(
      modelOf({ reply: usualReply, delay: (request) => 9 - numberOf(request) }),
      sink,
    );
    const whole = await runEngine({ plan, model: recording, judge });
    const replay = createReplayModel(parseRecording(sink.whole, "it"), { mode: "strict" });
    const replayed = await runEngine({ plan, model: replay, judge });

    expect(decisions(replayed)).toEqual(decisions(whole));
  });

  test("where one meets a broken service the others are waited for, and none is begun anew", async () => {
    const broken = new PipelineError("service", "the service is down");
    const reply = (request: ModelRequest): string | Error =>
      numberOf(request) === 2 ? broken : usualReply(request);
    const delay = (request: ModelRequest): number => (numberOf(request) === 2 ? 1 : 5);
    const stopped = await runEngine({ plan, model: modelOf({ reply, delay }), judge });
    const answered = callsOf(stopped.events).map(({ key }) => key.slice(17));

    expect(stopped.end).toMatchObject({ type: "run.stopped", error: { kind: "service" } });
    // The third's repair would have been a new call.
    expect(answered.slice(1)).toEqual(["try-1/call-1", "try-3/call-1", "try-4/call-1"]);

    const again = modelOf({ reply: usualReply });
    const resumed = await runEngine({ plan, model: again, judge, events: stopped.events });
    const whole = await runEngine({ plan, model: modelOf({ reply: usualReply }), judge });
    expect(decisions(resumed)).toEqual(decisions(whole));
    expect(again.requests.map((request) => nameOf(request).slice(17)).toSorted()).toEqual([
      "try-2+0",
      "try-2+1",
      "try-3+1",
      "try-5+0",
      "try-6+0",
    ]);
  });

  test("a cancel reaches all of them", async () => {
    const stop = new AbortController();
    const heard: string[] = [];
    const patient: Model = {
      complete: (request, signal) => {
        if (numberOf(request) === 0)
          return modelOf({ reply: usualReply }).complete(request, signal);
        return new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            heard.push(request.key.slice(17));
            reject(new PipelineError("cancelled", "cancelled"));
          });
          if (numberOf(request) === 4) stop.abort();
        });
      },
    };
    const { end } = await runEngine({ plan, model: patient, judge, signal: stop.signal });

    expect(end).toMatchObject({ type: "run.stopped", error: { kind: "cancelled" } });
    expect(heard).toEqual(["try-1", "try-2", "try-3", "try-4"]);
  });

  test("time that calls took together counts once", async () => {
    const model = modelOf({ reply: usualReply, delay: () => 3 });
    const { events } = await runEngine({ plan, model, judge });
    const calls = callsOf(events).filter(({ key }) => key.includes("try"));
    const first = events.findIndex(
      (event) => event.type === "attempt.started" && event.call.includes("try"),
    );
    const last = events.findIndex((event) => event === calls.at(-1));
    const [from, to] = [events[first - 1], events[last]].map((event) =>
      event === undefined ? 0 : Date.parse(event.at) / 1000,
    );
    const sum = calls.reduce((seconds, call) => seconds + call.seconds, 0);

    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual((to ?? 0) - (from ?? 0));
  });
});

describe("the budget of calls on their way", () => {
  const PRICE_PER_TOKEN = 0.00001;
  const prices = {
    worstCaseUsd: (_model: string, tokens: number, output: number) =>
      (tokens + output) * PRICE_PER_TOKEN,
  };

  test("is never exceeded, whatever they cost and however they arrive", async () => {
    const limits = fc.record({
      usd: fc.option(fc.double({ min: 0.05, max: 3, noNaN: true }), { nil: null }),
      calls: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
      tokens: fc.option(fc.integer({ min: 5_000, max: 300_000 }), { nil: null }),
    });
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 16,
      maxLength: 16,
    });
    await fc.assert(
      fc.asyncProperty(limits, shares, delays, async (limit, share, turns) => {
        const budget = { minutes: null, ...limit };
        const plan = planWith(triesPipeline(6), { budget });
        const model = modelOf({
          reply: usualReply,
          delay: delayFrom(turns),
          usage: (request) => {
            const part = share[(2 * numberOf(request) + request.repairs.length) % 16] ?? 0;
            const outputTokens = Math.floor(part * request.maxOutputTokens);
            const inputTokens = Math.floor(part * (promptLength(request) / 2));
            return {
              inputTokens,
              outputTokens,
              usd: (inputTokens + outputTokens) * PRICE_PER_TOKEN,
            };
          },
        });
        const { recorder, error } = await runEngine({ plan, model, judge, prices });
        const { usage } = recorder.state;

        expect(error === null || error.kind === "budget").toBe(true);
        expect(usage.calls).toBeLessThanOrEqual(limit.calls ?? Infinity);
        expect(usage.inputTokens + usage.outputTokens).toBeLessThanOrEqual(
          limit.tokens ?? Infinity,
        );
        expect(usage.usd).toBeLessThanOrEqual((limit.usd ?? Infinity) + 1e-9);
      }),
      { numRuns: 40 },
    );
  });

  test("answers that were spooled and not recorded count before another call is made", async () => {
    const files = new SlowFiles();
    const four = triesPipeline(4);
    const reply = (request: ModelRequest): string =>
      program(request.instruction, `${request.key} passes 1 2`);
    const script = { reply, delay: () => 3, usage: () => ({ outputTokens: 1000 }) };
    const whole = await runEngine({ plan: planWith(four), model: modelOf(script), judge, files });
    // Killed when all tries were on their way: the answers to three of them were on the disk.
    const isAnswer = ({ type, ...event }: RunEvent): boolean =>
      type === "call.answered" && "key" in event && event.key.includes("try");
    const events = whole.events.slice(0, whole.events.findIndex(isAnswer));
    files.texts.delete("trace/02-problem-solver.answer.json");
    const { spent, openAttempts } = stateOf(events);
    const held = openAttempts.reduce((sum, { reserved }) => sum + reserved.tokens, spent.tokens);
    // Room for what was held then, and for no more calls as long as three of those are held at their worst.
    const budget = { usd: null, minutes: null, calls: null, tokens: held + 100 };
    const model = modelOf(script);
    const plan = planWith(four, { budget });
    const resumed = await runEngine({ plan, model, judge, files, events });

    expect(openAttempts).toHaveLength(4);
    expect(resumed.end).toMatchObject({ type: "run.finished" });
    expect(model.requests.map(nameOf)).toEqual([expect.stringContaining("try-1+0")]);
  });

  test("a call that has no room beside the others waits, and goes when they took less", async () => {
    // Room for one call at its worst, and for all of them as they come out.
    const plan = planWith(triesPipeline(4), {
      budget: { usd: null, minutes: null, calls: null, tokens: 60_000 },
    });
    const model = modelOf({
      reply: (request) => program(request.instruction, `${request.key} passes 1 2`),
      delay: () => 2,
      usage: () => ({ outputTokens: 1000 }),
    });
    const { end } = await runEngine({ plan, model, judge });

    expect(model.requests).toHaveLength(5);
    expect(model.atOnce.most).toBe(1);
    expect(end).toMatchObject({ type: "run.finished" });
  });
});

function promptLength({ system, shared, instruction, repairs }: ModelRequest): number {
  const texts = [system, ...shared, instruction, ...repairs.flatMap((turn) => Object.values(turn))];
  return texts.reduce((sum, text) => sum + text.length, 0);
}
