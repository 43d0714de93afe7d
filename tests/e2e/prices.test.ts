import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import { pipelineCommand } from "../cli/command-line.js";
import { startFakeMessagesServer } from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { DOUBLE } from "./double-problem.js";

test("a dollar limit that nobody could keep, and prices that cannot be read, end a command before anything is asked", async () => {
  const cwd = await temporaryFolder();
  await writeFile(path.join(cwd, "double.txt"), DOUBLE);
  await writeFile(path.join(cwd, "p.json"), '{ "as_of": "2026-11-21", "currency": "EUR" }');
  const server = await startFakeMessagesServer({ respond: () => "never asked" });
  try {
    const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
    const run = (...flags: readonly string[]) =>
      pipelineCommand({ args: ["run", "double.txt", ...flags], cwd, env });
    const [unpriced, unreadable] = await Promise.all([
      run("--model", "my-model", "--budget", "1"),
      run("--prices", "p.json"),
    ]);

    expect(unpriced).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no price is known for the model "my-model"'),
    });
    expect(unreadable).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('p.json: currency must be "USD per million tokens".'),
    });
    expect(server.requests).toEqual([]);
    expect((await readdir(cwd)).toSorted()).toEqual(["double.txt", "p.json"]);
  } finally {
    await server.close();
  }
});
