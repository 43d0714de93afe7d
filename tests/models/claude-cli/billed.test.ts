import { describe, expect, test } from "vitest";

import type { ClaudeCliOptions } from "../../../src/models/claude-cli/claude-cli-model.js";
import { aRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import type { FakePart } from "./fake-claude.js";
import { played } from "./rig.js";
import { failure, message, OPENING } from "./said.js";

/** An answer that had begun. */
const BEGUN = message().slice(0, 3);

interface Row {
  readonly name: string;
  readonly part: FakePart;
  readonly options?: Partial<ClaudeCliOptions>;
}

async function billed({
  part,
  options = {},
}: Pick<Row, "part" | "options">): Promise<readonly string[]> {
  const account = anAccount();
  const { model } = await played([part], { attempts: 1, ...options });
  await expect(model.complete(aRequest({ account }), NEVER)).rejects.toBeDefined();
  return account.failures.map((attempt) => attempt.billed);
}

describe("what is known of the bill of a start of the command", () => {
  test.each<Row>([
    { name: "that was killed in an answer", part: { lines: BEGUN, killedBy: "SIGKILL" } },
    {
      name: "that was killed before one",
      part: { lines: OPENING, killedBy: "SIGKILL" },
    },
    {
      name: "that broke off and reports nothing",
      part: { lines: [...BEGUN, failure("API Error: terminated", null)] },
    },
    {
      name: "that was refused in the middle of an answer",
      part: { lines: [...BEGUN, failure("Overloaded", 529)] },
    },
    { name: "that says nothing", part: { hangs: true }, options: { stallTimeoutMs: 20 } },
    { name: "that takes too long", part: { hangs: true }, options: { deadlineMs: 20 } },
  ])("is not all, $name", async (row) => {
    expect(await billed(row)).toEqual(["at-most-reserved"]);
  });

  test.each<Row>([
    { name: "refused by the service", part: { lines: [failure("Overloaded", 529)] } },
    { name: "without a login", part: { lines: [failure("Not logged in", null)] } },
    { name: "that takes no such call", part: { complaint: "error: unknown option", exitCode: 1 } },
    {
      name: "that is not installed",
      part: {},
      options: {
        run: async () => ({ kind: "not-started", code: "ENOENT", reason: "no such file" }),
      },
    },
  ])("is all, $name", async (row) => {
    expect(await billed(row)).toEqual(["known"]);
  });
});
