import { describe, expect, test } from "vitest";

import type { Bench } from "../../src/core/bench.js";
import { PipelineError } from "../../src/core/errors.js";
import type { RunEvent } from "../../src/core/events.js";
import { type Pipeline, pipelineSchema } from "../../src/core/pipeline.js";
import type { Judge, ModelRequest, Stressor, Workbench } from "../../src/core/ports.js";
import type { RunPlan } from "../../src/core/run-plan.js";
import { stateOf } from "../../src/core/run-state.js";
import { NO_LANGUAGES } from "../../src/judge/languages/toolchain.js";
import { createScriptedModel, type ScriptedReply } from "../../src/models/scripted-model.js";
import { type Deed, FakeBench } from "../evidence/fake-bench.js";
import { MemoryFiles, planWith, program, review, runEngine, TableJudge } from "./engine-maker.js";

/** The problem asks for an echo of one number. What a program does is told by its source. */
const DEEDS: Readonly<Record<string, Deed>> = {
  echo: (_, input) => ({ output: input }),
  "add one": (_, input) => ({ output: `${Number(input) + 1}\n` }),
  numbers: ([seed, size]) => ({
    output: `${Math.min(Number(size), 5000) * 10 + (Number(seed) % 7)}\n`,
  }),
  "one number": (_, input) => ({ exitCode: /^\d+\n$/.test(input) ? 0 : 1 }),
  anything: () => ({}),
  "passes 1 2": (_, input) => ({ output: input }),
};

type EngineJudge = Judge & Stressor & Workbench;

/** A judge of tables with a bench of deeds; the last word says what is different. */
function judgeWith(change: Partial<EngineJudge> = {}): EngineJudge {
  const table = new TableJudge((source, given) =>
    source.includes(`passes`) && source.includes(given.id.slice(-1)) ? "AC" : "WA",
  );
  return {
    probe: () => table.probe(),
    judge: (request) => table.judge(request),
    stress: () =>
      Promise.resolve({
        tried: 10,
        skipped: { count: 0, reason: null },
        failure: null,
        compile: null,
        isolation: "none",
        seconds: 0,
      }),
    withBench: <T>(work: (bench: Bench) => Promise<T>) => work(new FakeBench(DEEDS)),
    ...change,
  };
}

function pipelineWith(change: object = {}, checks: object = {}): Pipeline {
  return pipelineSchema.parse({
    version: 1,
    name: "test",
    checks,
    steps: [
      { agent: "problem-solver", reads: ["problem"], writes: "solution" },
      {
        agent: "bug-report-reviewer",
        focus: "oracle",
        reads: ["problem"],
        writes: "oracle",
        optional: true,
        ...change,
      },
      {
        agent: "bug-report-reviewer",
        reads: ["problem", "solution", "report", "oracle"],
        writes: "fix_plan",
      },
    ],
  });
}

interface Sources {
  readonly brute: string;
  readonly generate: string;
  readonly validate: string;
  readonly check?: string;
}

const RIGHT: Sources = { brute: "echo", generate: "numbers", validate: "one number" };
const WRONG_ANSWERS = { ...RIGHT, brute: "add one" };
const WRONG_INPUTS = { ...RIGHT, validate: "anything" };

function oracleReply({ instruction }: ModelRequest, sources: Sources): string {
  const id = /id="([A-Z0-9]{6})">>>/.exec(instruction)?.[1] ?? "";
  const files = Object.entries(sources).map(
    ([stem, source]) =>
      `<<<FILE path="${stem}.py" id="${id}">>>\n${source}\n<<<END id="${id}">>>\n`,
  );
  return `${files.join("\n")}\n\`\`\`json\n{ "largest_size": 5000 }\n\`\`\`\n`;
}

const UNREADABLE = "I would rather not.";

/** Answers as every role; for an oracle what the list has next. */
function modelWith(oracles: readonly (Sources | typeof UNREADABLE)[]) {
  return createScriptedModel((request): ScriptedReply => {
    if (request.agent === "problem-solver") return program(request.instruction, "passes 1 2");
    if (!request.instruction.includes('path="brute.')) return review();
    const next = oracles[request.repairs.length];
    if (next === undefined) throw new Error("nobody expected another call");
    return next === UNREADABLE ? next : oracleReply(request, next);
  });
}

interface Wanted {
  readonly oracles: readonly (Sources | typeof UNREADABLE)[];
  readonly plan?: RunPlan;
  readonly judge?: EngineJudge;
  readonly events?: readonly RunEvent[];
  readonly files?: MemoryFiles;
}

async function runWith({ oracles, ...rest }: Wanted) {
  const model = modelWith(oracles);
  const run = { plan: planWith(pipelineWith()), judge: judgeWith(), model, ...rest };
  const ended = await runEngine(run);
  return { ...ended, model, state: stateOf(ended.events) };
}

/** What became of the examinations, in their order. */
function statuses(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.type === "oracle.examined" ? [event.examined.certification.status] : [],
  );
}

/** Calls that asked for an oracle. */
function oracleCalls(requests: readonly ModelRequest[]): readonly ModelRequest[] {
  return requests.filter(({ instruction }) => instruction.includes('path="brute.'));
}

describe("an oracle that is in order", () => {
  test("is certified at once, kept in files, and shown to agents that read it", async () => {
    const { end, model, state, files } = await runWith({ oracles: [RIGHT] });

    expect(end).toMatchObject({ type: "run.finished", status: "passed" });
    expect(oracleCalls(model.requests)).toHaveLength(1);
    expect(state.oracle).toMatchObject({
      certification: { status: "certified", faults: [], samples: 2, largestSize: 5000 },
      oracle: { largestSize: 5000, brute: { fileName: "brute.py", shape: "stdio" }, checker: null },
    });
    expect(files.texts.get("oracle/brute.py")).toBe("echo\n");
    expect(files.texts.get("oracle/generate.py")).toBe("numbers\n");
    expect(files.texts.get("oracle/validate.py")).toBe("one number\n");
    expect(JSON.parse(files.texts.get("oracle/certificate.json") ?? "")).toMatchObject({
      status: "certified",
      claimedLargestSize: 5000,
      files: ["brute.py", "generate.py", "validate.py"],
    });
    expect(model.requests.at(-1)?.shared.join("\n")).toContain("# The oracle");
  });

  test("is asked for without any solution in sight", async () => {
    const { model } = await runWith({ oracles: [RIGHT] });
    expect(oracleCalls(model.requests)[0]?.shared.join("\n")).not.toContain("passes 1 2");
  });

  test.each([
    ["Python, where there is one", "3.11", 'path="brute.py"'],
    ["the language of the run, where there is none", null, 'path="brute.cpp"'],
  ])("is asked for in %s", async (_, python, form) => {
    const languages = { ...NO_LANGUAGES, python, cpp: "12" };
    const judge = judgeWith({
      probe: () => Promise.resolve({ isolation: "none", isolationNote: "", languages }),
    });
    const plan = planWith(pipelineWith(), { language: "cpp" });
    const model = createScriptedModel((request) =>
      request.agent === "problem-solver"
        ? program(request.instruction, "passes 1 2").replace("solution.py", "solution.cpp")
        : request.instruction.includes('path="brute.')
          ? oracleReply(request, RIGHT)
          : review(),
    );
    const { events } = await runEngine({ plan, judge, model });

    expect(oracleCalls(model.requests)[0]?.instruction).toContain(form);
    expect(statuses(events)).toEqual(["certified"]);
    const [brute] = events.flatMap((event) =>
      event.type === "oracle.examined" ? [event.examined.oracle.brute.language] : [],
    );
    // A reply in Python is taken for what it is.
    expect(brute).toBe("python");
  });
});

describe("an oracle that is not in order", () => {
  test("is shown to its author with what runs found, once", async () => {
    const { end, model, state } = await runWith({ oracles: [WRONG_ANSWERS, RIGHT] });
    const [first, second] = oracleCalls(model.requests);

    expect(end).toMatchObject({ status: "passed" });
    expect(state.oracle?.certification.status).toBe("certified");
    expect(second).toMatchObject({ key: first?.key, instruction: first?.instruction });
    expect(second?.repairs).toHaveLength(1);
    expect(second?.repairs[0]?.reply).toContain("add one");
    expect(second?.repairs[0]?.complaint).toMatch(
      /It was run[\s\S]*brute\.py on the input of sample\/1, "1\\n", answers "2\\n"/,
    );
  });

  test("may leave a file of the first beside those of the second: the certificate says which count", async () => {
    const first = { ...WRONG_ANSWERS, check: "anything" };
    const { files } = await runWith({ oracles: [first, RIGHT] });

    expect(files.texts.has("oracle/check.py")).toBe(true);
    expect(JSON.parse(files.texts.get("oracle/certificate.json") ?? "")).toMatchObject({
      status: "certified",
      files: ["brute.py", "generate.py", "validate.py"],
    });
  });

  test("is mended behind a reply that could not be read: the conversation goes on", async () => {
    const { model, state } = await runWith({ oracles: [UNREADABLE, WRONG_ANSWERS, RIGHT] });
    const calls = oracleCalls(model.requests);

    expect(calls.map(({ repairs }) => repairs.length)).toEqual([0, 1, 2]);
    expect(calls[2]?.repairs.map(({ reply }) => reply.includes("add one"))).toEqual([false, true]);
    expect(state.oracle?.certification.status).toBe("certified");
  });

  test.each<[string, Wanted["oracles"], readonly string[]]>([
    [
      "is set aside where it is no better the second time",
      [WRONG_INPUTS, WRONG_INPUTS],
      ["set-aside", "set-aside"],
    ],
    [
      "keeps its inputs where only those are right",
      [WRONG_INPUTS, WRONG_ANSWERS],
      ["set-aside", "inputs-only"],
    ],
    [
      "is taken back where the second is worse",
      [WRONG_ANSWERS, WRONG_INPUTS],
      ["inputs-only", "set-aside", "inputs-only"],
    ],
    [
      "stays as it was where the second cannot be read",
      [WRONG_ANSWERS, UNREADABLE],
      ["inputs-only"],
    ],
  ])("%s, and the run goes on", async (_, oracles, expected) => {
    const { end, events, state, model } = await runWith({ oracles });

    expect(statuses(events)).toEqual(expected);
    expect(state.oracle?.certification.status).toBe(expected.at(-1));
    expect(oracleCalls(model.requests)).toHaveLength(2);
    expect(end).toMatchObject({ type: "run.finished", status: "passed" });
    // What may not decide is shown to nobody.
    expect(model.requests.at(-1)?.shared.join("\n")).not.toContain("# The oracle");
  });

  test("is skipped as any optional step where it can never be read", async () => {
    const { end, events, state } = await runWith({ oracles: [UNREADABLE, UNREADABLE] });

    expect(state.oracle).toBeNull();
    expect(events).toContainEqual(expect.objectContaining({ type: "step.failed", optional: true }));
    expect(end).toMatchObject({ status: "passed" });
  });

  test("is not asked for again where no sample could show it", async () => {
    const plan = planWith(pipelineWith());
    const { problem } = plan;
    const unsampled = problem === null ? null : { ...problem, samples: [] };
    const { events, model } = await runWith({
      oracles: [RIGHT],
      plan: { ...plan, problem: unsampled },
    });

    expect(statuses(events)).toEqual(["inputs-only"]);
    expect(oracleCalls(model.requests)).toHaveLength(1);
  });
});

describe("no oracle is paid for", () => {
  const plan = planWith(pipelineWith());
  const { problem } = plan;
  const module = problem === null ? null : { ...problem, shape: "module" as const };

  test.each<[string, RunPlan, RegExp]>([
    ["where stress tests are off", planWith(pipelineWith({}, { stress: "off" })), /turned off/],
    ["where there is no statement", { ...plan, problem: null }, /no statement/],
    ["for a module", { ...plan, problem: module }, /no input that could be generated/],
  ])("%s", async (_, wanted, why) => {
    const { events, model } = await runWith({ oracles: [], plan: wanted });

    expect(events).toContainEqual(
      expect.objectContaining({ type: "step.skipped", why: expect.stringMatching(why) }),
    );
    expect(oracleCalls(model.requests)).toEqual([]);
  });
});

describe("the judge", () => {
  test("that cannot lend a bench sets the oracle aside, with its words", async () => {
    const withBench = () => Promise.reject(new PipelineError("judge", "no runner could start"));
    const { end, state } = await runWith({ oracles: [RIGHT], judge: judgeWith({ withBench }) });

    expect(state.oracle?.certification).toMatchObject({
      status: "set-aside",
      faults: ["The judge could not run the oracle: no runner could start"],
    });
    expect(end).toMatchObject({ status: "passed" });
  });

  test("that is cancelled stops the run, which can go on later without another call", async () => {
    const withBench = () => Promise.reject(new PipelineError("cancelled", "interrupted"));
    const files = new MemoryFiles();
    const stopped = await runWith({ oracles: [RIGHT], judge: judgeWith({ withBench }), files });
    const { end, model, state } = await runWith({ oracles: [], events: stopped.events, files });

    expect(stopped.end).toMatchObject({ type: "run.stopped", error: { kind: "cancelled" } });
    expect(end).toMatchObject({ status: "passed" });
    expect(oracleCalls(model.requests)).toEqual([]);
    expect(state.oracle?.certification.status).toBe("certified");
  });
});

describe("a run that was killed", () => {
  const oracles = [WRONG_ANSWERS, WRONG_INPUTS];
  const story = (events: readonly RunEvent[]) =>
    events.flatMap((event) => ("key" in event ? [`${event.type} ${event.key}`] : []));

  test("after any of its events goes on to the same end, and no answer is asked for twice", async () => {
    const whole = await runWith({ oracles });
    expect(whole.events.length).toBeGreaterThan(8);
    for (let kept = 0; kept < whole.events.length; kept += 1) {
      const events = whole.events.slice(0, kept);
      const answered = events.filter(({ type }) => type === "call.answered").length;
      const resumed = await runWith({ oracles, events });

      expect(story(resumed.events)).toEqual(story(whole.events));
      expect(resumed.state.oracle).toEqual(whole.state.oracle);
      expect(resumed.model.requests).toHaveLength(whole.model.requests.length - answered);
    }
  });

  test("goes on in the language that its oracle is in, whatever the next machine has", async () => {
    const plan = planWith(pipelineWith(), { language: "pypy" });
    const machine = (python: string | null) => {
      const languages = { ...NO_LANGUAGES, python, pypy: "3.9" };
      return judgeWith({
        probe: () => Promise.resolve({ isolation: "none", isolationNote: "", languages }),
      });
    };
    const languagesOf = (events: readonly RunEvent[]) =>
      events.flatMap((event) =>
        event.type === "oracle.examined" ? [event.examined.oracle.brute.language] : [],
      );
    const whole = await runWith({ oracles: [WRONG_ANSWERS, RIGHT], plan, judge: machine("3.11") });
    expect(languagesOf(whole.events)).toEqual(["python", "python"]);

    for (const last of ["call.answered", "oracle.examined"]) {
      const at = whole.events.findIndex(
        (event) => event.type === last && "agent" in event && event.agent === "bug-report-reviewer",
      );
      const events = whole.events.slice(0, at + 1);
      const judge = machine(null);
      const resumed = await runWith({ oracles: [WRONG_ANSWERS, RIGHT], plan, judge, events });

      expect(languagesOf(resumed.events)).toEqual(["python", "python"]);
    }
  });

  test("between an answer and its event asks for nothing at all", async () => {
    const files = new MemoryFiles();
    const whole = await runWith({ oracles, files });
    for (let kept = 0; kept < whole.events.length; kept += 1) {
      const spooled = new MemoryFiles();
      for (const [name, text] of files.texts) spooled.texts.set(name, text);
      const events = whole.events.slice(0, kept);
      const resumed = await runWith({ oracles: [], events, files: spooled });

      expect(resumed.model.requests).toEqual([]);
      expect(story(resumed.events)).toEqual(story(whole.events));
    }
  });
});
