import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import Anthropic from "@anthropic-ai/sdk";
import { afterEach, describe, expect, test, vi } from "vitest";

import type { ModelRequest } from "../../../src/core/ports.js";
import { createAnthropicModel } from "../../../src/models/anthropic/anthropic-model.js";
import { serverAt } from "../../../src/models/anthropic/server.js";
import { grant } from "../../../src/models/anthropic/wishes.js";
import type { FakeRequest } from "../../fake-messages-server.js";
import { aRequest, NEVER } from "../a-request.js";
import { costOf, KEY, withRig } from "./rig.js";

const OWN = { serverKind: "anthropic" } as const;

/** What the server receives of one request. */
async function received(
  request: ModelRequest,
  model: Parameters<typeof withRig>[2] = {},
): Promise<FakeRequest> {
  return await withRig(
    ["ok"],
    async (rig) => {
      await rig.model.complete(request, NEVER);
      expect(rig.server.rejections).toEqual([]);
      const [first] = rig.server.requests;
      if (first === undefined) throw new Error("no request arrived");
      return first;
    },
    model,
  );
}

/** Where the marks are: `system`, then the place of each marked block of the first message. */
function marksOf({ body }: FakeRequest): (number | string)[] {
  const system = (body.system ?? []).flatMap((block) => (block.cache_control ? ["system"] : []));
  const blocks = body.messages[0]?.content ?? [];
  return [...system, ...blocks.flatMap((block, at) => (block.cache_control ? [at] : []))];
}

describe("the blocks of a request", () => {
  test("stand in the order system, shared, instruction", async () => {
    const request = aRequest();
    const { system, blocks, agent, later } = await received(request);
    expect(system).toEqual([request.system]);
    expect(blocks).toEqual([...request.shared, request.instruction]);
    expect(agent).toBe("bug-report-reviewer");
    expect(later).toEqual([]);
  });

  test("repairs follow as turns, and an empty reply has words", async () => {
    const repairs = [
      { reply: "Sure!", complaint: "There is no FILE block." },
      { reply: " \n", complaint: "The reply was empty." },
    ];
    const { blocks, later, agent } = await received(aRequest({ repairs }));
    expect(blocks).toHaveLength(4);
    expect(agent).toBe("bug-report-reviewer");
    expect(later).toEqual([
      { role: "assistant", text: "Sure!" },
      { role: "user", text: "There is no FILE block." },
      { role: "assistant", text: "(no text)" },
      { role: "user", text: "The reply was empty." },
    ]);
  });

  test("blocks without text are left out", async () => {
    const { blocks, system } = await received(
      aRequest({ system: "", shared: ["problem", " ", ""] }),
    );
    expect(system).toEqual([]);
    expect(blocks).toHaveLength(2);
  });

  test("nothing is sent that nobody asked for", async () => {
    const { body } = await received(aRequest(), { model: OWN });
    expect(Object.keys(body).toSorted()).toEqual([
      "max_tokens",
      "messages",
      "model",
      "stream",
      "system",
    ]);
  });
});

describe("cache marks", () => {
  test.each([
    { shared: 0, marks: ["system"] },
    { shared: 1, marks: ["system", 0] },
    { shared: 2, marks: ["system", 0, 1] },
    { shared: 3, marks: ["system", 0, 1, 2] },
    { shared: 4, marks: ["system", 0, 2, 3] },
    { shared: 21, marks: ["system", 0, 19, 20] },
    { shared: 22, marks: ["system", 0, 2, 21] },
    { shared: 60, marks: ["system", 0, 40, 59] },
  ])("$shared shared blocks are marked at $marks, never the instruction", async (row) => {
    const shared = Array.from({ length: row.shared }, (_, at) => `block ${at}`);
    const request = await received(aRequest({ shared }), { model: OWN });
    expect(marksOf(request)).toEqual(row.marks);
  });

  test("are not sent to other servers", async () => {
    expect(marksOf(await received(aRequest()))).toEqual([]);
  });

  test.each([
    { before: 3, after: 22, read: "all" },
    { before: 3, after: 41, read: "all" },
    { before: 30, after: 68, read: "all" },
    { before: 3, after: 80, read: "the problem" },
  ])("of $before blocks, $read is read when there are $after", async ({ before, after, read }) => {
    const blocks = Array.from({ length: after }, (_, at) => `entry ${at}: `.padEnd(4000, "x"));
    const request = (length: number): ModelRequest =>
      aRequest({ system: "rules", shared: blocks.slice(0, length) });
    await withRig(
      ["ok"],
      async ({ model, server }) => {
        await model.complete(request(before), NEVER);
        await model.complete(request(after), NEVER);
        const kept = read === "all" ? before : 1;
        expect(server.requests[1]?.usage.cache_read_input_tokens).toBe(2 + kept * 1000);
      },
      { model: OWN },
    );
  });

  test("let all roles and rounds read what the one before has written", async () => {
    const ledger = Array.from({ length: 6 }, (_, at) => `entry ${at}: `.padEnd(4000, "x"));
    await withRig(
      ["ok"],
      async ({ model, server }) => {
        for (let length = 1; length <= ledger.length; length += 1) {
          const instruction = `## Your role: agent-${length}\n`;
          const parts = {
            system: "rules ".repeat(600),
            shared: ledger.slice(0, length),
            instruction,
          };
          await model.complete(aRequest(parts), NEVER);
        }
        const usages = server.requests.map(({ usage }) => usage);
        const [first, ...rest] = usages;
        expect(first).toMatchObject({ cache_read_input_tokens: 0 });
        for (const [at, usage] of rest.entries()) {
          const before = usages[at];
          expect(usage.cache_read_input_tokens).toBe(
            (before?.cache_read_input_tokens ?? 0) + (before?.cache_creation_input_tokens ?? 0),
          );
          expect(usage.cache_creation_input_tokens).toBe(1000);
          expect(usage.input_tokens).toBeLessThan(20);
        }
      },
      { model: OWN },
    );
  });
});

describe("effort, thinking and room", () => {
  test.each([
    { model: "claude-sonnet-5-5", effort: "xhigh", sent: { output_config: { effort: "xhigh" } } },
    { model: "sonnet", effort: null, sent: {} },
    {
      model: "claude-opus-4-6",
      effort: "xhigh",
      sent: { thinking: { type: "adaptive" }, output_config: { effort: "high" } },
    },
    { model: "claude-opus-4-8", effort: null, sent: { thinking: { type: "adaptive" } } },
    {
      model: "claude-opus-4-5-20251101",
      effort: "max",
      sent: { output_config: { effort: "high" } },
    },
    { model: "claude-haiku-4-5", effort: "low", sent: {} },
    { model: "claude-newer-6", effort: "max", sent: { output_config: { effort: "max" } } },
  ] as const)("$model at $effort is sent $sent", async ({ model, effort, sent }) => {
    const { body } = await received(aRequest({ model, effort }), { model: OWN });
    const { thinking, output_config } = body;
    expect({ thinking, output_config }).toEqual({
      thinking: undefined,
      output_config: undefined,
      ...sent,
    });
  });

  const MET = /^$/;
  const OFF = /always thinks/;
  test.each([
    { model: "claude-sonnet-5-5", thinking: "on", sent: undefined, unmet: MET },
    { model: "claude-sonnet-5-5", thinking: "off", sent: { type: "between_tools" }, unmet: MET },
    { model: "claude-haiku-5-5", thinking: "off", sent: { type: "disabled" }, unmet: MET },
    { model: "claude-opus-5-5", thinking: "off", sent: undefined, unmet: OFF },
    { model: "claude-fable-5-2", thinking: "off", sent: undefined, unmet: OFF },
    { model: "claude-newer-6", thinking: "off", sent: undefined, unmet: OFF },
    { model: "claude-opus-4-8", thinking: "on", sent: { type: "adaptive" }, unmet: MET },
    { model: "claude-opus-4-6", thinking: "off", sent: { type: "disabled" }, unmet: MET },
    { model: "claude-haiku-4-5", thinking: "off", sent: undefined, unmet: /no levels of effort/ },
    {
      model: "claude-haiku-4-5",
      thinking: "on",
      sent: { type: "enabled", budget_tokens: 16_000 },
      unmet: MET,
    },
  ] as const)("$model told to have thinking $thinking is sent $sent", async (row) => {
    const request = aRequest({ model: row.model, thinking: row.thinking, effort: "high" });
    const { body } = await received(request, { model: OWN });
    expect(body.thinking).toEqual(row.sent);
    const { unmet } = grant(request, serverAt(null, "anthropic").profile);
    expect(unmet.join("\n")).toMatch(row.unmet);
    expect(unmet).toHaveLength(row.unmet === MET ? 0 : 1);
  });

  test.each([
    { model: "claude-sonnet-5-5", effort: "max", thinking: "off", sent: "high" },
    { model: "claude-opus-4-6", effort: "xhigh", thinking: null, sent: "high" },
    { model: "claude-opus-4-5", effort: "max", thinking: "on", sent: "high" },
  ] as const)("$model at $effort with thinking $thinking is told $sent, and why", async (row) => {
    const { model, effort, thinking } = row;
    const request = aRequest({ model, effort, thinking });
    const { body } = await received(request, { model: OWN });
    expect(body.output_config).toEqual({ effort: row.sent });
    expect(grant(request, serverAt(null, "anthropic").profile).unmet).toEqual([
      expect.stringContaining(`"${effort}"`),
    ]);
  });

  test("room that a model does not have is named with the agent that asks for it", () => {
    const request = aRequest({ model: "claude-sonnet-5-5", maxOutputTokens: 1_000_000 });
    expect(grant(request, serverAt(null, "anthropic").profile).unmet).toEqual([
      `claude-sonnet-5-5 writes 128,000 tokens at most, and ${request.agent} asks for 1,000,000.`,
    ]);
  });

  test.each([
    { room: 32_000, budget: 16_000 },
    { room: 12_000, budget: 6_000 },
    { room: 2_048, budget: 1_024 },
    { room: 2_000, budget: undefined },
  ])("of $room tokens, $budget are to think with", async ({ room, budget }) => {
    const request = aRequest({
      model: "claude-sonnet-4-5",
      thinking: "on",
      effort: "high",
      maxOutputTokens: room,
    });
    const { body } = await received(request, { model: OWN });
    const type = "enabled";
    expect(body.thinking).toEqual(budget && { type, budget_tokens: budget });
  });

  test("are not sent to other servers", async () => {
    const asked = aRequest({ model: "claude-opus-4-8", effort: "max", thinking: "on" });
    const { body } = await received(asked);
    expect(body).not.toHaveProperty("thinking");
    expect(body).not.toHaveProperty("output_config");
    const { unmet } = grant(asked, serverAt("http://localhost:8080", null).profile);
    expect(unmet).toEqual([
      expect.stringContaining('"effort"'),
      expect.stringContaining('"thinking"'),
    ]);
  });

  test.each([
    { name: "fable", id: "claude-fable-5-2" },
    { name: "haiku", id: "claude-haiku-5-5" },
    { name: "opus", id: "claude-opus-5-5" },
    { name: "sonnet", id: "claude-sonnet-5-5" },
    { name: "qwen2.5-coder:7b", id: "qwen2.5-coder:7b" },
  ])("the name $name is sent as $id", async ({ name, id }) => {
    expect((await received(aRequest({ model: name }))).model).toBe(id);
  });

  test("no more output is asked for than the model can give", async () => {
    const asked = aRequest({ model: "claude-haiku-4-5", maxOutputTokens: 100_000 });
    expect((await received(asked, { model: OWN })).body.max_tokens).toBe(64_000);
    const local = { ...asked, model: "qwen2.5-coder:7b" };
    expect((await received(local)).body.max_tokens).toBe(100_000);
  });
});

describe("keys", () => {
  const bearer = (key: string): object => ({ authorization: `Bearer ${key}` });

  test.each([
    { name: "an API key", keys: { apiKey: KEY, authToken: null }, sent: bearer(KEY) },
    { name: "a token", keys: { apiKey: null, authToken: "token-1" }, sent: bearer("token-1") },
    { name: "both", keys: { apiKey: KEY, authToken: "token-1" }, sent: bearer(KEY) },
  ])("Anthropic's own server gets $name in one header", async ({ keys, sent }) => {
    const { headers } = await received(aRequest(), { model: { ...OWN, ...keys } });
    expect(headers).toMatchObject(sent);
    expect(headers).not.toHaveProperty("x-api-key");
  });

  test.each([
    { keys: { apiKey: KEY, authToken: null }, sent: { ...bearer(KEY), "x-api-key": KEY } },
    { keys: { apiKey: null, authToken: "t-1" }, sent: { ...bearer("t-1"), "x-api-key": "t-1" } },
    { keys: { apiKey: KEY, authToken: "t-1" }, sent: { ...bearer("t-1"), "x-api-key": KEY } },
  ])("any other server gets both headers: $sent", async ({ keys, sent }) => {
    expect((await received(aRequest(), { model: keys })).headers).toMatchObject(sent);
  });

  test("a server of one's own may need none", async () => {
    const { headers } = await received(aRequest(), { model: { apiKey: null } });
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("x-api-key");
  });

  test("Anthropic's own server is not called without one", () => {
    const options = { apiKey: null, authToken: null, baseUrl: null, costOf };
    expect(() => createAnthropicModel(options)).toThrow(
      expect.objectContaining({
        kind: "no_key",
        hint: expect.stringContaining("ANTHROPIC_API_KEY"),
      }),
    );
  });

  test("a key with a line break is refused without being shown", () => {
    const options = { apiKey: `${KEY}\n`, authToken: null, baseUrl: null, costOf };
    expect(() => createAnthropicModel(options)).toThrow(
      expect.objectContaining({ kind: "refused_key", message: expect.not.stringContaining(KEY) }),
    );
  });
});

describe("base URLs", () => {
  test.each(["", "/", "/v1", "/v1/", "/v1/messages"])("the end %j changes nothing", async (end) => {
    await withRig(["ok"], async ({ server }) => {
      const baseUrl = `${server.baseUrl}${end}`;
      const model = createAnthropicModel({ apiKey: KEY, authToken: null, baseUrl, costOf });
      await expect(model.complete(aRequest(), NEVER)).resolves.toMatchObject({ text: "ok" });
    });
  });

  test.each(["localhost:8080", "ftp://localhost", "not a url", "http://me:secret@localhost"])(
    "%j is refused without being repeated",
    (baseUrl) => {
      const create = (): unknown =>
        createAnthropicModel({ apiKey: KEY, authToken: null, baseUrl, costOf });
      expect(create).toThrow(
        expect.objectContaining({
          kind: "bad_settings",
          message: expect.not.stringContaining(baseUrl),
        }),
      );
    },
  );
});

describe("the SDK", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test("takes nothing from the environment or from profiles, and prints nothing", async () => {
    const home = await mkdtemp(path.join(tmpdir(), "pipeline-home-"));
    const printed = (["debug", "info", "log", "warn", "error"] as const).map((method) =>
      vi.spyOn(console, method).mockReturnValue(),
    );
    try {
      await mkdir(path.join(home, "configs"));
      const profile = { base_url: "http://127.0.0.1:9", authentication: { type: "api_key" } };
      await writeFile(path.join(home, "configs", "default.json"), JSON.stringify(profile));
      vi.stubEnv("ANTHROPIC_CONFIG_DIR", home);
      vi.stubEnv("ANTHROPIC_PROFILE", "default");
      vi.stubEnv("ANTHROPIC_API_KEY", "sk-from-the-environment");
      vi.stubEnv("ANTHROPIC_AUTH_TOKEN", "token-from-the-environment");
      vi.stubEnv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9");
      vi.stubEnv("ANTHROPIC_CUSTOM_HEADERS", "x-spy: 1\nauthorization: Bearer other\naccept: a/b");
      vi.stubEnv("ANTHROPIC_LOG", "debug");
      const old = aRequest({ model: "claude-sonnet-4-5" });
      const { headers } = await received(old, { model: { apiKey: null } });
      expect(Object.keys(headers).filter((name) => /^(x-|auth)/.test(name))).toEqual([]);
      expect(headers.accept).toBe("text/event-stream");
      expect(printed.flatMap((spy) => spy.mock.calls)).toEqual([]);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });

  test("speaks the version of the API that is asked for", async () => {
    await withRig(["ok"], async ({ server }) => {
      const sdk = new Anthropic({ apiKey: KEY, baseURL: server.baseUrl, maxRetries: 0 });
      const messages = [
        { role: "user" as const, content: [{ type: "text" as const, text: "Hi" }] },
      ];
      const stream = sdk.messages.stream({ model: "claude-sonnet-5-5", max_tokens: 10, messages });
      await stream.finalMessage();
      const { headers } = await received(aRequest());
      expect(headers["anthropic-version"]).toBe(server.requests[0]?.headers["anthropic-version"]);
    });
  });
});
