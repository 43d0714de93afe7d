import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";

import { expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import { NO_USAGE } from "../../src/core/usage.js";
import type { LocalJudge } from "../../src/judge/create-judge.js";
import { type EndedRun, resumeRun, startRun } from "../../src/orchestrator/run.js";
import type { RunSession } from "../../src/orchestrator/session.js";
import { type Flags, resolveSettings, type Settings } from "../../src/settings/settings.js";
import { temporaryFolder } from "../settings/temp-folder.js";

const PROBLEM = "Double a number.\n\nInput:\n1\n\nOutput:\n2\n";
const RATES = { input: 2, output: 10, cache_write_5m: 2.5, cache_write_1h: 4, cache_read: 0.1 };
const PRICES = JSON.stringify({
  as_of: "2026-11-21",
  currency: "USD per million tokens",
  models: { "my-model": RATES },
});

const unasked = () => Promise.reject(new Error("There is nothing to judge."));
const JUDGE: LocalJudge = {
  require: async () => {},
  probe: unasked,
  judge: unasked,
  stress: unasked,
  withBench: unasked,
};

/** A run whose model is always out of service, and how often that was asked. */
class IdleRun {
  asked = 0;
  /** What the newest session told before it asked anything. */
  notes: readonly string[] = [];
  readonly cwd: string;

  constructor(cwd: string) {
    this.cwd = cwd;
  }

  async start(flags: Flags): Promise<EndedRun> {
    const { cwd } = this;
    const stdin = Readable.from([]);
    const settings = await this.#settings(flags);
    return startRun({ command: "run", file: "problem.txt", settings, cwd, stdin }, this.#session());
  }

  async resume(flags: Flags): Promise<EndedRun> {
    const settings = await this.#settings(flags);
    return resumeRun({ run: null, settings, cwd: this.cwd }, this.#session());
  }

  async frozen(): Promise<unknown> {
    return JSON.parse(await readFile(path.join(this.cwd, "output/problem-1/run.json"), "utf8"));
  }

  #settings(flags: Flags): Promise<Settings> {
    const env = { ANTHROPIC_BASE_URL: "http://127.0.0.1:9" };
    return resolveSettings({ flags, env, cwd: this.cwd });
  }

  #session(): RunSession {
    return {
      approver: { approve: async () => true },
      signal: new AbortController().signal,
      judge: JUDGE,
      listener: {
        started: (_plan, notes) => void (this.notes = notes),
        event: () => {},
        notice: () => {},
      },
      model: {
        prices: { worstCaseUsd: () => 0.01 },
        model: {
          complete: async ({ account }) => {
            this.asked += 1;
            await account.failed({ why: "out of service", usage: NO_USAGE, billed: "known" });
            throw new PipelineError("service", "The service is out of order.");
          },
        },
      },
    };
  }
}

test("a dollar limit that comes late is refused like an early one where a model has no price", async () => {
  const run = new IdleRun(await temporaryFolder({ "problem.txt": PROBLEM }));
  const started = await run.start({ model: "my-model" });

  expect(started.error).toMatchObject({ kind: "service" });
  expect(run.asked).toBe(1);
  await expect(run.resume({ budget: "1" })).rejects.toMatchObject({
    kind: "usage",
    message: 'no price is known for the model "my-model"',
    hint: "Limit it with --calls, --tokens or --minutes instead of --budget.",
  });
  expect(run.asked).toBe(1);
  expect((await run.resume({ calls: "5" })).error).toMatchObject({ kind: "service" });
  expect(run.asked).toBe(2);
});

test("a run goes on with the prices that it began with, whatever has become of their file", async () => {
  const cwd = await temporaryFolder({ "problem.txt": PROBLEM, "p.json": PRICES });
  const run = new IdleRun(cwd);
  await run.start({ model: "my-model", prices: "p.json" });

  await writeFile(path.join(cwd, "p.json"), "no prices any more");
  expect((await run.resume({ budget: "1" })).error).toMatchObject({ kind: "service" });
  await rm(path.join(cwd, "p.json"));
  expect((await run.resume({ budget: "2" })).plan).toMatchObject({
    budget: { usd: 2 },
    priceFile: { file: "p.json", text: PRICES },
  });
  expect(run.asked).toBe(3);
});

test("what a flag of resume changes stays changed, a configuration file changes nothing, and both are told", async () => {
  const cwd = await temporaryFolder({ "problem.txt": PROBLEM });
  const run = new IdleRun(cwd);
  await run.start({ budget: "0.05", server: "anthropic" });
  const began = await run.frozen();
  await writeFile(path.join(cwd, "pipeline.config.yaml"), "budget: 10\n");

  expect((await run.resume({})).plan.budget.usd).toBe(0.05);
  expect(run.notes).toEqual([
    expect.stringMatching(/^budget in pipeline\.config\.yaml .* \$0\.05/),
  ]);
  expect(await run.frozen()).toEqual(began);
  await run.resume({ budget: "0.02", server: "generic" });
  expect(run.notes).toEqual([
    "--budget: from $0.05 to $0.02",
    "--server: from anthropic to generic",
  ]);
  expect((await run.resume({})).plan).toMatchObject({ budget: { usd: 0.02 }, server: "generic" });
  expect(await run.frozen()).toMatchObject({ budget: { usd: 0.02 }, server: "generic" });
});
