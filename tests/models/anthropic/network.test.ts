import dns from "node:dns";
import { once } from "node:events";
import { createServer } from "node:net";

import { describe, expect, test, vi } from "vitest";

import { NO_USAGE } from "../../../src/core/usage.js";
import { createAnthropicModel } from "../../../src/models/anthropic/anthropic-model.js";
import type { Pace } from "../../../src/models/pace.js";
import { selfSignedServer } from "../../fake-messages/self-signed.js";
import { aRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { costOf, KEY, withRig } from "./rig.js";

const NO_WAIT: Pace = { now: Date.now, pause: async () => {}, random: () => 0.5 };

/** What becomes of one call to this address, and what the account is told. */
async function calling(baseUrl: string): Promise<{ error: unknown; why: readonly string[] }> {
  const account = anAccount();
  const credentials = { apiKey: KEY, authToken: null };
  const model = createAnthropicModel({ ...credentials, baseUrl, costOf, pace: NO_WAIT });
  const error: unknown = await model
    .complete(aRequest({ account }), NEVER)
    .catch((thrown: unknown) => thrown);
  expect(account.failures.map(({ usage }) => usage)).toEqual(account.failures.map(() => NO_USAGE));
  return { error, why: account.failures.map(({ why }) => why) };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>["address"]>): number {
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

describe("a network that does not bring a request there", () => {
  test("a port where nobody listens is tried five times", async () => {
    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const port = portOf(gone.address());
    gone.close();
    await once(gone, "close");

    const { error, why } = await calling(`http://127.0.0.1:${port}`);
    expect(error).toMatchObject({
      kind: "service",
      message: expect.stringMatching(/in 5 attempts; the last: no connection \(ECONNREFUSED\)\.$/),
    });
    expect(why).toEqual(Array.from({ length: 5 }, () => "no connection (ECONNREFUSED)"));
  });

  test("a name that nobody knows is tried five times", async () => {
    // As the system does it, and without asking the network.
    const lookup = vi.spyOn(dns, "lookup").mockImplementation((...given) => {
      const callback = given.at(-1);
      const error = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
      if (typeof callback === "function") process.nextTick(callback, error, "", 4);
    });
    const { error, why } = await calling("http://nobody.invalid");
    expect(error).toMatchObject({
      kind: "service",
      message: expect.stringMatching(/in 5 attempts; the last: no connection \(ENOTFOUND\)\.$/),
    });
    expect(why).toEqual(Array.from({ length: 5 }, () => "no connection (ENOTFOUND)"));
    expect(lookup).toHaveBeenCalledTimes(5);
  });

  test("a certificate that nobody vouches for is met once", async () => {
    const stranger = selfSignedServer().listen(0, "127.0.0.1");
    await once(stranger, "listening");
    try {
      const { error, why } = await calling(`https://127.0.0.1:${portOf(stranger.address())}`);
      expect(error).toMatchObject({
        kind: "service",
        message: expect.stringMatching(/certificate .* was not accepted \(\w*SELF_SIGNED\w*\)\.$/),
        hint: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
      });
      expect(why).toHaveLength(1);
    } finally {
      stranger.closeAllConnections();
      stranger.close();
    }
  });

  test("a server without TLS is not asked twice for it", async () => {
    await withRig(["never said"], async ({ server }) => {
      const { error, why } = await calling(server.baseUrl.replace("http:", "https:"));
      expect(error).toMatchObject({ kind: "bad_settings", hint: expect.stringContaining("http") });
      expect(why).toHaveLength(1);
      expect(server.requests).toEqual([]);
    });
  });

  test("a server that hangs up without a word is tried five times", async () => {
    const rude = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(rude, "listening");
    try {
      const { error, why } = await calling(`http://127.0.0.1:${portOf(rude.address())}`);
      expect(error).toMatchObject({ kind: "service" });
      expect(why).toHaveLength(5);
    } finally {
      rude.close();
    }
  });
});
