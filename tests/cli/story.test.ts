import { expect, test } from "vitest";

import { Story } from "../../src/cli/story.js";
import { logLine } from "../../src/cli/story-text.js";
import type { RunEvent } from "../../src/core/events.js";
import { EMPTY_RUN } from "../../src/core/run-state.js";
import { NO_USAGE } from "../../src/core/usage.js";

const at = "2026-01-01T00:00:00.000Z";
const call = (key: string, usd: number | null): RunEvent => ({
  type: "call.answered",
  key,
  at,
  agent: "problem-solver",
  trace: key,
  answer: { status: "refused", text: "", model: "m", usage: { ...NO_USAGE, calls: 1, usd } },
  seconds: 2,
});
const turn: RunEvent = {
  type: "turn.chosen",
  key: "1/call-2/turn",
  at,
  agent: "problem-solver",
  turn: "fallback",
  why: "a refused to answer: b is asked",
};
const failed: RunEvent = {
  type: "step.failed",
  key: "1/failed",
  at,
  agent: "problem-solver",
  error: { kind: "refused", message: "a refused" },
  optional: false,
};

test("a further turn is a line without a price: the step's own line has the price of all its calls", () => {
  const story = new Story();
  const tell = (event: RunEvent) => story.tell(event, EMPTY_RUN, false);

  expect(tell(call("1/call-1", 0.25))).toBeNull();
  expect(tell(turn)).toMatchObject({ mark: "note", who: "problem-solver", what: turn.why });
  expect(tell(turn)).toMatchObject({ usd: null, seconds: null });
  expect(tell(call("1/call-2", 0.5))).toBeNull();
  expect(tell(failed)).toMatchObject({ mark: "bad", usd: 0.75, seconds: 4 });
});

test("a server that does not count is no model without a price", () => {
  const words = (isPriced: boolean): string | undefined => {
    const story = new Story();
    const state = { ...EMPTY_RUN, isPriced };
    story.tell(call("1/call-1", null), state, false);
    const line = story.tell(failed, state, false);
    return line === null ? undefined : logLine(line, new Date(at));
  };

  expect(words(true)).toMatch(/2\.0 s not counted$/);
  expect(words(false)).toMatch(/2\.0 s price unknown$/);
});
