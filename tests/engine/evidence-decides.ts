import { expect, test } from "vitest";

import { type Pipeline, pipelineSchema } from "../../src/core/pipeline.js";
import type { Judge, ModelRequest, Stressor, Workbench } from "../../src/core/ports.js";
import { stateOf } from "../../src/core/run-state.js";
import { createScriptedModel } from "../../src/models/scripted-model.js";
import { claim, planWith, runEngine } from "./engine-maker.js";

/** Right on the samples, wrong from 9 on, and not made for what the statement rules out. */
export const WRONG = `def double(n):
    assert -1000 <= n <= 1000
    return 2 * n if n < 9 else n
`;
export const RIGHT = WRONG.replace("2 * n if n < 9 else n", "2 * n");

export const ORACLE: Readonly<Record<string, string>> = {
  "brute.py": "def double(n):\n    return n + n\n",
  "generate.py":
    "import random, sys\nseed, size = map(int, sys.argv[1:3])\nprint([random.Random(seed).randint(-min(size, 1000), min(size, 1000))])\n",
  "validate.py":
    "import json, sys\n(n,) = json.load(sys.stdin)\nsys.exit(not -1000 <= n <= 1000)\n",
};

function pipelineWith({ oracle }: { readonly oracle: boolean }): Pipeline {
  const review = ["problem", "solution", "history", "report"];
  const oracleStep = {
    agent: "bug-report-reviewer",
    focus: "oracle",
    reads: ["problem"],
    writes: "oracle",
  };
  return pipelineSchema.parse({
    version: 1,
    name: "test",
    steps: [
      { agent: "problem-solver", reads: ["problem"], writes: "solution" },
      ...(oracle ? [oracleStep] : []),
      {
        repeat: {
          until: ["checks_pass", "no_major_findings", "within_limits"],
          stop_if: ["unchanged", "no_progress"],
          steps: [
            { agent: "bug-report-reviewer", reads: review, writes: "fix_plan" },
            { agent: "solution-fixer", reads: [...review, "fix_plan"], writes: "solution" },
          ],
        },
      },
    ],
  });
}

const sample = (number: number, input: string, expected: string) => ({
  test: {
    kind: "data" as const,
    id: `sample/${number}`,
    origin: "sample" as const,
    input,
    expected,
  },
  lines: null,
});

function planOf(pipeline: Pipeline) {
  const base = planWith(pipeline, { stress: { seconds: 3, cases: 60 } });
  if (base.problem === null) throw new Error("the usual plan has a problem");
  return {
    ...base,
    problem: {
      ...base.problem,
      statement: "Write double(n), for n from -1000 to 1000.\n",
      samples: [sample(1, "[4]", "8"), sample(2, "[-3]", "-6")],
      shape: "call" as const,
      entry: "double",
    },
  };
}

function filesReply(
  { instruction }: ModelRequest,
  files: Readonly<Record<string, string>>,
): string {
  const id = /id="([A-Z0-9]{6})">>>/.exec(instruction)?.[1] ?? "";
  return Object.entries(files)
    .map(
      ([path, text]) =>
        `<<<FILE path="${path}" entry="double" id="${id}">>>\n${text}<<<END id="${id}">>>\n`,
    )
    .join("\n");
}

const data = (value: object): string => `\n\`\`\`json\n${JSON.stringify(value)}\n\`\`\`\n`;

export type EngineJudge = Judge & Stressor & Workbench;

interface Roles {
  readonly oracle: boolean;
  readonly solver: string;
  /** What the reviewer hands over in every round. */
  readonly findings: readonly object[];
  readonly files?: Readonly<Record<string, string>>;
  /** What the fixer writes in every round, behind a comment of its own. */
  readonly fixer?: string;
}

/** Runs the pipeline with a reviewer who says the same in every round, and a fixer who mends everything, or nothing. */
export async function runWith(
  judge: EngineJudge,
  { oracle, solver, findings, files = {}, fixer = RIGHT }: Roles,
) {
  const fixed = (turn: number) => `# fix ${turn}\n${fixer}`;
  const model = createScriptedModel((request, turn) => {
    if (request.agent === "problem-solver") return filesReply(request, { "solution.py": solver });
    if (request.agent === "solution-fixer") {
      return filesReply(request, { "solution.py": fixed(turn) });
    }
    if (request.instruction.includes('path="brute.')) {
      return filesReply(request, ORACLE) + data({ largest_size: 1000 });
    }
    return filesReply(request, files) + data({ summary: "all is bad", findings });
  });
  const plan = planOf(pipelineWith({ oracle }));
  const ended = await runEngine({ plan, model, judge });
  const state = stateOf(ended.events);
  const statuses = state.plans.map((written) => written.findings.map(({ status }) => status));
  return { end: ended.end, state, statuses, rounds: state.rounds.length };
}

export const FALSE_TEST = `from solution import double

def test_five():
    assert double(5) == 11
`;
const TRUE_TEST = `from solution import double

def test_ten():
    assert double(10) == 20
`;
const testFile = (title: string, file: string) => ({
  ...claim("critical", null),
  title,
  proof: { file },
});
/** What a reviewer makes up that an oracle can refute. */
const FALSE = [
  claim("critical", "[5]", "11"),
  claim("major", "[5000]", "10000"),
  testFile("five is special", "proof_5.py"),
];
const files = { "proof_5.py": FALSE_TEST };
const TRUE = claim("critical", "[10]", "20");

/** What must hold whatever a reviewer says or does not say. */
export function evidenceDecides(judgeOf: () => EngineJudge): void {
  test("false findings in every round do not hold up a right program, where an oracle knows better", async () => {
    const run = await runWith(judgeOf(), { oracle: true, solver: RIGHT, findings: FALSE, files });

    expect(run.state.oracle?.certification).toMatchObject({ status: "certified", faults: [] });
    expect(run.statuses).toEqual([["refuted", "unproven", "refuted"]]);
    expect(run.rounds).toBe(1);
    expect(run.end).toMatchObject({ status: "passed", finalVersion: 1 });
  });

  test("with false findings in every round, a run ends passed in the first one in which everything true is fixed", async () => {
    const findings = [TRUE, ...FALSE];
    const run = await runWith(judgeOf(), { oracle: true, solver: WRONG, findings, files });

    expect(run.statuses).toEqual([
      ["confirmed", "refuted", "unproven", "refuted"],
      ["refuted", "refuted", "unproven", "refuted"],
    ]);
    expect(run.rounds).toBe(2);
    expect(run.end).toMatchObject({ status: "passed", finalVersion: 2 });
    // The case that is kept holds later versions to the oracle's answer, not to a good end alone.
    expect(run.state.plans[0]?.findings[0]?.answer?.trim()).toBe("20");
  });

  test("where nobody can decide, false findings cost one round more, and never a second one", async () => {
    const wrong = [
      claim("critical", "[5]", "11"),
      claim("major", "[6]", "13"),
      claim("major", "[4]", "9"),
    ];
    const early = await runWith(judgeOf(), { oracle: false, solver: RIGHT, findings: wrong });
    const findings = [testFile("ten", "proof_10.py"), ...wrong];
    const proofs = { "proof_10.py": TRUE_TEST };
    const late = await runWith(judgeOf(), {
      oracle: false,
      solver: WRONG,
      findings,
      files: proofs,
    });

    const undecided = ["claimed", "claimed", "refuted"];
    expect(early.statuses).toEqual([undecided, undecided]);
    expect(early.end).toMatchObject({ status: "passed" });
    expect(late.statuses).toEqual([
      ["confirmed", ...undecided],
      ["refuted", ...undecided],
    ]);
    expect(late.end).toMatchObject({ status: "passed", finalVersion: 2 });
  });

  test("a bug that the reviewer does not tell is found by stress, and fixed", async () => {
    const run = await runWith(judgeOf(), { oracle: true, solver: WRONG, findings: [] });
    const [first] = run.state.versions;

    expect(run.state.counterexamples).toMatchObject([{ origin: "stress" }]);
    expect(first?.cases.find(({ origin }) => origin === "stress")?.verdict).toBe("WA");
    expect(run.end).toMatchObject({ status: "passed", finalVersion: 2 });
  });

  test("a bug that nobody fixes is a failure in the end, whatever the reviewer says", async () => {
    const roles = { oracle: true, solver: WRONG, findings: [], fixer: WRONG };
    const { end } = await runWith(judgeOf(), roles);

    expect(end).toMatchObject({ type: "run.finished", status: "failed" });
    expect(end.type === "run.finished" && end.reason).toContain("it fails on 1 generated input");
  });
}
