import { readdir } from "node:fs/promises";

import { describe, expect, test } from "vitest";
import { notStarted } from "../../../src/models/claude-cli/fault.js";
import type { StopGrace } from "../../../src/models/claude-cli/process.js";
import { aRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import type { FakePart } from "./fake-claude.js";
import { groupLives, played, type Rig, withRig } from "./rig.js";
import { interrupted, message, OPENING, result } from "./said.js";

/** A part that hangs, and for which the call is stopped then. */
function stopping(stop: AbortController, part: FakePart): readonly FakePart[] {
  return [{ ...part, hangs: true, whenHanging: () => stop.abort() }];
}

describe("a call that is cancelled", () => {
  test.each<{ name: string; part: FakePart; stopGrace: StopGrace; usd: number }>([
    {
      name: "lets the command say what was spent",
      part: { lines: OPENING, onInterrupt: [interrupted(0.25)] },
      stopGrace: { terminateAfterMs: 20_000, killAfterMs: 20_000 },
      usd: 0.25,
    },
    {
      name: "kills a command that will not end, with all that it started",
      part: { lines: OPENING, ignores: ["SIGINT", "SIGTERM"], leavesChild: true },
      stopGrace: { terminateAfterMs: 20, killAfterMs: 40 },
      usd: 0,
    },
  ])("$name", async ({ part, stopGrace, usd }) => {
    const stop = new AbortController();
    const account = anAccount();
    const use = async ({ model, calls, temporaryFolder }: Rig): Promise<void> => {
      await expect(model.complete(aRequest({ account }), stop.signal)).rejects.toMatchObject({
        kind: "cancelled",
      });
      const [{ pid } = { pid: 0 }] = calls;
      expect(calls).toHaveLength(1);
      expect(groupLives(pid)).toBe(false);
      expect(account.failures).toMatchObject([{ usage: { calls: 0, usd } }]);
      expect(await readdir(temporaryFolder)).toEqual([]);
    };
    await withRig(stopping(stop, part), use, { stopGrace });
  });

  test("keeps an answer that is whole already", async () => {
    const stop = new AbortController();
    const part = { lines: message(), onInterrupt: [result()] };
    await withRig(stopping(stop, part), async ({ model }) => {
      expect(await model.complete(aRequest(), stop.signal)).toMatchObject({ text: "All done." });
    });
  });

  test("between two attempts is not tried again", async () => {
    const stop = new AbortController();
    const account = anAccount();
    const { model, starts } = await played([{ killedBy: "SIGKILL" }]);
    const request = aRequest({ account, onNotice: () => stop.abort() });
    await expect(model.complete(request, stop.signal)).rejects.toMatchObject({ kind: "cancelled" });
    expect(starts).toHaveLength(1);
    expect(account.failures).toHaveLength(1);
  });
});

test("a command that says nothing for too long is ended", async () => {
  const account = anAccount();
  const { model } = await played([{ hangs: true }], { stallTimeoutMs: 20, attempts: 1 });
  await expect(model.complete(aRequest({ account }), NEVER)).rejects.toMatchObject({
    kind: "service",
    message: expect.stringMatching(/nothing was heard for 0.02 s\.$/),
  });
  expect(account.failures).toHaveLength(1);
});

test("a call that takes too long ends for good", async () => {
  const account = anAccount();
  const { model, starts } = await played([{ hangs: true }], { deadlineMs: 20 });
  await expect(model.complete(aRequest({ account }), NEVER)).rejects.toMatchObject({
    kind: "service",
    message: expect.stringMatching(/gave no answer within/),
  });
  expect(starts).toHaveLength(1);
  expect(account.failures).toHaveLength(1);
});

test("a command that may not be started is told from one that is nowhere", () => {
  const why = (code: string) => notStarted({ kind: "not-started", code, reason: "" }, "claude");
  expect(why("EACCES")).toMatchObject({
    error: { message: "The command claude is not installed, or you may not start it." },
  });
  expect(why("ENOENT")).toMatchObject({
    error: { message: "The command claude is not installed." },
  });
});

test("a command that is not installed: the message says how to get it", async () => {
  await withRig(
    [],
    async ({ model, temporaryFolder }) => {
      await expect(model.complete(aRequest(), NEVER)).rejects.toMatchObject({
        kind: "bad_settings",
        // Of an ordinary user a folder of the PATH may be unreadable.
        message: expect.stringMatching(/^The command no-such-claude is not installed/),
        hint: expect.stringMatching(/npm install/),
      });
      expect(await readdir(temporaryFolder)).toEqual([]);
    },
    { command: "no-such-claude" },
  );
});
