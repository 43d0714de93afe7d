import { expect, test } from "vitest";

import { temporaryFolder } from "../temp-folder.js";
import { pipelineInProcess } from "./command-line.js";

async function help(...args: readonly string[]) {
  return pipelineInProcess({ args: ["help", ...args], cwd: await temporaryFolder() });
}

test("help on a command that there is not says so, and what may be meant", async () => {
  const near = await help("reusme");

  expect(await help("nope")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/^error: unknown command 'nope'/),
  });
  expect(near.stderr).toMatch(/Did you mean resume\?/);
});

test("help names the exit codes, and knows every command", async () => {
  const general = await help();

  expect(general).toMatchObject({ code: 0, stdout: expect.stringMatching(/143 .*SIGTERM/) });
  expect(await help("help")).toMatchObject({ code: 0 });
  expect(await help("resume")).toMatchObject({ code: 0, stdout: expect.stringMatching(/--calls/) });
  expect(await help("quest")).toMatchObject({ code: 0, stdout: expect.stringMatching(/monitor/) });
});
