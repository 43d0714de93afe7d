import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import { startFakeMessagesServer } from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { pipelineInProcess, REPOSITORY } from "./command-line.js";

const KEY = "sk-test-4711-secret";

test("doctor: one line each, what to do next below it, and the exit code of what is in the way", async () => {
  const cwd = await temporaryFolder();
  const server = await startFakeMessagesServer({
    respond: () => "no call is made",
    apiKey: "another",
  });
  try {
    const env = { ANTHROPIC_BASE_URL: server.baseUrl, ANTHROPIC_API_KEY: KEY };
    const { code, stdout, stderr } = await pipelineInProcess({ args: ["doctor"], cwd, env });

    expect([code, stderr]).toEqual([4, ""]);
    expect(stdout).toMatch(/^ok {7}node {8}\d+\./);
    expect(stdout).toContain("\nok       judge       ran a small program and judged it right\n");
    expect(stdout).toContain("\nok       key         ANTHROPIC_API_KEY is set\n");
    expect(stdout).toMatch(
      /\nproblem {2}server .* refused the key \(401\).*\n {21}Check ANTHROPIC_API_KEY/,
    );
    expect(stdout).toMatch(/\n\n1 problem(?:, \d+ notes?)?\.\n$/);
    expect(stdout).not.toContain(KEY);
    expect(await readdir(cwd)).toEqual([]);
    expect(server.requests).toEqual([]);
  } finally {
    await server.close();
  }
});

test("doctor --json: one document, also where the settings are wrong", async () => {
  const cwd = await temporaryFolder();
  const env = { PIPELINE_MINUTES: "soon" };
  const { code, stdout, stderr } = await pipelineInProcess({
    args: ["doctor", "--json"],
    cwd,
    env,
  });
  const checks: unknown = expect.arrayContaining([
    expect.objectContaining({ name: "settings", status: "problem", kind: "bad_settings" }),
    expect.objectContaining({ name: "judge", status: "ok", next: null }),
  ]);

  expect([code, stderr]).toEqual([2, ""]);
  expect(JSON.parse(stdout)).toEqual({ schema: 1, ready: false, exit_code: 2, checks });
});

test("the Node that doctor asks for is the one that the package asks for", async () => {
  const manifest = await readFile(path.join(REPOSITORY, "package.json"), "utf8");
  const source = await readFile(path.join(REPOSITORY, "src/orchestrator/doctor.ts"), "utf8");
  const least = /LEAST_NODE = \[(\d+), (\d+)\]/.exec(source);

  expect(JSON.parse(manifest)).toMatchObject({
    engines: { node: `>=${least?.[1]}.${least?.[2]}` },
  });
});
