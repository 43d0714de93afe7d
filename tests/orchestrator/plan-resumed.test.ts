import { Readable } from "node:stream";

import { describe, expect, test } from "vitest";

import type { RunPlan } from "../../src/core/run-plan.js";
import { runPlanSchema } from "../../src/core/run-plan.js";
import { planResumed } from "../../src/orchestrator/plan-resumed.js";
import { planRun } from "../../src/orchestrator/plan-run.js";
import { type Flags, resolveSettings } from "../../src/settings/settings.js";
import { temporaryFolder } from "../settings/temp-folder.js";

const PROBLEM = "Double a number.\n\nInput:\n1\n\nOutput:\n2\n";
const LOCAL = { ANTHROPIC_BASE_URL: "http://127.0.0.1:9" };
const ELSEWHERE = { ANTHROPIC_BASE_URL: "https://models.example.org/a-path?token=a-secret" };

interface Given {
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** What a run that began so is frozen as. */
async function begun({ flags = {}, env = {}, files = {} }: Given): Promise<RunPlan> {
  const cwd = await temporaryFolder({ "problem.txt": PROBLEM, ...files });
  const settings = await resolveSettings({ flags, env, cwd });
  const request = { command: "run", file: "problem.txt", settings, cwd } as const;
  const { plan } = await planRun(
    { ...request, stdin: Readable.from([]) },
    { require: async () => {} },
    new AbortController().signal,
  );
  const stored = JSON.stringify({ ...plan, run: "problem-1", directory: "output/problem-1" });
  return runPlanSchema.parse(JSON.parse(stored));
}

async function resumed(
  frozen: RunPlan,
  { flags = {}, env = {}, files = {} }: Given,
  spent = { isPriced: true },
) {
  const settings = await resolveSettings({ flags, env, cwd: await temporaryFolder(files) });
  return planResumed(frozen, settings, spent);
}

const CONFIG = { "pipeline.config.yaml": "budget: 10\n" };
const ENV_FILE = { ".env": "PIPELINE_BUDGET=10\n" };
const VARIABLE = { PIPELINE_BUDGET: "10" };
const UNHEEDED =
  " ($10) is for runs that begin: this one goes on with $0.05, which --budget would change";

describe("the limits of a run that goes on", () => {
  test.each<[where: string, given: Given, note: string]>([
    ["the configuration file", { files: CONFIG }, `budget in pipeline.config.yaml${UNHEEDED}`],
    [".env", { files: ENV_FILE }, `PIPELINE_BUDGET in .env (line 1)${UNHEEDED}`],
    ["the environment", { env: VARIABLE }, `PIPELINE_BUDGET${UNHEEDED}`],
  ])("are those that it began with, whatever %s says by then", async (_where, given, note) => {
    const frozen = await begun({ flags: { budget: "0.05" }, ...given });
    const { plan, notes } = await resumed(frozen, given);

    expect(plan).toEqual(frozen);
    expect(plan.budget.usd).toBe(0.05);
    expect(notes).toEqual([note]);
  });

  test("are not lowered by a configuration file either, and one that says the same is not worth a word", async () => {
    const frozen = await begun({ flags: { budget: "10", calls: "1" } });
    const same = await resumed(frozen, { files: CONFIG, flags: { calls: "9" } });
    const files = { "pipeline.config.yaml": "budget: 0.02\ncalls: 2\n" };
    const lower = await resumed(frozen, { files, flags: { calls: "9" } });

    expect(same.notes).toEqual(["--calls: from 1 to 9"]);
    expect([same, lower].map(({ plan }) => [plan.budget.usd, plan.budget.calls])).toEqual([
      [10, 9],
      [10, 9],
    ]);
  });

  test("change with the flags of this command, up and down, each with a note, and stay so", async () => {
    const frozen = await begun({ flags: { budget: "0.05" } });
    const flags = { budget: "10", minutes: "5", calls: "7", tokens: "9000" };
    const first = await resumed(frozen, { flags });
    const second = await resumed(first.plan, { flags: { budget: "0.5" } });
    const third = await resumed(second.plan, { flags: { budget: "0.5" } });

    expect(first.plan.budget).toEqual({ usd: 10, minutes: 5, calls: 7, tokens: 9000 });
    expect(first.notes).toEqual([
      "--budget: from $0.05 to $10",
      "--minutes: from 20 to 5",
      "--calls: from no limit to 7",
      "--tokens: from no limit to 9000",
    ]);
    expect(second.plan.budget).toEqual({ usd: 0.5, minutes: 5, calls: 7, tokens: 9000 });
    expect(second.notes).toEqual(["--budget: from $10 to $0.5"]);
    expect(third).toEqual({ plan: second.plan, notes: [] });
  });

  test("of an older run, which does not tell whose they are, stay as they were", async () => {
    const { ownBudget: _, ...older } = await begun({ flags: { budget: "0.05" } });
    const frozen = runPlanSchema.parse(older);

    expect((await resumed(frozen, {})).plan.budget).toEqual(frozen.budget);
    expect((await resumed(frozen, { flags: { budget: "3" } })).plan.budget.usd).toBe(3);
  });

  test("hold no dollars where earlier answers had no price, and prices cannot be named any more", async () => {
    const unpriced = await begun({ flags: { model: "qwen" } });
    const priced = await begun({});
    const flags = { budget: "1" };
    const hint = "Limit it with --calls, --tokens or --minutes instead of --budget.";

    await expect(resumed(unpriced, { flags })).rejects.toMatchObject({ kind: "usage", hint });
    await expect(resumed(priced, { flags }, { isPriced: false })).rejects.toMatchObject({
      message: "no price is known for what the run has asked already",
      hint,
    });
    expect((await resumed(priced, {}, { isPriced: false })).plan.budget.usd).toBeNull();
  });
});

describe("the dollar limit of the pipeline file", () => {
  const MOVED = "the run began with 127.0.0.1:9 and goes on with models.example.org";

  test("binds as soon as the server is no local one any more, and is set aside again for a local one", async () => {
    const frozen = await begun({ env: LOCAL });
    const elsewhere = await resumed(frozen, { env: ELSEWHERE });
    const still = await resumed(elsewhere.plan, { env: ELSEWHERE });
    const back = await resumed(elsewhere.plan, { env: LOCAL });

    expect(frozen.budget.usd).toBeNull();
    expect(elsewhere.plan.budget).toEqual({ usd: 1, minutes: 20, calls: null, tokens: null });
    expect(elsewhere.notes).toEqual([
      "the pipeline's dollar limit of $1 was set aside until now; from here on it binds",
      MOVED,
    ]);
    expect(still.notes).toEqual([MOVED]);
    expect(back.plan.budget.usd).toBeNull();
    expect(back.notes).toEqual([
      "the model's server is a local one: the pipeline's dollar limit is set aside; calls, tokens and minutes still bind",
    ]);
  });

  test("of an older run binds anew as well", async () => {
    const { ownBudget: _, serverHost: __, ...older } = await begun({ env: LOCAL });

    expect((await resumed(runPlanSchema.parse(older), { env: ELSEWHERE })).plan.budget.usd).toBe(1);
  });

  test("stays away where the user has set his own", async () => {
    const frozen = await begun({ env: LOCAL, flags: { budget: "5" } });
    const { plan, notes } = await resumed(frozen, { env: ELSEWHERE });

    expect(plan.budget.usd).toBe(5);
    expect(notes).toEqual([MOVED]);
  });
});

describe("the server of a run that goes on", () => {
  test("is of the kind that the run began with, unless a flag says otherwise", async () => {
    const frozen = await begun({ flags: { server: "anthropic" }, env: LOCAL });
    const config = { "pipeline.config.yaml": "server: generic\n" };
    const without = await resumed(frozen, { env: LOCAL });
    const inFile = await resumed(frozen, { env: LOCAL, files: config });
    const flag = await resumed(frozen, { env: LOCAL, flags: { server: "generic" } });

    expect(without).toEqual({ plan: frozen, notes: [] });
    expect(frozen.server).toBe("anthropic");
    expect(inFile.plan.server).toBe("anthropic");
    expect(inFile.notes).toEqual([
      "server in pipeline.config.yaml (generic) is for runs that begin: this one goes on with anthropic, which --server would change",
    ]);
    expect(flag.plan.server).toBe("generic");
    expect(flag.notes).toEqual(["--server: from anthropic to generic"]);
  });

  test("is frozen by its name and port alone", async () => {
    const frozen = await begun({ env: ELSEWHERE });

    expect(frozen.serverHost).toBe("models.example.org");
    expect(JSON.stringify(frozen)).not.toMatch(/a-secret|a-path/);
    expect((await begun({})).serverHost).toBe("api.anthropic.com");
    expect((await begun({ flags: { backend: "quest" }, env: ELSEWHERE })).serverHost).toBeNull();
  });
});
