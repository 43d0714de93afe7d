import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import type { RunEvent } from "../../src/core/events.js";
import type { ModelRequest } from "../../src/core/ports.js";
import { scorecardOf } from "../../src/core/scorecard.js";
import { chooseFinal } from "../../src/core/standing.js";
import { createScriptedModel } from "../../src/models/scripted-model.js";
import {
  type Behaviour,
  claim,
  MemoryFiles,
  planWith,
  program,
  review,
  runEngine,
  TableJudge,
  usualPipeline,
} from "./engine-maker.js";

/** A program passes the samples whose numbers stand in its source: `passes 1 2`. */
const bySource: Behaviour = (source, given) => {
  if (given.id.startsWith("proof")) {
    return "expected" in given && given.expected === null ? "AC" : "WA";
  }
  const passes = source.split("passes")[1]?.split(/\s+/) ?? [];
  return passes.includes(given.id.slice(-1)) ? "AC" : "WA";
};

const solver = ({ instruction }: ModelRequest): string => program(instruction, "passes 1 2");

function scripted(reply: (request: ModelRequest, turn: number) => string) {
  return createScriptedModel((request, turn) => reply(request, turn));
}

/** The files that are made from the journal; prompts and raw answers are written where a call is made. */
function views({ texts }: MemoryFiles): readonly [string, string][] {
  const isView = (name: string): boolean => !/\.(?:prompt\.md|answer\.json)$/.test(name);
  // A cut between an attempt and its answer leaves that attempt open for good.
  const timeless = (text: string): string =>
    text.replaceAll(/"(?:seconds|unsettled)": [\d.]+/g, "");
  return [...texts]
    .filter(([name]) => isView(name))
    .map(([name, text]): [string, string] => [name, timeless(text)])
    .toSorted(([left], [right]) => left.localeCompare(right));
}

function writtenBy(events: readonly RunEvent[]): readonly (string | null)[] {
  return events.flatMap((event) =>
    event.type === "solution.written" ? [event.solution.agent] : [],
  );
}

describe("the usual pipeline", () => {
  test("a clean review skips the fixer", async () => {
    const model = scripted((request) =>
      request.agent === "bug-report-reviewer" ? review() : solver(request),
    );
    const plan = planWith(usualPipeline());
    const { end } = await runEngine({ plan, model, judge: new TableJudge(bySource) });

    expect(end).toMatchObject({ type: "run.finished", status: "passed", finalVersion: 1 });
    expect(model.requests.map(({ agent }) => agent)).toEqual([
      "problem-solver",
      "bug-report-reviewer",
    ]);
  });

  test("the four roles are given what they read, and nothing else", async () => {
    const improver = {
      agent: "solution-improver",
      reads: ["problem", "solution", "report"] as ("problem" | "solution" | "report")[],
      writes: "solution" as const,
    };
    const base = usualPipeline();
    const steps = [...base.steps.slice(0, 1), improver, ...base.steps.slice(1)];
    const model = scripted((request, turn) => {
      if (request.agent === "problem-solver")
        return program(request.instruction, "first, passes 1");
      if (request.agent === "solution-improver")
        return program(request.instruction, "second, passes 1");
      if (request.agent === "solution-fixer")
        return program(request.instruction, "third, passes 1 2");
      return turn === 0 ? review(claim("critical", "9")) : review();
    });
    await runEngine({ plan: planWith({ ...base, steps }), model, judge: new TableJudge(bySource) });
    const given = model.requests.map(({ agent, shared }) => {
      const text = shared.join("\n");
      const seen = ["first, ", "second, ", "about 9"].filter((part) => text.includes(part));
      return [agent, ...seen];
    });

    expect(given).toEqual([
      ["problem-solver"],
      ["solution-improver", "first, "],
      ["bug-report-reviewer", "first, ", "second, "],
      ["solution-fixer", "first, ", "second, ", "about 9"],
      ["bug-report-reviewer", "first, ", "second, ", "about 9"],
    ]);
  });

  test("a fix that breaks a sample is not final", async () => {
    const model = scripted((request, turn) => {
      if (request.agent === "problem-solver") return solver(request);
      if (request.agent === "bug-report-reviewer") return review(claim("major", "7"));
      return program(request.instruction, `fix ${turn}, passes 1`);
    });
    const judge = new TableJudge((source, given) =>
      given.id.startsWith("proof")
        ? source.includes("fix")
          ? "AC"
          : "RE"
        : bySource(source, given),
    );
    const { end, files } = await runEngine({ plan: planWith(usualPipeline()), model, judge });

    expect(end).toMatchObject({ status: "failed", finalVersion: 1 });
    expect(files.texts.get("solution_final.py")).toBe("passes 1 2\n");
  });

  test("a model that never converges gets five rounds at the most, and the best version is kept", async () => {
    const model = scripted((request, turn) => {
      if (request.agent === "bug-report-reviewer") return review(claim("critical", `${turn}`));
      // Every round passes as much as before, and fixes one more of the proved inputs.
      return program(request.instruction, `try ${"x".repeat(turn)}${request.agent} passes 1`);
    });
    const judge = new TableJudge((source, given) => {
      if (given.id.startsWith("proof")) return source.length % 2 === 0 ? "RE" : "AC";
      return bySource(source, given);
    });
    const pipeline = usualPipeline();
    const noStop = pipeline.steps.map((step) =>
      "repeat" in step ? { repeat: { ...step.repeat, stop_if: undefined } } : step,
    );
    const { end, recorder, events } = await runEngine({
      plan: planWith({ ...pipeline, steps: noStop }),
      model,
      judge,
    });

    expect(recorder.state.rounds).toHaveLength(5);
    expect(events.filter(({ type }) => type === "round.started")).toHaveLength(5);
    const best = chooseFinal(
      recorder.state.versions.map((version) => scorecardOf(recorder.state, version)),
    );
    expect(end).toMatchObject({ status: "failed", finalVersion: best?.version });
  });

  test("the loop gives up after two rounds without progress", async () => {
    const model = scripted((request, turn) =>
      request.agent === "bug-report-reviewer"
        ? review(claim("minor", null))
        : program(request.instruction, `try ${turn} ${request.agent} passes 1`),
    );
    const plan = planWith(usualPipeline());
    const { end, recorder } = await runEngine({ plan, model, judge: new TableJudge(bySource) });

    expect(recorder.state.loopEnd).toBe("no_progress");
    expect(recorder.state.rounds).toHaveLength(3);
    expect(end).toMatchObject({ reason: expect.stringContaining("no progress in the last two") });
  });

  test("a fixer that changes nothing ends the loop", async () => {
    const model = scripted((request) =>
      request.agent === "bug-report-reviewer"
        ? review(claim("major", null))
        : program(request.instruction, "passes 1"),
    );
    const plan = planWith(usualPipeline());
    const { recorder } = await runEngine({ plan, model, judge: new TableJudge(bySource) });

    expect(recorder.state.loopEnd).toBe("unchanged");
    expect(writtenBy(recorder.taken)).toEqual(["problem-solver"]);
  });

  test("a proof that a review confirms is held against every version, earlier ones too", async () => {
    const model = scripted((request, turn) => {
      if (request.agent === "problem-solver")
        return program(request.instruction, "first, passes 1 2");
      if (request.agent === "solution-fixer")
        return program(request.instruction, `fix ${turn}, passes 1 2`);
      return turn < 2 ? review(claim("major", `${7 + turn}`)) : review();
    });
    // The first version crashes on 7 and 8; each fix mends one of the two.
    const judge = new TableJudge((source, given) => {
      if (!given.id.startsWith("proof")) return "AC";
      if (source.includes("first")) return "RE";
      return source.includes("fix 0") && "input" in given && given.input === "8\n" ? "RE" : "AC";
    });
    const { end, recorder } = await runEngine({ plan: planWith(usualPipeline()), model, judge });
    const confirmed = recorder.state.versions.map(
      (version) => scorecardOf(recorder.state, version).confirmed.major,
    );

    expect(confirmed).toEqual([2, 1, 0]);
    expect(end).toMatchObject({ status: "passed", finalVersion: 3 });
  });

  test("the judge's own failure on a sample stops the run and is not held against the program", async () => {
    const model = scripted(solver);
    const plan = planWith(usualPipeline());
    const broken = await runEngine({ plan, model, judge: new TableJudge(() => "JE") });
    const again = scripted(() => review());
    const { end } = await runEngine({
      plan,
      model: again,
      judge: new TableJudge(bySource),
      events: broken.events,
    });

    expect(broken.error).toMatchObject({
      kind: "judge",
      message: expect.stringContaining("sample/1"),
    });
    expect(end).toMatchObject({ status: "passed" });
    expect(again.requests.map(({ agent }) => agent)).toEqual(["bug-report-reviewer"]);
  });

  test("a second reviewer with another focus is asked too", async () => {
    const base = usualPipeline();
    const steps = base.steps.map((step) =>
      "repeat" in step
        ? {
            repeat: {
              ...step.repeat,
              until: ["no_progress" as const],
              stop_if: undefined,
              max: 1,
              steps: [
                {
                  agent: "bug-report-reviewer",
                  reads: ["solution" as const],
                  writes: "fix_plan" as const,
                },
                {
                  agent: "bug-report-reviewer",
                  focus: "limits",
                  reads: ["solution" as const],
                  writes: "fix_plan" as const,
                },
                {
                  agent: "bug-report-reviewer",
                  focus: "limits",
                  reads: ["solution" as const],
                  writes: "fix_plan" as const,
                },
              ],
            },
          }
        : step,
    );
    const model = scripted((request) =>
      request.agent === "bug-report-reviewer" ? review() : solver(request),
    );
    await runEngine({ plan: planWith({ ...base, steps }), model, judge: new TableJudge(bySource) });

    expect(model.requests.map(({ agent }) => agent)).toEqual([
      "problem-solver",
      "bug-report-reviewer",
      "bug-report-reviewer",
    ]);
  });

  test("false findings never extend the loop", async () => {
    const model = scripted((request) =>
      request.agent === "bug-report-reviewer"
        ? review(claim("critical", "1", "1\n"), claim("major", null))
        : solver(request),
    );
    const judge = new TableJudge(() => "AC");
    const { end, recorder } = await runEngine({ plan: planWith(usualPipeline()), model, judge });

    expect(end).toMatchObject({ status: "passed", finalVersion: 1 });
    expect(recorder.state.plans[0]?.findings.map(({ status }) => status)).toEqual([
      "refuted",
      "unproven",
    ]);
  });

  test("the answer of a sample decides a finding about that input, not the reviewer's", async () => {
    const judge = new TableJudge(bySource);
    const model = scripted((request) =>
      request.agent === "bug-report-reviewer"
        ? review(claim("critical", "1", "wrong"))
        : solver(request),
    );
    await runEngine({ plan: planWith(usualPipeline()), model, judge });
    const proof = judge.requests.flatMap(({ cases }) => cases).find(({ id }) => id === "proof/1.1");

    expect(proof).toMatchObject({ expected: "1\n" });
  });
});

describe("replies that cannot be used", () => {
  test("one repair turn is given, and shows what was wrong", async () => {
    const model = scripted((request, turn) => {
      if (request.agent === "bug-report-reviewer") return review();
      return turn === 0 ? "I would rather not." : solver(request);
    });
    const plan = planWith(usualPipeline());
    const { end } = await runEngine({ plan, model, judge: new TableJudge(bySource) });

    expect(end).toMatchObject({ status: "passed" });
    expect(model.requests[1]?.repairs[0]).toMatchObject({ reply: "I would rather not." });
  });

  test("a second one ends the run with the best version so far", async () => {
    const model = scripted((request) =>
      request.agent === "bug-report-reviewer" ? "no json here" : solver(request),
    );
    const plan = planWith(usualPipeline());
    const { end, files } = await runEngine({ plan, model, judge: new TableJudge(bySource) });

    expect(end).toMatchObject({
      status: "failed",
      finalVersion: 1,
      error: { kind: "unreadable_reply" },
    });
    expect(files.texts.has("solution_final.py")).toBe(true);
  });

  test("an optional step goes on without it", async () => {
    const base = usualPipeline();
    const improver = {
      agent: "solution-improver",
      reads: ["solution" as const],
      writes: "solution" as const,
      optional: true,
    };
    const steps = [...base.steps.slice(0, 1), improver, ...base.steps.slice(1)];
    const model = scripted((request) => {
      if (request.agent === "bug-report-reviewer") return review();
      return request.agent === "solution-improver" ? "nothing usable" : solver(request);
    });
    const { end } = await runEngine({
      plan: planWith({ ...base, steps }),
      model,
      judge: new TableJudge(bySource),
    });

    expect(end).toMatchObject({ status: "passed" });
  });

  test("without any version the run fails and says why", async () => {
    const model = scripted(() => "");
    const plan = planWith(usualPipeline());
    const { end } = await runEngine({ plan, model, judge: new TableJudge(bySource) });

    expect(end).toMatchObject({ status: "failed", finalVersion: null });
  });

  test("a file outside the folder is never written", async () => {
    const model = scripted((request) =>
      program(request.instruction, "passes 1 2").replace("solution.py", "../../x.py"),
    );
    const plan = planWith(usualPipeline());
    const { end, files } = await runEngine({ plan, model, judge: new TableJudge(bySource) });

    expect(end).toMatchObject({ status: "failed" });
    expect([...files.texts.keys()].filter((name) => name.includes(".."))).toEqual([]);
  });
});

describe("keep: if-better", () => {
  const base = usualPipeline();
  const improver = {
    agent: "solution-improver",
    reads: ["problem" as const, "solution" as const, "report" as const],
    writes: "solution" as const,
    keep: "if-better" as const,
    as: "{stem}_fast",
  };
  const pipeline = {
    ...base,
    steps: [...base.steps.slice(0, 1), improver, ...base.steps.slice(1)],
  };

  test.each([
    ["passes 1, worse", 1, true],
    ["passes 1 2 cpu=900", 1, true],
    ["passes 1 2 cpu=10, simpler", 2, false],
  ])("%s", async (source, current, dropped) => {
    const model = scripted((request) => {
      if (request.agent === "bug-report-reviewer") return review();
      return request.agent === "solution-improver"
        ? program(request.instruction, source)
        : solver(request);
    });
    const { end, files, recorder } = await runEngine({
      plan: planWith(pipeline),
      model,
      judge: new TableJudge(bySource),
    });

    expect(end).toMatchObject({ status: "passed", finalVersion: current });
    expect(files.texts.has("solution_v2.py")).toBe(true);
    expect(files.texts.has("test_fast.py")).toBe(!dropped);
    expect(recorder.state.versions[1]?.dropped).toBe(dropped);
  });
});

describe("resuming", () => {
  const reply = (request: ModelRequest, turn: number): string => {
    if (request.agent === "problem-solver") return program(request.instruction, "passes 1");
    if (request.agent === "solution-fixer")
      return program(request.instruction, `passes 1 2 fix ${turn}`);
    return turn === 0 ? review(claim("critical", "3")) : review();
  };

  test("from any point of the journal it comes to the same end, and asks nothing twice", async () => {
    const plan = planWith(usualPipeline());
    const judge = new TableJudge(bySource);
    const whole = await runEngine({ plan, model: scripted(reply), judge });
    const total = whole.events.filter(({ type }) => type === "call.answered").length;

    for (let cut = 0; cut < whole.events.length; cut += 1) {
      const events = whole.events.slice(0, cut);
      const answered = events.filter(({ type }) => type === "call.answered");
      const turns = new Map<string, number>();
      for (const event of answered) {
        if (event.type === "call.answered")
          turns.set(event.agent, (turns.get(event.agent) ?? 0) + 1);
      }
      const model = scripted((request, turn) =>
        reply(request, turn + (turns.get(request.agent) ?? 0)),
      );
      const resumed = await runEngine({ plan, model, judge, events });

      expect(views(resumed.files)).toEqual(views(whole.files));
      expect(model.requests).toHaveLength(total - answered.length);
    }
  });

  test("an answer that was spooled and not recorded is not asked for again", async () => {
    const plan = planWith(usualPipeline());
    const files = new MemoryFiles();
    const judge = new TableJudge(bySource);
    await runEngine({ plan, model: scripted(reply), judge, files });
    const model = scripted(() => "never asked");
    const { end } = await runEngine({ plan, model, judge, files });

    expect(model.requests).toEqual([]);
    expect(end).toMatchObject({ status: "passed" });
  });

  test("the same journal always gives the same decision", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("1", "1 2", "2", ""), { minLength: 6, maxLength: 6 }),
        async (passes) => {
          const model = scripted((request, turn) =>
            request.agent === "bug-report-reviewer"
              ? review(claim("minor", null))
              : program(
                  request.instruction,
                  `${request.agent} ${turn} passes ${passes[turn] ?? ""}`,
                ),
          );
          const plan = planWith(usualPipeline());
          const judge = new TableJudge(bySource);
          const first = await runEngine({ plan, model, judge });
          const events = first.events.filter((event) => "key" in event);
          const again = await runEngine({ plan, model: scripted(() => ""), judge, events });
          expect(again.end).toMatchObject({ ...first.end, at: expect.any(String) });
          expect(first.recorder.state.rounds.length).toBeLessThanOrEqual(5);
        },
      ),
    );
  });

  test("a journal of another pipeline is refused, not misread", async () => {
    const at = "2026-01-01T00:00:00.000Z";
    const foreign: RunEvent = {
      type: "step.skipped",
      key: "1.problem-solver/call-1",
      at,
      agent: "problem-solver",
      why: "another pipeline",
    };
    const plan = planWith(usualPipeline());
    const judge = new TableJudge(bySource);
    const { error } = await runEngine({ plan, model: scripted(reply), judge, events: [foreign] });

    expect(error).toMatchObject({ kind: "bad_journal" });
  });
});

describe("budget, cancel and people", () => {
  test("a call that the budget has no room for is not made", async () => {
    const plan = planWith(usualPipeline(), {
      budget: { usd: null, minutes: null, calls: 1, tokens: null },
    });
    const model = scripted(solver);
    const { end, error } = await runEngine({ plan, model, judge: new TableJudge(bySource) });

    expect(model.requests).toHaveLength(1);
    expect(end).toMatchObject({ type: "run.stopped", error: { kind: "budget" } });
    expect(error?.hint).toContain("--calls");
  });

  test("the time at which a service takes requests again is in the journal", async () => {
    const resumeAt = "2026-11-21T13:00:00.000Z";
    const plan = planWith(usualPipeline());
    const model = scripted(() => {
      throw new PipelineError("service", "an hour", { resumeAt });
    });
    const { end } = await runEngine({ plan, model, judge: new TableJudge(bySource) });

    expect(end).toMatchObject({ error: { kind: "service", message: "an hour", resumeAt } });
  });

  test("a cancel stops the run and can be resumed", async () => {
    const stop = new AbortController();
    const plan = planWith(usualPipeline());
    const model = scripted((request) => {
      if (request.agent === "bug-report-reviewer") {
        stop.abort();
        throw new DOMException("aborted", "AbortError");
      }
      return solver(request);
    });
    const judge = new TableJudge(bySource);
    const { end, events } = await runEngine({ plan, model, judge, signal: stop.signal });
    const again = scripted(() => review());
    const resumed = await runEngine({ plan, model: again, judge, events });

    expect(end).toMatchObject({ type: "run.stopped", error: { kind: "cancelled" } });
    expect(resumed.end).toMatchObject({ status: "passed" });
  });

  test.each([
    [true, "passed"],
    [false, "failed"],
  ])("approve: a person says %s", async (approved, status) => {
    const base = usualPipeline();
    const steps = [...base.steps, { approve: "Is this what you want?" }];
    const model = scripted((request) =>
      request.agent === "bug-report-reviewer" ? review() : solver(request),
    );
    const judge = new TableJudge(bySource);
    const { end } = await runEngine({ plan: planWith({ ...base, steps }), model, judge, approved });

    expect(end).toMatchObject({ status });
  });

  test("tries are independent: each is given what the step began with, and nothing of the others", async () => {
    const base = usualPipeline();
    const tried = base.steps.map((step) =>
      "repeat" in step
        ? {
            repeat: {
              ...step.repeat,
              steps: step.repeat.steps.map((inner) =>
                "agent" in inner && inner.agent === "solution-fixer"
                  ? { ...inner, tries: 3 }
                  : inner,
              ),
            },
          }
        : step,
    );
    const model = scripted((request, turn) => {
      if (request.agent === "problem-solver")
        return program(request.instruction, "first, passes 1");
      if (request.agent === "bug-report-reviewer")
        return turn === 0 ? review(claim("minor", null)) : review();
      if (request.key.endsWith("/try-1")) return "nothing usable";
      return program(request.instruction, `${request.key}, passes 1 2`);
    });
    const judge = new TableJudge(bySource);
    const { end, recorder } = await runEngine({
      plan: planWith({ ...base, steps: tried }),
      model,
      judge,
    });
    const fixers = model.requests.filter(({ agent }) => agent === "solution-fixer");

    expect(end).toMatchObject({ status: "passed" });
    expect(new Set(fixers.map(({ shared }) => shared.join("\n"))).size).toBe(1);
    expect(recorder.state.versions.slice(1).map(({ solution }) => solution.parent)).toEqual([1, 1]);
  });

  test("tries: the best of several by the judge goes on", async () => {
    const base = usualPipeline();
    const [first, ...rest] = base.steps;
    if (first === undefined || !("agent" in first)) throw new Error("the first step is an agent");
    const steps = [{ ...first, tries: 3 }, ...rest];
    const sources = ["one, passes 1", "two, passes 1 2", "three, passes"];
    const model = scripted((request, turn) =>
      request.agent === "bug-report-reviewer"
        ? review()
        : program(request.instruction, sources[turn] ?? ""),
    );
    const judge = new TableJudge(bySource);
    const { end, recorder } = await runEngine({ plan: planWith({ ...base, steps }), model, judge });

    expect(end).toMatchObject({ status: "passed", finalVersion: 2 });
    expect(recorder.state.versions.map(({ dropped }) => dropped)).toEqual([true, false, true]);
  });
});
