import { once } from "node:events";

import { expect, test } from "vitest";

import { asFourRoles, withoutOracle } from "../e2e/double-problem.js";
import { selfSignedServer } from "../fake-messages/self-signed.js";
import { booksOf } from "./books.js";
import { type RunRig, withRunRig } from "./run-rig.js";

const respond = withoutOracle(asFourRoles);
const ANSWERS = 6;

const PASSED = { status: "passed", exit_code: 0, error: null };
const STOPPED = { status: "stopped", exit_code: 3, error: { kind: "service" } };

test("nobody listens: the run stops after five attempts, and goes on when somebody does", async () => {
  await withRunRig({ respond }, async (rig) => {
    await rig.server.goDown();
    const stopped = await rig.run();
    expect(stopped.result).toMatchObject(STOPPED);
    expect(stopped.error?.message).toMatch(/no connection \(ECONNREFUSED\)/);
    const stoppedBooks = await booksOf(rig, stopped);
    expect(stoppedBooks.ours).toEqual(stoppedBooks.servers);
    expect(rig.delays).toHaveLength(4);
    await rig.server.comeBack();
    const resumed = await rig.resume();
    expect(resumed.result).toMatchObject(PASSED);
    expect(rig.server.answered).toBe(ANSWERS);
    const resumedBooks = await booksOf(rig, resumed);
    expect(resumedBooks.ours).toEqual(resumedBooks.servers);
  });
});

test("a name that nobody knows: the run stops, and goes on at the right one", async () => {
  await withRunRig({ respond }, async (rig) => {
    const ended = await rig.run({ model: { baseUrl: "http://nobody.invalid" } });
    expect(ended.result).toMatchObject(STOPPED);
    expect(ended.error?.message).toMatch(/no connection \((?:ENOTFOUND|EAI_AGAIN)\)/);
    const endedBooks = await booksOf(rig, ended);
    expect(endedBooks.ours).toEqual(endedBooks.servers);
    const resumed = await rig.resume();
    expect(resumed.result).toMatchObject(PASSED);
    expect(rig.server.answered).toBe(ANSWERS);
    const resumedBooks = await booksOf(rig, resumed);
    expect(resumedBooks.ours).toEqual(resumedBooks.servers);
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
      expect(ended.result).toMatchObject(STOPPED);
      expect(ended.error?.message).toMatch(/certificate .* was not accepted/);
      const endedBooks = await booksOf(rig, ended);
      expect(endedBooks.ours).toEqual(endedBooks.servers);
      expect(rig.delays).toEqual([]);
      const resumed = await rig.resume();
      expect(resumed.result).toMatchObject(PASSED);
      expect(rig.server.answered).toBe(ANSWERS);
      const resumedBooks = await booksOf(rig, resumed);
      expect(resumedBooks.ours).toEqual(resumedBooks.servers);
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
    const endedBooks = await booksOf(rig, ended);
    expect(endedBooks.ours).toEqual(endedBooks.servers);
    const resumed = await rig.resume();
    expect(resumed.result).toMatchObject(PASSED);
    expect(rig.server.answered).toBe(ANSWERS);
    const resumedBooks = await booksOf(rig, resumed);
    expect(resumedBooks.ours).toEqual(resumedBooks.servers);
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
      expect(ended.result).toMatchObject(PASSED);
      expect(rig.server.answered).toBe(ANSWERS);
      const endedBooks = await booksOf(rig, ended);
      expect(endedBooks.ours).toEqual(endedBooks.servers);
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
    expect(stopped.result).toMatchObject(STOPPED);
    expect(stopped.error?.message).toMatch(/no connection/);
    const stoppedBooks = await booksOf(rig, stopped);
    expect(stoppedBooks.ours).toEqual(stoppedBooks.servers);
    await rig.server.comeBack();
    const resumed = await rig.resume();
    expect(resumed.result).toMatchObject(PASSED);
    expect(rig.server.answered).toBe(ANSWERS);
    const resumedBooks = await booksOf(rig, resumed);
    expect(resumedBooks.ours).toEqual(resumedBooks.servers);
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
    expect(ended.result).toMatchObject(PASSED);
    expect(rig.server.answered).toBe(ANSWERS);
    const endedBooks = await booksOf(rig, ended);
    expect(endedBooks.ours).toEqual(endedBooks.servers);
  });
});
