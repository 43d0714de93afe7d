import { readFile } from "node:fs/promises";
import path from "node:path";

import { parse } from "yaml";

import { parseAgentDefinition } from "../../src/agents/definition.js";
import type { Case } from "../../src/core/case.js";
import { pipelineSchema } from "../../src/core/pipeline.js";
import type { RunPlan } from "../../src/core/run-plan.js";
import type { Verdict } from "../../src/core/verdict.js";
import { readStatement } from "../../src/statement/read-statement.js";
import type { FakeReply, FakeRequest } from "../fake-messages-server.js";
import { planWith } from "./engine-maker.js";

const ROOT = path.resolve(import.meta.dirname, "../..");

const ROLES = ["problem-solver", "solution-improver", "bug-report-reviewer", "solution-fixer"];

async function shipped(file: string): Promise<string> {
  return readFile(path.join(ROOT, file), "utf8");
}

/** A plan of the shipped pipeline `complete` with the shipped agents, on a problem of some length. */
export async function completePlan(change: Partial<RunPlan> = {}): Promise<RunPlan> {
  const agents = await Promise.all(
    ROLES.map(async (role) => {
      const text = await shipped(`agents/${role}.md`);
      const definition = parseAgentDefinition(text, role);
      return [role, { file: `agents/${role}.md`, text, sha256: "x", definition }] as const;
    }),
  );
  const text = await shipped("pipelines/complete.yaml");
  const pipeline = pipelineSchema.parse(parse(text));
  return planWith(pipeline, {
    problem: readStatement(await shipped("tests/corpus/queue/problem.txt"), "queue"),
    agents: Object.fromEntries(agents),
    backend: "anthropic",
    model: "claude-sonnet-5-5",
    ...change,
  });
}

/** What a program of the scenario can do stands in its source, as `level 3`. */
function levelOf(source: string): number {
  return Number(/level (\d+)/.exec(source)?.[1] ?? 0);
}

/** It passes what is not a proof, and proofs whose input is no higher than its level. */
export function byLevel(source: string, test: Case): Verdict {
  if (test.origin !== "proof" || test.kind !== "data") return "AC";
  return Number(test.input) <= levelOf(source) ? "AC" : "RE";
}

/** A program of about sixty lines. */
function programText(level: number, cpuMs: number): string {
  const lines = Array.from(
    { length: 60 },
    (_none, line) => `value_${line} = compute(value_${line - 1}, ${level * line})`,
  );
  return [`# level ${level} cpu=${cpuMs}`, ...lines].join("\n");
}

const CLAIM = {
  severity: "critical",
  line: 12,
  issue: "The queue is read after it has been emptied. ".repeat(6),
  impact: "The program crashes on such an input. ".repeat(3),
  fix: "Look whether anything is left before it is read. ".repeat(4),
};

/**
 * Answers a `complete` run so that it takes three rounds: each review finds one crash more, and the last finds none.
 * The oracle is refused, and the first repair is handed over in a form that cannot be read.
 */
export function inThreeRounds(): (request: FakeRequest) => FakeReply {
  const turns = new Map<string, number>();
  return (request) => {
    const agent = request.agent ?? "";
    const rules = request.blocks.at(-1) ?? "";
    if (/<<<FILE path="brute\./.test(rules)) return { text: "", stopReason: "refusal" };
    const turn = (turns.get(agent) ?? 0) + 1;
    turns.set(agent, turn);
    switch (agent) {
      case "problem-solver":
        return program(rules, programText(2, 10));
      case "solution-improver":
        return program(rules, programText(2, 5));
      case "solution-fixer":
        return turn === 1 ? "I have repaired it." : program(rules, programText(turn + 1, 5));
      default:
        return review(turn);
    }
  };
}

function program(rules: string, text: string): string {
  const id = /id="([A-Z0-9]{6})">>>/.exec(rules)?.[1] ?? "";
  return `<<<FILE path="solution.py" id="${id}">>>\n${text}\n<<<END id="${id}">>>\n`;
}

function review(round: number): string {
  const level = round + 2;
  const findings =
    round > 3
      ? []
      : [{ ...CLAIM, title: `Crash ${level}`, proof: { input: `${level}\n`, expected: null } }];
  return `\`\`\`json\n${JSON.stringify({ summary: `Review ${round}.`, findings })}\n\`\`\`\n`;
}
