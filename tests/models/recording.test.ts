import { readFile } from "node:fs/promises";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Answer } from "../../src/core/ports.js";
import { VERSION } from "../../src/core/version.js";
import { parseRecording } from "../../src/models/recording.js";
import { createScriptedModel } from "../../src/models/scripted-model.js";
import { aRequest, NEVER } from "./a-request.js";
import { anAccount } from "./an-account.js";
import { MemorySink, RECORDED_AT, record, recorded, recordingOf } from "./recording-maker.js";

const REPAIR = { reply: "Sure!", complaint: "There is no FILE block." };
const SECRET = 'correct-horse"battery/staple';

const ANSWER: Answer = {
  status: "complete",
  text: "<<<FILE …>>>\nprint(1)\r\n\u2028",
  model: "claude-sonnet-5-5",
  usage: {
    calls: 1,
    inputTokens: 10,
    outputTokens: 20,
    cacheReadTokens: 30,
    cacheWriteTokens: 40,
    usd: 0.01,
  },
};

function fieldsOf(line: string | undefined): readonly string[] {
  return Object.keys(JSON.parse(line ?? ""));
}

describe("what is written", () => {
  test("is a header, every block once, and one line a call with fields in a fixed order", async () => {
    const text = await record(
      [ANSWER, "second"],
      [aRequest(), aRequest({ call: 2, repairs: [REPAIR] })],
    );
    const lines = text.split("\n");
    expect(lines[0]).toBe(`{"recording":2,"recordedAt":"${RECORDED_AT}","pipeline":"${VERSION}"}`);
    // System, three shared ones, the instruction; then the two of the repair.
    expect(lines.map((line) => (line.startsWith('{"block"') ? "block" : line.slice(2, 5)))).toEqual(
      ["rec", ...Array.from({ length: 5 }, () => "block"), "key", "block", "block", "key", ""],
    );
    expect(fieldsOf(lines[6])).toEqual([
      "key",
      "call",
      "agent",
      "model",
      "effort",
      "thinking",
      "maxOutputTokens",
      "wantedOutputTokens",
      "prompt",
      "promptSha256",
      "answer",
      "seconds",
    ]);
    expect(JSON.parse(lines[9] ?? "")).toMatchObject({ call: 2, seconds: 1.2 });
  });

  test("holds nothing but the fields that are named, whatever a backend hands over", async () => {
    const usage = { ...ANSWER.usage, bill: "to me" };
    const answer = { ...ANSWER, usage, headers: { cookie: "c" }, id: "msg_1" };
    const request = { ...aRequest(), apiKey: "k", env: { HOME: "/home/me" } };
    const text = await record([answer], [request]);
    for (const word of ["bill", "cookie", "msg_1", "apiKey", "HOME", "account", "onNotice"]) {
      expect(text).not.toContain(word);
    }
    expect(parseRecording(text, "demo.jsonl").calls[0]?.answer).toEqual(ANSWER);
  });

  test("is an answer before it is handed on, and what is asked before anybody is", async () => {
    const sink = new MemorySink();
    let whenAsked = "";
    const inner = createScriptedModel(() => {
      whenAsked = sink.whole;
      return "the answer";
    });
    const model = await recordingOf(inner, sink);
    await model.complete(aRequest({ instruction: "Now." }), NEVER);
    expect(whenAsked).toContain('"text":"Now."');
    expect(whenAsked).not.toContain("the answer");
    expect(sink.whole).toContain("the answer");
  });

  test("stays whole where calls overlap", async () => {
    const sink = new MemorySink();
    const inner = createScriptedModel(({ key }) => `answer to ${key}`);
    const model = await recordingOf(inner, sink);
    const keys = ["try-1", "try-2", "try-3"];
    await Promise.all(keys.map((key) => model.complete(aRequest({ key }), NEVER)));
    const { calls, blocks } = parseRecording(sink.whole, "demo.jsonl");
    expect(calls.map(({ answer }) => answer.text)).toEqual(keys.map((key) => `answer to ${key}`));
    expect(blocks.size).toBe(5);
    expect(sink.whole.match(/^\{"block"/gm)).toHaveLength(5);
  });

  test("leaves the account of a call to the model that is recorded", async () => {
    const account = anAccount();
    const inner = createScriptedModel(() => "a");
    const model = await recordingOf(inner, new MemorySink());
    const request = aRequest({ account });
    await model.complete(request, NEVER);
    expect(inner.requests).toEqual([request]);
    expect(inner.requests[0]?.account).toBe(account);
    expect(account.failures).toEqual([]);
  });

  test("is no attempt that failed", async () => {
    const sink = new MemorySink();
    const model = await recordingOf(
      createScriptedModel(() => new Error("down")),
      sink,
    );
    await expect(model.complete(aRequest(), NEVER)).rejects.toThrow("down");
    expect(parseRecording(sink.whole, "demo.jsonl").calls).toEqual([]);
  });
});

describe("a recording that goes on", () => {
  test("gets no second header and no block twice", async () => {
    const begun = await record(["a"], [aRequest()]);
    const sink = new MemorySink(begun);
    const model = await recordingOf(
      createScriptedModel(() => "b"),
      sink,
    );
    await model.complete(aRequest({ key: "next" }), NEVER);
    expect(sink.written).toHaveLength(1);
    expect(parseRecording(sink.whole, "demo.jsonl").calls).toHaveLength(2);
  });

  test("gets its header where a crash left it none", async () => {
    const sink = new MemorySink("");
    await recordingOf(
      createScriptedModel(() => "b"),
      sink,
    );
    expect(parseRecording(sink.whole, "demo.jsonl").calls).toEqual([]);
  });

  test("is not one of version 1", async () => {
    const begun = `{"recording":1,"recordedAt":"${RECORDED_AT}"}\n`;
    const model = recordingOf(
      createScriptedModel(() => "b"),
      new MemorySink(begun),
    );
    await expect(model).rejects.toMatchObject({
      kind: "bad_input",
      message: expect.stringContaining("demo.jsonl is of version 1"),
    });
  });
});

describe("an answer that cannot be written", () => {
  test("is handed on, since it is paid for; then nothing more is asked, and the run cannot end", async () => {
    const account = anAccount();
    const sink = new MemorySink();
    const inner = createScriptedModel(() => ANSWER);
    const model = await recordingOf(inner, {
      text: "",
      append: (lines) =>
        lines.includes("print(1)") ? Promise.reject(new Error("disk full")) : sink.append(lines),
    });
    expect(() => model.requireWhole()).not.toThrow();
    expect(await model.complete(aRequest({ account }), NEVER)).toEqual(ANSWER);
    expect(account.failures).toEqual([]);
    expect(() => model.requireWhole()).toThrow("disk full");
    await expect(model.complete(aRequest({ account }), NEVER)).rejects.toThrow("disk full");
    expect(account.failures).toMatchObject([{ usage: { calls: 0, usd: 0 } }]);
    expect(inner.requests).toHaveLength(1);
    expect(parseRecording(sink.whole, "demo.jsonl").calls).toEqual([]);
  });

  test("is not even asked for where its prompt cannot be", async () => {
    const account = anAccount();
    const inner = createScriptedModel(() => ANSWER);
    const model = await recordingOf(inner, {
      text: "",
      append: (lines) =>
        lines.includes("block") ? Promise.reject(new Error("disk full")) : Promise.resolve(),
    });
    await expect(model.complete(aRequest({ account }), NEVER)).rejects.toThrow("disk full");
    expect(inner.requests).toEqual([]);
    expect(account.failures).toMatchObject([{ usage: { calls: 0, usd: 0 } }]);
  });
});

describe("secrets", () => {
  test.each([
    ["as it is", SECRET],
    ["in a string of a program", JSON.stringify(`key = "${SECRET}"`)],
    ["in an address", `https://host/?key=${encodeURIComponent(SECRET)}`],
    ["behind a user's name in base64", Buffer.from(`me:${SECRET}`).toString("base64")],
    ["by its shape", `x = "sk-ant-api03-abcdefgh"`],
  ])("in an answer are not written: %s", async (_name, text) => {
    const sink = new MemorySink();
    const account = anAccount();
    const model = await recordingOf(
      createScriptedModel(() => ({ ...ANSWER, text })),
      sink,
      [SECRET],
    );
    expect((await model.complete(aRequest({ account }), NEVER)).text).toBe(text);
    await expect(model.complete(aRequest({ account, call: 2 }), NEVER)).rejects.toMatchObject({
      kind: "bad_input",
      message: expect.stringMatching(/^The answer of call 1 of repeat\/1\/review holds an? /),
    });
    expect(sink.whole).not.toContain(text);
    expect(parseRecording(sink.whole, "demo.jsonl").calls).toEqual([]);
  });

  test("in a prompt cost no call, are not told, and leave what was recorded before", async () => {
    const sink = new MemorySink();
    const inner = createScriptedModel(() => "fine");
    const model = await recordingOf(inner, sink, [SECRET]);
    await model.complete(aRequest(), NEVER);
    const before = sink.whole;
    const leaking = model.complete(aRequest({ shared: [`\n${SECRET}`] }), NEVER);
    await expect(leaking).rejects.toMatchObject({
      kind: "bad_input",
      message: expect.not.stringContaining("horse"),
      hint: expect.not.stringContaining("horse"),
    });
    expect(inner.requests).toHaveLength(1);
    expect(sink.whole).toBe(before);
    await model.complete(aRequest({ key: "next" }), NEVER);
    expect(parseRecording(sink.whole, "demo.jsonl").calls).toHaveLength(2);
  });
});

describe("the text of a recording", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 30 });
  const request = fc
    .record({
      key: fc.string({ minLength: 1, maxLength: 5 }),
      call: fc.integer({ min: 1, max: 4 }),
      agent: fc.string({ minLength: 1 }),
      system: text,
      shared: fc.array(text, { maxLength: 3 }),
      instruction: text,
      repairs: fc.array(fc.record({ reply: text, complaint: text }), { maxLength: 2 }),
      effort: fc.constantFrom(null, "low" as const, "max" as const),
      thinking: fc.constantFrom(null, "on" as const, "off" as const),
      maxOutputTokens: fc.integer({ min: 1, max: 100_000 }),
      wantedOutputTokens: fc.integer({ min: 1, max: 100_000 }),
    })
    .map(aRequest);
  const count = fc.nat(1_000_000);
  const answer = fc.record({
    status: fc.constantFrom("complete" as const, "truncated" as const, "refused" as const),
    text,
    model: text,
    usage: fc.record({
      calls: count,
      inputTokens: count,
      outputTokens: count,
      cacheReadTokens: count,
      cacheWriteTokens: count,
      usd: fc.option(fc.double({ min: 0.001, max: 1000, noNaN: true })),
    }),
  });

  test("reads back as what was asked and answered", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(request, answer), { maxLength: 4 }), async (pairs) => {
        const requests = pairs.map(([asked]) => asked);
        const answers = pairs.map(([, given]) => given);
        const { calls } = await recorded(answers, requests);
        expect(calls.map((call) => call.answer)).toEqual(answers);
        for (const [at, call] of calls.entries())
          expect(requests[at]).toMatchObject(call.prompt ?? {});
        expect(calls.map(({ key, call, agent }) => ({ key, call, agent }))).toEqual(
          requests.map(({ key, call, agent }) => ({ key, call, agent })),
        );
      }),
      { numRuns: 30 },
    );
  });

  const V1_HEADER = `{"recording":1,"recordedAt":"${RECORDED_AT}"}\n`;
  const V1_CALL = `${JSON.stringify({
    key: "solve",
    turn: 1,
    agent: "problem-solver",
    promptSha256: "0".repeat(64),
    answer: ANSWER,
    seconds: 1,
  })}\n`;

  test("may be of version 1, where the first turn is the first call", () => {
    const { calls, version } = parseRecording(V1_HEADER + V1_CALL, "old.jsonl");
    expect(version).toBe(1);
    expect(calls).toMatchObject([{ key: "solve", call: 2, prompt: null, answer: ANSWER }]);
  });

  test.each([
    ["lis", 3],
    ["legacy", 3],
    ["lockers", 3],
  ])("of the shipped example %s is read", async (name, atLeast) => {
    const file = `examples/${name}/${name}.recording.jsonl`;
    const { calls } = parseRecording(await readFile(file, "utf8"), file);
    expect(calls.length).toBeGreaterThanOrEqual(atLeast);
  });

  test.each([
    { name: "nothing", make: () => "", message: /Line 1 .*demo\.jsonl.*not JSON/ },
    {
      name: "no header",
      make: (good: string) => good.slice(good.indexOf("\n") + 1),
      message: /Line 1 .*header/,
    },
    {
      name: "another version",
      make: (good: string) => good.replace('"recording":2', '"recording":3'),
      message: /demo\.jsonl is of version 3; this pipeline reads the versions 1 and 2/,
    },
    {
      name: "a torn line",
      make: (good: string) => good.slice(0, -50),
      message: /Line 7 .*not JSON/,
    },
    {
      name: "a missing field",
      make: (good: string) => good.replace('"call":1,', ""),
      message: /Line 7 .*recorded call: call/,
    },
    {
      name: "an unknown field",
      make: (good: string) => good.replace('{"key"', '{"a":1,"key"'),
      message: /Line 7 .*"a"/,
    },
    {
      name: "a negative count",
      make: (good: string) => good.replace('"calls":1', '"calls":-1'),
      message: /answer\.usage\.calls/,
    },
    {
      name: "a wrong status",
      make: (good: string) => good.replace("complete", "fine"),
      message: /answer\.status/,
    },
    {
      name: "a block that was changed",
      make: (good: string) => good.replace("add two numbers", "add two words"),
      message: /Line 3 .*block/,
    },
    {
      name: "a block that is gone",
      make: (good: string) => good.split("\n").toSpliced(2, 1).join("\n"),
      message: /Line 6 .*no line before it holds the block [0-9a-f]{64}/,
    },
  ])("with $name is refused by file and line", async ({ make, message }) => {
    const good = await record(["a"], [aRequest()]);
    expect(() => parseRecording(make(good), "demo.jsonl")).toThrow(
      expect.objectContaining({ kind: "bad_input", message: expect.stringMatching(message) }),
    );
  });

  test("may hold empty lines", async () => {
    const good = await record(["a"], [aRequest()]);
    expect(parseRecording(good.replaceAll("\n", "\n\n"), "demo.jsonl").calls).toHaveLength(1);
  });
});
