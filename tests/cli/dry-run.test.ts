import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { DOUBLE } from "../e2e/double-problem.js";
import { temporaryFolder } from "../temp-folder.js";
import { pipelineInProcess } from "./command-line.js";

const RUN = ["run", "double.txt", "--lang", "python"];

async function withProblem(): Promise<string> {
  const cwd = await temporaryFolder();
  await writeFile(path.join(cwd, "double.txt"), DOUBLE);
  return cwd;
}

describe("--dry-run", () => {
  test("shows the plan, every prompt, and last what it may cost; needs no key, leaves nothing behind", async () => {
    const cwd = await withProblem();
    const said = await pipelineInProcess({ args: [...RUN, "--dry-run"], cwd });
    const places = [
      "2 samples from double.txt, lines 14-25",
      "budget    $1.00, 20 min",
      "\n  1    problem-solver   problem -> solution\n       claude-sonnet-5-5, ",
      "(focus: oracle; optional)",
      "repeat up to 5 rounds, until checks_pass, no_major_findings, within_limits",
      "===== Prompt 1 of 6: problem-solver, sent just so",
      "Print twice the number.",
      "# Version v2: written by solution-improver, made from v1\n\n[not known before the run",
      "===== Prompt 5 of 6: solution-fixer, as far as it is known now",
      "\nCost\n  $0.0",
      "to $1.000; 4 to ",
      "Dry run: no model was called and nothing was written.\n",
    ].map((text) => said.stdout.indexOf(text));

    expect([said.code, said.stderr]).toEqual([0, ""]);
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(await readdir(cwd)).toEqual(["double.txt"]);
  });

  test("is one document with --json, also by the variable", async () => {
    const env = { PIPELINE_DRY_RUN: "1" };
    const said = await pipelineInProcess({
      args: [...RUN, "--json"],
      cwd: await withProblem(),
      env,
    });

    expect([said.code, said.stderr]).toEqual([0, ""]);
    expect(JSON.parse(said.stdout)).toMatchObject({
      schema: 1,
      dry_run: true,
      title: "Double it",
      samples: 2,
      host: "api.anthropic.com",
      budget: { usd: 1, minutes: 20, calls: null, tokens: null },
      steps: [
        { place: "1", agent: "problem-solver", prompt: 0, asks_nobody: null },
        { place: "2", focus: "oracle", optional: true, prompt: 1 },
        { place: "3", keep: "if-better", prompt: 2 },
        { place: "4", repeat: { max: 5, steps: [{ place: "4.1", prompt: 3 }, { prompt: 4 }] } },
      ],
      prompts: [{ agent: "problem-solver", exact: true }, {}, { exact: false }, {}, {}, {}],
      cost: { billed: true, least: { calls: 4 }, most: { usd: 1 }, unpriced: [] },
      first_call: { allowed: true, max_output_tokens: 32_000, note: null },
    });
  });

  test("is one line with --quiet", async () => {
    const args = [...RUN, "--dry-run", "-q"];
    const { stdout } = await pipelineInProcess({ args, cwd: await withProblem() });

    expect(stdout).toMatch(/^\$0\.0\d\d to \$1\.000; 4 to \d+ calls\n$/);
  });

  test("no command that would call a model passes over it", async () => {
    const cwd = await temporaryFolder();
    const env = { PIPELINE_DRY_RUN: "1" };
    for (const args of [["resume"], ["agent", "problem-solver", "x.txt"]]) {
      const said = await pipelineInProcess({ args, cwd, env });
      expect([said.code, said.stdout]).toEqual([2, ""]);
      expect(said.stderr).toContain("PIPELINE_DRY_RUN asks for none");
    }
  });

  test("what would keep a run from beginning keeps a dry run, too", async () => {
    const args = ["run", "nowhere.txt", "--dry-run", "--json"];
    const said = await pipelineInProcess({ args, cwd: await temporaryFolder() });

    expect(said.code).toBe(2);
    expect(JSON.parse(said.stdout)).toMatchObject({ error: { kind: "bad_input" } });
  });
});
