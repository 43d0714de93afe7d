import { once } from "node:events";

import { expect, test } from "vitest";

import type { EndedRun } from "../../src/orchestrator/run.js";
import { asFourRoles, withoutOracle } from "../e2e/double-problem.js";
import { selfSignedServer } from "../fake-messages/self-signed.js";
import { expectExactBooks, expectResultFile } from "./books.js";
import { type RunRig, withRunRig } from "./run-rig.js";

const respond = withoutOracle(asFourRoles);
const ANSWERS = 6;

async function expectStopped(ended: EndedRun, rig: RunRig, message: RegExp): Promise<void> {
  expect(ended.result).toMatchObject({ status: "stopped", exit_code: 3 });
  expect(ended.error).toMatchObject({
    kind: "service",
    message: expect.stringMatching(message),
    hint: expect.stringMatching(/\w/),
  });
  await expectExactBooks(rig, ended);
}

/** Every answer came once, and the account is what the server billed. */
async function expectPassed(ended: EndedRun, rig: RunRig): Promise<void> {
  expect(ended.result).toMatchObject({ status: "passed", exit_code: 0, error: null });
  expect(rig.server.answered).toBe(ANSWERS);
  await expectExactBooks(rig, ended);
  await expectResultFile(rig, ended);
}

test("nobody listens: the run stops after five attempts, and goes on when somebody does", async () => {
  await withRunRig({ respond }, async (rig) => {
    await rig.server.goDown();
    await expectStopped(await rig.run(), rig, /no connection \(ECONNREFUSED\)/);
    expect(rig.delays).toHaveLength(4);
    await rig.server.comeBack();
    await expectPassed(await rig.resume(), rig);
  });
});

test("a name that nobody knows: the run stops, and goes on at the right one", async () => {
  await withRunRig({ respond }, async (rig) => {
    const ended = await rig.run({ model: { baseUrl: "http://nobody.invalid" } });
    await expectStopped(ended, rig, /no connection \((?:ENOTFOUND|EAI_AGAIN)\)/);
    await expectPassed(await rig.resume(), rig);
  });
});

test("a certificate that nobody vouches for: no second attempt, and the run goes on elsewhere", async () => {
  const stranger = selfSignedServer().listen(0, "127.0.0.1");
  await once(stranger, "listening");
  const address = stranger.address();
  const port = typeof address === "object" ? address?.port : null;
  try {
    await withRunRig({ respond }, async (rig) => {
      const ended = await rig.run({ model: { baseUrl: `https://127.0.0.1:${port}` } });
      await expectStopped(ended, rig, /certificate .* was not accepted/);
      expect(rig.delays).toEqual([]);
      await expectPassed(await rig.resume(), rig);
    });
  } finally {
    stranger.closeAllConnections();
    stranger.close();
  }
});

test("TLS with a server that has none: the run stops, and goes on without", async () => {
  await withRunRig({ respond }, async (rig) => {
    const ended = await rig.run({
      model: { baseUrl: rig.server.baseUrl.replace("http:", "https:") },
    });
    expect(ended.error).toMatchObject({
      kind: "bad_settings",
      message: expect.stringContaining("does not speak TLS"),
    });
    expect(rig.delays).toEqual([]);
    await expectExactBooks(rig, ended);
    await expectPassed(await rig.resume(), rig);
  });
});

test.each([1, 3, 5])(
  "the server dies after answer %i and comes back between two attempts",
  async (last) => {
    await withRunRig({ respond }, async (rig) => {
      let dying = Promise.resolve();
      const ended = await rig.run({
        onEvent: (event) => {
          if (event.type === "call.answered" && rig.server.answered === last)
            dying = rig.server.goDown();
        },
        onPause: async () => {
          await dying;
          if (rig.delays.length === 3) await rig.server.comeBack();
        },
      });
      expect(rig.delays).toHaveLength(3);
      await expectPassed(ended, rig);
    });
  },
);

test("the server dies after an answer and stays away: what was answered is never asked again", async () => {
  await withRunRig({ respond }, async (rig) => {
    const dying: Promise<void>[] = [];
    const stopped = await rig.run({
      onEvent: (event) => {
        if (event.type === "call.answered" && rig.server.answered === 4)
          dying.push(rig.server.goDown());
      },
    });
    await Promise.all(dying);
    await expectStopped(stopped, rig, /no connection/);
    await rig.server.comeBack();
    await expectPassed(await rig.resume(), rig);
    expect(rig.server.requests).toHaveLength(ANSWERS);
  });
});

test("the server dies in the middle of an answer", async () => {
  let hasDied = false;
  const rigOptions = {
    respond,
    onSent: async ({ kind }: { readonly kind: string }) => {
      if (kind !== "event" || hasDied || rigs[0]?.server.requests.length !== 3) return;
      hasDied = true;
      await rigs[0].server.goDown();
    },
  };
  const rigs: RunRig[] = [];
  await withRunRig(rigOptions, async (rig) => {
    rigs.push(rig);
    const ended = await rig.run({ onPause: () => rig.server.comeBack() });
    expect(rig.server.requests).toHaveLength(ANSWERS + 1);
    await expectPassed(ended, rig);
  });
});
