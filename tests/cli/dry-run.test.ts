import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { DOUBLE } from "../e2e/double-problem.js";
import { temporaryFolder } from "../temp-folder.js";
import { pipelineInProcess } from "./command-line.js";

const LOCKERS = fileURLToPath(
  new URL("../../examples/lockers/lockers.recording.jsonl", import.meta.url),
);
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
    // Dollars to the millionth.
    expect(said.stdout).toMatch(/"least":\{[^}]*"usd":0\.\d{1,6}\}/);
    expect(said.stdout).toMatch(/"without_budget":\{[^}]*"usd":\d+\.\d{1,6}\}/);
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

  const COST = /\nCost\n([^]*)\n\nDry run/;

  test("says nothing else where no call has room", async () => {
    const cwd = await withProblem();
    const args = [...RUN, "--dry-run", "--budget", "0.01"];
    const said = await pipelineInProcess({ args, cwd });
    const json = await pipelineInProcess({ args: [...args, "--json"], cwd });
    const none = { calls: 0, input_tokens: 0, output_tokens: 0, usd: 0 };

    expect((COST.exec(said.stdout)?.[1] ?? "").split("\n")).toEqual([
      "  nothing: no call would be made",
      expect.stringMatching(
        /^ {2}! {6}The budget has no room for the first call: the next call may cost \$0\.0\d\d; /,
      ),
    ]);
    expect(JSON.parse(json.stdout).cost).toMatchObject({
      least: none,
      most: none,
      reaches_end: false,
      stops_before: { call: 1, agent: "problem-solver", focus: null },
    });
  });

  test("sums up what the budget lets go, and says before which call the run would stop", async () => {
    const args = [...RUN, "--dry-run", "--calls", "2"];
    const { stdout } = await pipelineInProcess({ args, cwd: await withProblem() });

    expect(stdout).toMatch(
      /\n {2}\$0\.00\d to \$\d\.\d{3}; 2 calls; it would stop before its end\n/,
    );
    expect(stdout).toMatch(
      /\n {2}least {2}\$0\.00\d, 2 calls, 4,\d{3} tokens in, 100 tokens out\n/,
    );
    expect(stdout).toContain(
      "!      The run would stop before its end: before call 3, of solution-improver, since all 2 calls of the budget are used.",
    );
  });

  test("says which limits will be in force", async () => {
    const cwd = await withProblem();
    const limitsWith = async (...flags: readonly string[]) => {
      const args = [...RUN, "--dry-run", ...flags];
      return /\nlimits +(.*)\n/.exec((await pipelineInProcess({ args, cwd })).stdout)?.[1];
    };

    expect(await limitsWith()).toBe("2 s, 512 MB (defaults)");
    expect(await limitsWith("--time-limit", "1500ms")).toBe("1.5 s, 512 MB (default)");
  });

  test("of quests shows nothing that binds nobody there", async () => {
    const args = [...RUN, "--dry-run", "--backend", "quest", "--tokens", "5000"];
    const { stdout } = await pipelineInProcess({ args, cwd: await withProblem() });
    const [plan = ""] = stdout.split("=====");

    expect(plan).toContain("\nbudget    20 min\n");
    expect(plan).not.toMatch(/effort|tokens of output|claude|\$/);
    expect(COST.exec(stdout)?.[1]).toMatch(/^ {2}\$0: nobody bills for it; 4 to \d+ quests$/);
  });

  test("of a recording says how many answers it holds", async () => {
    const args = [...RUN, "--dry-run", "--replay", LOCKERS];
    const { stdout } = await pipelineInProcess({ args, cwd: await withProblem() });

    expect(COST.exec(stdout)?.[1]).toBe(`  $0: nobody bills for it; 4 answers in ${LOCKERS}`);
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
