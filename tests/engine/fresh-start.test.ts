import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import type { Pipeline } from "../../src/core/pipeline.js";
import type { ModelRequest } from "../../src/core/ports.js";
import { createScriptedModel } from "../../src/models/scripted-model.js";
import {
  claim,
  planWith,
  program,
  review,
  runEngine,
  TableJudge,
  usualPipeline,
} from "./engine-maker.js";

/** The usual pipeline, which starts anew where two rounds brought nothing. */
function withFreshStart(max = 5): Pipeline {
  const pipeline = usualPipeline({}, max);
  return {
    ...pipeline,
    steps: pipeline.steps.map((step) =>
      "repeat" in step
        ? {
            repeat: {
              ...step.repeat,
              fresh_start: {
                agent: "problem-solver",
                reads: ["problem", "history"],
                writes: "solution",
              },
            },
          }
        : step,
    ),
  };
}

/** Passes the samples whose numbers stand in its source, and crashes on every proof but where it passes all. */
const judgeOf = () =>
  new TableJudge((source, given) => {
    if (source.includes("passes all")) return "AC";
    if (given.id.startsWith("proof")) return "RE";
    return source.includes(`passes ${given.id.slice(-1)}`) ? "AC" : "WA";
  });

/** A model that finds the same in every round, and whose fixer only makes things worse; `fresh` is what a fresh start answers. */
function stubborn(fresh: (request: ModelRequest) => string, first = "secret 0 passes 1") {
  return createScriptedModel((request, turn) => {
    if (request.agent === "bug-report-reviewer") return review(claim("critical", "7"));
    if (request.key.includes(".fresh.")) return fresh(request);
    const source = request.agent === "problem-solver" ? first : `secret ${request.key} ${turn}`;
    return program(request.instruction, source);
  });
}

const freshly =
  (source: string) =>
  ({ instruction }: ModelRequest): string =>
    program(instruction, source);

function run(fresh: (request: ModelRequest) => string, events: readonly RunEvent[] = []) {
  const model = stubborn(fresh);
  const plan = planWith(withFreshStart());
  return runEngine({ plan, model, judge: judgeOf(), events }).then((result) => ({
    ...result,
    model,
  }));
}

/** What a run came to, in the order of its events. */
const story = (events: readonly RunEvent[]): string =>
  events
    .flatMap((event) => {
      if (event.type === "solution.written") return [`v${event.solution.version}`];
      if (event.type === "round.started") return [`|`];
      if (event.type === "loop.ended") return [event.end];
      if (event.type === "step.failed") return ["failed"];
      return event.type === "fresh.started" ? ["fresh"] : [];
    })
    .join(" ");

describe("a fresh start", () => {
  test("comes after two rounds that brought nothing, is made from no version, and can still pass", async () => {
    const { end, events, recorder } = await run(freshly("passes all"));

    expect(story(events)).toBe("v1 | v2 | v3 fresh v4 | until");
    expect(recorder.state.versions.map(({ solution }) => solution.parent)).toEqual([
      null,
      1,
      2,
      null,
    ]);
    // The version stands between two rounds, and in neither.
    expect(recorder.state.rounds.map(({ endVersion }) => endVersion)).toEqual([2, 3, 4]);
    expect(end).toMatchObject({ status: "passed", finalVersion: 4 });
  });

  test("is given the problem and what was tried, and nothing of the old code", async () => {
    const { model } = await run(freshly("passes all"));
    const asked = model.requests.find(({ key }) => key.includes(".fresh."));
    const prompt = [...(asked?.shared ?? []), asked?.instruction ?? ""].join("\n");

    expect(asked?.agent).toBe("problem-solver");
    expect(prompt).toContain("Print the number.");
    expect(prompt).toContain("- v3, solution-fixer: 0 of 2 checks passed");
    expect(prompt).toMatch(/- proof\/1\.1 broke v1, v2, v3\n<<<DATA .*\n7\n<<<END DATA/);
    expect(prompt).toContain("Earlier attempts at this problem came to nothing");
    expect(prompt).not.toContain("secret");
  });

  test("comes once: a second stall ends the loop, with what is best by the judge", async () => {
    const { end, events } = await run(freshly("other passes 1"));

    expect(story(events)).toBe("v1 | v2 | v3 fresh v4 | v5 | v6 no_progress");
    expect(end).toMatchObject({ status: "failed", finalVersion: 4 });
    expect(end.type === "run.finished" && end.reason).toContain("one fresh start");
  });

  test("that brings no usable answer ends the loop as it would have ended", async () => {
    const { end, events } = await run(() => "I have no idea.");

    expect(story(events)).toBe("v1 | v2 | v3 fresh failed no_progress");
    expect(end).toMatchObject({ status: "failed", finalVersion: 1 });
  });

  test("needs a round that is left", async () => {
    const model = stubborn(freshly("passes all"));
    const plan = planWith(withFreshStart(2));
    const { events } = await runEngine({ plan, model, judge: judgeOf() });

    expect(story(events)).toBe("v1 | v2 | v3 no_progress");
  });

  test("cut at any event and resumed, it comes to the same, and asks nothing twice", async () => {
    const whole = await run(freshly("other passes 1"));
    const steps = whole.events.filter((event) => "key" in event);

    await fc.assert(
      fc.asyncProperty(fc.nat(steps.length), async (length) => {
        const resumed = await run(freshly("other passes 1"), steps.slice(0, length));
        const answered = steps.slice(0, length).filter(({ type }) => type === "call.answered");

        expect(story(resumed.events)).toBe(story(whole.events));
        expect(resumed.end).toMatchObject({ finalVersion: 4, status: "failed" });
        expect(resumed.model.requests).toHaveLength(whole.model.requests.length - answered.length);
      }),
      { numRuns: 12 },
    );
  });
});
