import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { pipelineInProcess, REPOSITORY } from "../cli/command-line.js";
import { type FakeMessagesServer, startFakeMessagesServer } from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { DOUBLE } from "./double-problem.js";

let server: FakeMessagesServer;

beforeAll(async () => {
  server = await startFakeMessagesServer({
    respond: () => "never asked in vain",
    models: ["claude-sonnet-5-5"],
  });
});

afterAll(() => server.close());

async function run(...flags: readonly string[]) {
  const cwd = await temporaryFolder();
  await writeFile(path.join(cwd, "double.txt"), DOUBLE);
  const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
  const ran = await pipelineInProcess({ args: ["run", "double.txt", ...flags], cwd, env });
  return { ...ran, cwd };
}

const OTHER = path.join(REPOSITORY, "examples/lis/lis.recording.jsonl");

describe("advice at the end of a run", () => {
  test("names the folder where resume finds the run, in text and in JSON, indented alike", async () => {
    const { code, cwd, stderr } = await run("--budget", "0.0001", "-o", "out2", "-q");
    const kept = await readFile(path.join(cwd, "out2/double-1/result.json"), "utf8");
    const next = "Continue with more: pipeline resume -o out2 double-1 --budget USD";

    expect(code).toBe(5);
    expect(stderr).toMatch(/^error: the next call may cost .*\n {2}Continue .*\n$/);
    expect(stderr).toContain(`  ${next}\n`);
    expect(JSON.parse(kept)).toMatchObject({ error: { kind: "budget", next } });
  });

  test("is part of the JSON of an error before there is a run", async () => {
    const { stdout } = await run("--samples", "nowhere", "--json");

    expect(JSON.parse(stdout)).toMatchObject({
      error: { kind: "bad_input", next: expect.stringMatching(/--samples/) },
    });
  });

  test.each([
    ["a model that there is not", ["--model", "nonsense"], /Name another with --model/],
    ["a strict replay of another problem", ["--replay", OTHER, "--strict"], /without --strict/],
  ])("leads to no resume that must fail again: %s", async (_what, flags, advice) => {
    const { code, stderr } = await run(...flags);

    expect(code).toBe(2);
    expect(stderr).toMatch(advice);
    expect(stderr).toMatch(/Start it again: a run keeps/);
    expect(stderr).not.toMatch(/pipeline resume|not paid/);
  });
});
