import { describe, expect, test } from "vitest";

import type { CallAnswered } from "../../src/core/call-events.js";
import { type Pipeline, pipelineSchema } from "../../src/core/pipeline.js";
import { fewestCalls, mostCalls } from "../../src/core/planned-calls.js";
import type { ModelRequest } from "../../src/core/ports.js";
import { type RehearsedStep, rehearse } from "../../src/engine/rehearse.js";
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

const NO_READER = { numberedLines: () => "", read: () => [] };

function rehearsed(pipeline: Pipeline, change: Parameters<typeof planWith>[1] = {}) {
  const parts = { oracleLanguage: "python", sampleReader: NO_READER } as const;
  return rehearse(planWith(pipeline, change), parts);
}

/** A judge for whom every version fails the second sample, or none does. */
const failing = new TableJudge((_source, given) => (given.id.endsWith("1") ? "AC" : "WA"));
const passing = new TableJudge(() => "AC");

/** Runs a pipeline and returns what was asked, with the keys under which the answers were recorded. */
async function asked(
  pipeline: Pipeline,
  { judge, reply }: { judge: TableJudge; reply: (request: ModelRequest, turn: number) => string },
) {
  const requests: ModelRequest[] = [];
  const model = createScriptedModel((request, turn) => {
    requests.push(request);
    return reply(request, turn);
  });
  const { events } = await runEngine({ plan: planWith(pipeline), model, judge });
  const keys = events
    .filter((event): event is CallAnswered => event.type === "call.answered")
    .map(({ key }) => key.replace(/\/call-\d+$/, ""));
  return { requests, keys };
}

function good({ agent, instruction }: ModelRequest, turn: number): string {
  return agent === "bug-report-reviewer"
    ? review(claim("critical", `${turn}\n`))
    : program(instruction, `print("${agent}", ${turn})`);
}

/** What is sent, without what the engine adds to it when a call is made. */
function withoutFunctions({
  onNotice: _onNotice,
  ...request
}: ModelRequest | RehearsedStep["request"]) {
  const {
    account: _,
    wantedOutputTokens: __,
    ...composed
  } = {
    account: null,
    wantedOutputTokens: 0,
    ...request,
  };
  return composed;
}

/** With a loop, tries, a step with `when`, and a fresh start. */
const EVERYTHING = usualPipeline({
  steps: [
    ...pipelineSchema.parse({
      version: 1,
      name: "x",
      steps: [
        { agent: "problem-solver", reads: ["problem"], writes: "solution" },
        {
          agent: "problem-solver",
          when: ["checks_fail"],
          tries: 2,
          reads: ["problem"],
          writes: "solution",
        },
        {
          agent: "solution-improver",
          reads: ["problem", "solution", "report"],
          writes: "solution",
          keep: "if-better",
          optional: true,
        },
      ],
    }).steps,
    ...usualPipeline()
      .steps.slice(1)
      .map((step) =>
        "repeat" in step
          ? {
              repeat: {
                ...step.repeat,
                fresh_start: {
                  agent: "problem-solver",
                  reads: ["problem" as const, "history" as const],
                  writes: "solution" as const,
                },
              },
            }
          : step,
      ),
  ],
});

describe("a rehearsal", () => {
  test("shows the first prompt to the last byte", async () => {
    const [first] = rehearsed(EVERYTHING).steps;
    const { requests } = await asked(EVERYTHING, { judge: passing, reply: good });

    expect(first?.isExact).toBe(true);
    expect(first === undefined ? null : withoutFunctions(first.request)).toEqual(
      requests[0] === undefined ? undefined : withoutFunctions(requests[0]),
    );
  });

  test("names every step as the run does", async () => {
    const { steps } = rehearsed(EVERYTHING);
    const { keys } = await asked(EVERYTHING, { judge: failing, reply: good });

    expect(new Set(steps.map(({ request }) => request.key)).size).toBe(6);
    expect(keys).toEqual(expect.arrayContaining(steps.map(({ request }) => request.key)));
  });

  test("marks what only a run brings forth, and shows the rest as it will be", async () => {
    const { steps } = rehearsed(usualPipeline());
    const { requests } = await asked(usualPipeline(), { judge: failing, reply: good });
    const of = (agent: string) => ({
      shown: steps.find(({ request }) => request.agent === agent),
      sent: requests.find((request) => request.agent === agent),
    });
    const { shown, sent } = of("solution-fixer");
    const headings = (blocks: readonly string[] = []): readonly string[] =>
      blocks.map((block) => block.split("\n")[0] ?? "");

    expect(shown?.isExact).toBe(false);
    expect(headings(shown?.request.shared)).toEqual(headings(sent?.shared));
    expect(shown?.request.shared[0]).toBe(sent?.shared[0]);
    expect(shown?.request.shared.slice(1).every((block) => block.includes("[not known"))).toBe(
      true,
    );
    // Nothing is told as if it had happened.
    expect(shown?.text).not.toMatch(/nothing could be run|There was nothing to run|unknown/);
  });

  test("takes the user's own file as it is, and marks what is still to be measured of it", () => {
    const code = {
      language: "python",
      fileName: "old.py",
      source: "print(1)\n",
      shape: "stdio",
      entry: null,
    } as const;
    const pipeline = usualPipeline({ input: "code", steps: usualPipeline().steps.slice(1) });
    const [first] = rehearsed(pipeline, { code, problem: null, stem: "old" }).steps;

    expect(first?.request.shared.join("\n")).toContain("print(1)");
    expect(first?.request.shared.at(-1)).toMatch(/^# Test report of v0\n\n\[not known/);
  });

  test("an oracle that could not be used is not asked for, and why is said", () => {
    const oracle = {
      agent: "bug-report-reviewer",
      focus: "oracle",
      reads: ["problem"],
      writes: "oracle",
    };
    const { checks } = pipelineSchema.parse({
      version: 1,
      name: "x",
      checks: { stress: "off" },
      steps: [oracle],
    });
    const pipeline = pipelineSchema.parse({ version: 1, name: "x", checks, steps: [oracle] });
    const { steps, needless } = rehearsed(pipeline);

    expect(steps).toEqual([]);
    expect([...needless.values()]).toEqual(["stress tests are turned off"]);
  });
});

describe("the number of calls", () => {
  const size = {
    agent: "s",
    focus: null,
    model: "m",
    promptTokens: { expected: 1, worst: 1 },
    keptTokens: 0,
    maxOutputTokens: 1,
    moreCalls: 1,
  };
  const sizes = { of: () => size, pointing: null };

  test.each([
    ["every reply has to be repaired and every round is needed", failing, true],
    ["every round is needed", failing, false],
    ["all goes well", passing, false],
  ])("lies within what was reckoned where %s", async (_name, judge, needsRepair) => {
    const reply = (request: ModelRequest, turn: number): string => {
      if (needsRepair && request.repairs.length === 0) return "nothing that could be read";
      if (judge === passing && request.agent === "bug-report-reviewer") return review();
      return good(request, turn);
    };
    const { requests } = await asked(EVERYTHING, { judge, reply });

    expect(requests.length).toBeGreaterThanOrEqual(fewestCalls(EVERYTHING, sizes).length);
    expect(requests.length).toBeLessThanOrEqual(mostCalls(EVERYTHING, sizes).length);
  });

  test("is the least that was reckoned where the first of everything is good", async () => {
    const reply = (request: ModelRequest, turn: number): string =>
      request.agent === "bug-report-reviewer" ? review() : good(request, turn);
    const { requests } = await asked(EVERYTHING, { judge: passing, reply });

    expect(requests).toHaveLength(fewestCalls(EVERYTHING, sizes).length);
  });
});
