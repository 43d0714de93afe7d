import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";

import { describe, expect, test } from "vitest";

import { PipelineError } from "../../../src/core/errors.js";
import { createServerProbe, type Probed } from "../../../src/models/anthropic/probe.js";
import { serverAt } from "../../../src/models/anthropic/server.js";
import { NEVER } from "../a-request.js";

const KEY = "sk-test-0815-secret-key";

/** Asks a server of a few lines all three questions. */
async function asked(
  answer: RequestListener,
  {
    signal = NEVER,
    kind = "generic",
    patienceMs = 5000,
  }: { signal?: AbortSignal; kind?: "generic" | "anthropic"; patienceMs?: number } = {},
): Promise<readonly Probed<unknown>[]> {
  const server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  try {
    const probe = createServerProbe(serverAt(`http://127.0.0.1:${address.port}`, kind), {
      apiKey: KEY,
      authToken: null,
      patienceMs,
    });
    return [
      await probe.models(signal),
      await probe.model("some-model", signal),
      await probe.countTokens("some-model", signal),
    ];
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function sayAlways(status: number, body: string, type = "application/json"): RequestListener {
  return (_request, response) =>
    void response.writeHead(status, { "content-type": type }).end(body);
}

const kindsOf = (all: readonly Probed<unknown>[]): readonly string[] =>
  all.map((probed) => (probed.kind === "failed" ? probed.error.kind : probed.kind));

describe("questions to a server", () => {
  test.each<[string, RequestListener, string]>([
    ["a web page", sayAlways(200, "<html>hello</html>", "text/html"), "bad_settings"],
    ["another form", sayAlways(200, '{"models":"many"}'), "bad_settings"],
    ["cut JSON", sayAlways(200, '{"data":['), "bad_settings"],
    ["no such route", sayAlways(404, '{"detail":"Not Found"}'), "not-offered"],
    ["not implemented", sayAlways(501, ""), "not-offered"],
    ["a refused key", sayAlways(401, '{"error":{"message":"no"}}'), "refused_key"],
    ["out of order", sayAlways(500, "oops", "text/plain"), "service"],
    ["silence", () => {}, "service"],
    [
      "headers and then silence",
      (_request, response) => void response.writeHead(200).write("{"),
      "service",
    ],
    ["a cut connection", (request) => void request.socket.destroy(), "service"],
  ])("%s", async (name, answer, kind) => {
    const patienceMs = name.includes("silence") ? 100 : 5000;
    expect(kindsOf(await asked(answer, { patienceMs }))).toEqual([kind, kind, kind]);
  });

  test("what the service itself does not know is a model, not a route", async () => {
    const notFound = sayAlways(
      404,
      '{"type":"error","error":{"type":"not_found_error","message":"x"}}',
    );
    const [, model] = await asked(notFound, { kind: "anthropic" });

    expect(model).toMatchObject({ kind: "answered", value: null });
  });

  test("a server that repeats the key is not repeated", async () => {
    const echo: RequestListener = ({ headers }, response) =>
      void response.writeHead(403, { "content-type": "application/json" }).end(
        JSON.stringify({
          error: { message: `bad: ${headers.authorization ?? ""}` },
        }),
      );
    const failed = (await asked(echo)).flatMap((probed) =>
      probed.kind === "failed" ? [probed.error] : [],
    );

    expect(failed).toHaveLength(3);
    expect(failed.map(({ message }) => message).join()).toContain("[redacted]");
    expect(failed.map(({ message }) => message).join()).not.toContain(KEY);
  });

  test("a listed name that holds the key is not shown either", async () => {
    const [listed] = await asked(sayAlways(200, JSON.stringify({ data: [{ id: `m-${KEY}` }] })));

    expect(listed).toMatchObject({ kind: "answered", value: ["m-[redacted]"] });
  });

  test("Ctrl-C is no answer of the server's", async () => {
    const stop = new AbortController();
    const all = asked(() => stop.abort(), { signal: stop.signal });

    await expect(all).rejects.toThrow(PipelineError);
    await expect(all).rejects.toMatchObject({ kind: "cancelled" });
  });
});
