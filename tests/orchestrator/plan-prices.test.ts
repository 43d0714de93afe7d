import { Readable } from "node:stream";

import { describe, expect, test } from "vitest";

import { exitCodeOf } from "../../src/core/exit-code.js";
import { runPlanSchema } from "../../src/core/run-plan.js";
import { priceOf } from "../../src/models/prices.js";
import { frozenFilesThatDiffer } from "../../src/orchestrator/frozen-files.js";
import { type PlannedRun, planRun } from "../../src/orchestrator/plan-run.js";
import { priceTableOf } from "../../src/orchestrator/price-table.js";
import { type Flags, resolveSettings } from "../../src/settings/settings.js";
import { temporaryFolder } from "../settings/temp-folder.js";

const PROBLEM = "Double a number.\n\nInput:\n1\n\nOutput:\n2\n";
const RATES = { input: 2, output: 10, cache_write_5m: 2.5, cache_write_1h: 4, cache_read: 0.1 };
const LOCAL = { ANTHROPIC_BASE_URL: "http://127.0.0.1:9" };

function pricesOf(...models: readonly string[]): string {
  return JSON.stringify({
    as_of: "2026-11-21",
    currency: "USD per million tokens",
    models: Object.fromEntries(models.map((model) => [model, RATES])),
  });
}

function agentFile(role: string, model: string): string {
  return `---\nname: ${role}\ndescription: Solves.\nmodel: ${model}\n---\n\nSolve it.\n`;
}

const STEP = "{ agent: problem-solver, reads: [problem], writes: solution";

interface Given {
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

async function plan(given: Given): Promise<PlannedRun & { readonly cwd: string }> {
  const { flags = {}, env = {}, files = {} } = given;
  const cwd = await temporaryFolder({ "problem.txt": PROBLEM, ...files });
  const settings = await resolveSettings({ flags, env, cwd });
  const stdin = Readable.from([]);
  const request = { command: "run", file: "problem.txt", settings, cwd, stdin } as const;
  const judge = { require: async () => {} };
  return { ...(await planRun(request, judge, new AbortController().signal)), cwd };
}

describe("a plan", () => {
  test("freezes who answers, at what price and how strictly, and reads all of it back", async () => {
    const text = pricesOf("my-model");
    const { plan: made } = await plan({
      flags: { model: "my-model", fallbackModel: "opus", prices: "p.json", budget: "1" },
      files: { "p.json": text },
    });

    expect(made).toMatchObject({
      model: "my-model",
      fallbackModel: "opus",
      replayMode: "demo",
      priceFile: { file: "p.json", text, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      budget: { usd: 1 },
    });
    const stored = JSON.stringify({ ...made, run: "problem-1", directory: "output/problem-1" });
    const readBack = runPlanSchema.parse(JSON.parse(stored));
    expect(priceOf(await priceTableOf(readBack), "my-model")?.output).toBe(10);
    expect(priceOf(await priceTableOf(readBack), "opus")?.output).toBe(20);
  });

  test("says that a replay is strict", async () => {
    const { plan: made } = await plan({ flags: { replay: "r.jsonl", strict: true } });

    expect(made).toMatchObject({ backend: "replay", replayMode: "strict" });
  });

  test("of an older version has neither a fallback nor prices of its own", async () => {
    const { plan: made } = await plan({});
    const { replayMode: _, fallbackModel: __, priceFile: ___, ...old } = made;

    expect(runPlanSchema.parse({ ...old, run: "r-1", directory: "output/r-1" })).toMatchObject({
      replayMode: "demo",
      fallbackModel: null,
      priceFile: null,
    });
  });

  test("tells later that the price file has changed since", async () => {
    const given = { flags: { prices: "p.json" }, files: { "p.json": pricesOf("a") } };
    const { plan: made } = await plan(given);
    const resumed = { ...made, run: "problem-1", directory: "output/problem-1" };
    const [same, other] = await Promise.all(
      ["a", "b"].map((model) => temporaryFolder({ "p.json": pricesOf(model) })),
    );

    expect(await frozenFilesThatDiffer(resumed, same ?? "")).toEqual([]);
    expect(await frozenFilesThatDiffer(resumed, other ?? "")).toEqual([
      "p.json has changed since; the run goes on with what it was started with",
    ]);
    expect(await frozenFilesThatDiffer(resumed, await temporaryFolder())).toEqual([]);
  });
});

describe("a price file that cannot be used", () => {
  test.each<[what: string, files: Readonly<Record<string, string>>, message: RegExp]>([
    ["is missing", {}, /^There is no file p\.json\.$/],
    ["is no JSON", { "p.json": "models:" }, /^p\.json is not JSON: /],
    [
      "has a mistyped key",
      { "p.json": pricesOf("m").replace("cache_read", "cached_read") },
      /^p\.json: unknown key "cached_read" in models\.m \(did you mean "cache_read"\?\)\.$/,
    ],
  ])("since it %s is wrong usage, told in one sentence", async (_what, files, message) => {
    expect(exitCodeOf("bad_settings")).toBe(2);
    await expect(plan({ flags: { prices: "p.json" }, files })).rejects.toMatchObject({
      kind: "bad_settings",
      message: expect.stringMatching(message),
    });
  });
});

describe("a dollar limit of the user's", () => {
  const ownStep = (model: string): string =>
    `version: 1\nname: mine\nsteps:\n  - ${STEP} }\n  - repeat:\n      until: [checks_pass]\n` +
    `      steps:\n        - ${STEP}, model: ${model} }\n`;
  const fresh = (model: string): string =>
    `version: 1\nname: mine\nsteps:\n  - ${STEP} }\n  - repeat:\n      until: [checks_pass]\n      stop_if: [no_progress]\n` +
    `      fresh_start: ${STEP}, model: ${model} }\n      steps:\n        - ${STEP} }\n`;

  test.each<[whose: string, given: Given]>([
    ["the run's", { flags: { model: "unpriced-model" } }],
    ["the fallback's", { flags: { fallbackModel: "unpriced-model" } }],
    [
      "an agent's",
      {
        flags: { agent: ["problem-solver=mine.md"] },
        files: { "mine.md": agentFile("problem-solver", "unpriced-model") },
      },
    ],
    [
      "a step's in a loop",
      { flags: { pipeline: "mine.yaml" }, files: { "mine.yaml": ownStep("unpriced-model") } },
    ],
    [
      "a fresh start's",
      { flags: { pipeline: "mine.yaml" }, files: { "mine.yaml": fresh("unpriced-model") } },
    ],
  ])(
    "is refused where the model that has no price is %s, and kept once it has one",
    async (_whose, given) => {
      for (const backend of ["anthropic", "claude-cli"]) {
        const limited = { ...given, flags: { ...given.flags, budget: "0.50", backend } };
        const files = { ...given.files, "p.json": pricesOf("unpriced-model") };

        await expect(plan(limited)).rejects.toMatchObject({
          kind: "usage",
          message: 'no price is known for the model "unpriced-model"',
          hint: expect.stringContaining("--prices FILE"),
        });
        const priced = { ...limited, files, flags: { ...limited.flags, prices: "p.json" } };
        expect((await plan(priced)).plan.budget.usd).toBe(0.5);
      }
    },
  );

  test("is refused for a server of his own as well: he asked for a limit that could not be kept", async () => {
    const limited = { flags: { model: "qwen", budget: "1" }, env: LOCAL };

    await expect(plan(limited)).rejects.toMatchObject({ kind: "usage" });
  });

  test("asks no price of a model whose step names another one, nor where nobody bills", async () => {
    const files = {
      "mine.md": agentFile("problem-solver", "unpriced-model"),
      "mine.yaml": `version: 1\nname: mine\nsteps:\n  - ${STEP}, model: haiku }\n`,
      "r.jsonl": "",
    };
    const flags = { agent: ["problem-solver=mine.md"], pipeline: "mine.yaml", budget: "1" };

    expect((await plan({ flags, files })).plan.budget.usd).toBe(1);
    const replay = { model: "unpriced-model", replay: "r.jsonl", budget: "1" };
    expect((await plan({ flags: replay, files })).plan.budget.usd).toBe(1);
  });
});

describe("the dollar limit of a pipeline file", () => {
  const ASIDE = "the pipeline's dollar limit is set aside; calls, tokens and minutes still bind";

  test.each<[where: string, given: Given, usd: number | null, notes: string[]]>([
    ["with the service and a known model", {}, 1, []],
    ["with the user's own claude command", { flags: { backend: "claude-cli" } }, 1, []],
    [
      "with his own claude command, whatever server is set for requests of ours",
      { flags: { backend: "claude-cli" }, env: LOCAL },
      1,
      [],
    ],
    [
      "with a server of his own",
      { flags: { model: "qwen" }, env: LOCAL },
      null,
      [`the model's server is a local one: ${ASIDE}`],
    ],
    [
      "with a model without a price",
      { flags: { model: "qwen" } },
      null,
      [`no price is known for qwen: ${ASIDE}`],
    ],
    [
      "with a fallback without a price",
      { flags: { fallbackModel: "qwen" } },
      null,
      [`no price is known for qwen: ${ASIDE}`],
    ],
  ])("%s", async (_where, given, usd, notes) => {
    const planned = await plan(given);

    expect(planned.plan.budget).toEqual({ usd, minutes: 20, calls: null, tokens: null });
    expect(planned.notes).toEqual(notes);
  });
});
