import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { createModel, type ReadyModel } from "../../src/orchestrator/create-model.js";
import { frozenFile } from "../../src/orchestrator/frozen-file.js";
import { type Flags, resolveSettings } from "../../src/settings/settings.js";
import { type FakeMessagesServer, startFakeMessagesServer } from "../fake-messages-server.js";
import { aRequest, NEVER } from "../models/a-request.js";
import { temporaryFolder } from "../settings/temp-folder.js";

const RATES = {
  input: 1000,
  output: 5000,
  cache_write_5m: 1250,
  cache_write_1h: 2000,
  cache_read: 100,
};

const OWN_PRICES = JSON.stringify({
  as_of: "2026-11-21",
  currency: "USD per million tokens",
  models: { "claude-sonnet-5-5": RATES },
});

type Plan = Parameters<typeof createModel>[0]["plan"];

const PLAN: Plan = {
  stem: "double",
  startedAt: "2026-11-21T12:00:00.000Z",
  backend: "anthropic",
  backendFile: null,
  replayMode: "demo",
  record: null,
  priceFile: null,
  server: null,
};

interface Given {
  readonly plan?: Partial<Plan>;
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
}

async function modelOf({ plan = {}, flags = {}, env = {}, cwd }: Given): Promise<ReadyModel> {
  const settings = await resolveSettings({ flags, env, cwd });
  return createModel({ plan: { ...PLAN, ...plan }, settings, cwd, env, mode: "new" });
}

async function withServer(use: (server: FakeMessagesServer) => Promise<void>): Promise<void> {
  const server = await startFakeMessagesServer({
    respond: () => ({ text: "done", usage: { input_tokens: 300, output_tokens: 20 } }),
  });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

const KEY = "a-key-of-nobody";

function at(baseUrl: string): Record<string, string> {
  return { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: baseUrl };
}

describe("the model of a run", () => {
  test("that is a command must be there before anything is made", async () => {
    const cwd = await temporaryFolder();
    const plan = { backend: "claude-cli" } as const;

    await expect(modelOf({ cwd, plan, env: { PATH: `${cwd}:/nowhere` } })).rejects.toMatchObject({
      kind: "bad_settings",
      message: "The command claude is not installed.",
    });
    await writeFile(path.join(cwd, "claude"), "");
    await expect(modelOf({ cwd, plan, env: { PATH: `/nowhere:${cwd}` } })).resolves.toBeDefined();
  });

  test("costs what the prices say that the run was started with", async () => {
    await withServer(async ({ baseUrl }) => {
      const cwd = await temporaryFolder();
      const env = at(baseUrl);
      const priceFile = frozenFile("p.json", OWN_PRICES);
      const shipped = await modelOf({ env, cwd });
      const own = await modelOf({ env, cwd, plan: { priceFile } });
      const usd = async ({ model }: ReadyModel) =>
        (await model.complete(aRequest(), NEVER)).usage.usd;

      expect(await usd(shipped)).toBeCloseTo((300 * 2 + 20 * 10) / 1e6, 12);
      expect(await usd(own)).toBeCloseTo((300 * 1000 + 20 * 5000) / 1e6, 12);
      const worst = ({ prices }: ReadyModel) => prices?.worstCaseUsd("sonnet", 1000, 100);
      expect(worst(shipped)).toBeCloseTo((1000 * 2.5 + 100 * 10) / 1e6, 12);
      expect(worst(own)).toBeCloseTo((1000 * 1250 + 100 * 5000) / 1e6, 12);
    });
  });

  test.each<[server: "generic" | "anthropic", caches: boolean]>([
    ["generic", false],
    ["anthropic", true],
  ])("asks a server that is said to be %s in its words", async (server, caches) => {
    await withServer(async ({ baseUrl, requests }) => {
      const { model } = await modelOf({
        plan: { server },
        env: at(baseUrl),
        cwd: await temporaryFolder(),
      });
      await model.complete(aRequest(), NEVER);

      expect(JSON.stringify(requests[0]).includes("cache_control")).toBe(caches);
    });
  });

  test("is not recorded where the prompt holds a secret that stands in the address of the server", async () => {
    await withServer(async ({ baseUrl, requests }) => {
      const cwd = await temporaryFolder();
      const env = at(`${baseUrl}?code=known-to-nobody`);
      const { model } = await modelOf({ flags: { record: "r.jsonl" }, env, cwd });
      const telling = aRequest({ shared: ["The code is known-to-nobody."] });

      await expect(model.complete(telling, NEVER)).rejects.toMatchObject({ kind: "bad_input" });
      expect(requests).toEqual([]);
      expect(await readFile(path.join(cwd, "r.jsonl"), "utf8")).not.toContain("known-to-nobody");
    });
  });

  test("is a recording that must fit, where the run was started with a strict replay", async () => {
    await withServer(async ({ baseUrl }) => {
      const cwd = await temporaryFolder();
      const recorded = await modelOf({ flags: { record: "r.jsonl" }, env: at(baseUrl), cwd });
      await recorded.model.complete(aRequest(), NEVER);
      const replay = { backend: "replay", backendFile: "r.jsonl" } as const;
      const lax = await modelOf({ plan: replay, cwd });
      const strict = await modelOf({ plan: { ...replay, replayMode: "strict" }, cwd });
      const other = aRequest({ shared: ["Another problem."] });

      expect((await strict.model.complete(aRequest(), NEVER)).text).toBe("done");
      expect((await lax.model.complete(other, NEVER)).text).toBe("done");
      expect(lax.prices).toBeNull();
      await expect(strict.model.complete(other, NEVER)).rejects.toMatchObject({
        kind: "recording_miss",
      });
    });
  });

  test("can be a command of the user's: one that cannot be started is named", async () => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, "claude"), "no program");
    const { model, prices } = await modelOf({
      plan: { backend: "claude-cli", priceFile: frozenFile("p.json", OWN_PRICES) },
      env: { PATH: cwd, HOME: cwd },
      cwd,
    });

    const [full = 0, empty = 0] = [100, 0].map(
      (output) => prices?.worstCaseUsd("sonnet", 0, output) ?? 0,
    );
    expect(full - empty).toBeCloseTo(0.5, 12);
    // What the command itself puts into a prompt.
    expect(prices?.addedTokens).toBeGreaterThan(0);
    await expect(model.complete(aRequest(), NEVER)).rejects.toMatchObject({
      kind: "bad_settings",
      message: expect.stringContaining("claude"),
    });
  });
});
