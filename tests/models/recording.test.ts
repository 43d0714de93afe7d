import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Answer, Model, ModelRequest } from "../../src/core/ports.js";
import { promptSha256 } from "../../src/models/prompt.js";
import {
  parseRecording,
  type RecordedCall,
  serialiseCall,
  serialiseHeader,
  serialiseRecording,
} from "../../src/models/recording.js";
import { createRecordingModel } from "../../src/models/recording-model.js";
import { createReplayModel } from "../../src/models/replay-model.js";
import { createScriptedModel } from "../../src/models/scripted-model.js";
import { aRequest, NEVER } from "./a-request.js";

const RECORDED_AT = "2026-11-21T12:00:00.000Z";
const REPAIR = { reply: "Sure!", complaint: "There is no FILE block." };

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

/** Records a session with a scripted model; returns what was written. */
async function record(
  replies: readonly (string | Partial<Answer>)[],
  requests: readonly ModelRequest[],
): Promise<string> {
  const lines: string[] = [];
  const inner = createScriptedModel(() => replies[lines.length - 1] ?? "");
  const model = recordingOf(inner, lines);
  for (const request of requests) await model.complete(request, NEVER);
  return lines.join("");
}

function recordingOf(inner: Model, lines: string[], secrets: readonly string[] = []): Model {
  let now = 0;
  const sink = { append: async (line: string) => void lines.push(line) };
  return createRecordingModel(inner, sink, {
    recordedAt: RECORDED_AT,
    secrets,
    now: () => (now += 1234),
  });
}

describe("recording and replaying", () => {
  test("an answer comes back as it was, and costs nothing", async () => {
    const request = aRequest();
    const text = await record([ANSWER], [request]);
    const model = createReplayModel(parseRecording(text, "demo.jsonl"), { mode: "strict" });
    await expect(model.complete(request, NEVER)).resolves.toEqual({
      ...ANSWER,
      usage: { ...ANSWER.usage, usd: 0 },
    });
  });

  test("what is written is a header and one line a call, with fields in a fixed order", async () => {
    const text = await record([ANSWER, "second"], [aRequest(), aRequest({ repairs: [REPAIR] })]);
    const [header, first, second, end] = text.split("\n");
    expect(header).toBe(`{"recording":1,"recordedAt":"${RECORDED_AT}"}`);
    expect(Object.keys(JSON.parse(first ?? ""))).toEqual([
      "key",
      "turn",
      "agent",
      "promptSha256",
      "answer",
      "seconds",
    ]);
    expect(JSON.parse(second ?? "")).toMatchObject({ turn: 1, seconds: 1.2 });
    expect(end).toBe("");
    expect(text).not.toContain("Look at the edge cases");
  });

  test("a truncated or refused answer is replayed as one", async () => {
    const statuses = ["truncated", "refused"] as const;
    const requests = statuses.map((status) => aRequest({ key: status }));
    const text = await record(
      statuses.map((status) => ({ status, text: "a part" })),
      requests,
    );
    const model = createReplayModel(parseRecording(text, "demo.jsonl"));
    for (const [at, request] of requests.entries()) {
      await expect(model.complete(request, NEVER)).resolves.toMatchObject({ status: statuses[at] });
    }
  });

  test("calls are told apart by key and by the number of repairs", async () => {
    const requests = [
      aRequest({ key: "solve" }),
      aRequest({ key: "solve", repairs: [REPAIR] }),
      aRequest({ key: "review" }),
    ];
    const text = await record(["first", "repaired", "reviewed"], requests);
    const model = createReplayModel(parseRecording(text, "demo.jsonl"));
    const texts = [];
    for (const request of requests.toReversed()) texts.push(await model.complete(request, NEVER));
    expect(texts.map((answer) => answer.text)).toEqual(["reviewed", "repaired", "first"]);
  });

  test("of two lines for one call the later counts, whoever asks and how often", async () => {
    const text = await record(["lost in a crash", "went on with"], [aRequest(), aRequest()]);
    const model = createReplayModel(parseRecording(text, "demo.jsonl"));
    for (let time = 0; time < 3; time += 1) {
      await expect(model.complete(aRequest(), NEVER)).resolves.toMatchObject({
        text: "went on with",
      });
    }
  });

  test("a call that is not there is named, with the nearest that is", async () => {
    const requests = ["solve/1", "repeat/1/review", "repeat/1/fix"].map((key) => aRequest({ key }));
    const text = await record(["a", "b", "c"], requests);
    const model = createReplayModel(parseRecording(text, "demo.jsonl"));
    await expect(model.complete(aRequest({ key: "repeat/2/fix" }), NEVER)).rejects.toMatchObject({
      kind: "recording_miss",
      message: "The recording has no answer for repeat/2/fix.",
      hint: expect.stringContaining("repeat/1/fix."),
    });
    const repaired = aRequest({ key: "solve/1", repairs: [REPAIR] });
    await expect(model.complete(repaired, NEVER)).rejects.toThrow("solve/1 (repair 1)");
  });

  test("an empty recording says that it is empty", async () => {
    const model = createReplayModel({ recordedAt: RECORDED_AT, calls: [] });
    await expect(model.complete(aRequest(), NEVER)).rejects.toMatchObject({
      kind: "recording_miss",
      hint: expect.stringContaining("empty"),
    });
  });

  test("another prompt is taken in demo mode and refused in strict mode", async () => {
    const recording = parseRecording(await record(["a"], [aRequest()]), "demo.jsonl");
    const other = aRequest({ shared: ["Another problem."] });
    const demo = createReplayModel(recording);
    await expect(demo.complete(other, NEVER)).resolves.toMatchObject({ text: "a" });
    const strict = createReplayModel(recording, { mode: "strict" });
    await expect(strict.complete(other, NEVER)).rejects.toMatchObject({
      kind: "recording_miss",
      message: expect.stringContaining("is not the one that was recorded"),
    });
  });

  test("a cancelled replay says so", async () => {
    const model = createReplayModel({ recordedAt: RECORDED_AT, calls: [] });
    await expect(model.complete(aRequest(), AbortSignal.abort())).rejects.toMatchObject({
      kind: "cancelled",
    });
  });
});

describe("a recording that goes on", () => {
  test("gets no second header", async () => {
    const lines: string[] = [];
    const sink = { append: async (line: string) => void lines.push(line) };
    const options = { recordedAt: null, secrets: [], now: () => 0 };
    const model = createRecordingModel(
      createScriptedModel(() => "a"),
      sink,
      options,
    );
    await model.complete(aRequest(), NEVER);
    expect(lines).toHaveLength(1);
    expect(parseRecording(serialiseHeader(RECORDED_AT) + lines.join(""), "x").calls).toHaveLength(
      1,
    );
  });

  test("hands an answer on only when it is written", async () => {
    const inner = createScriptedModel(() => "a");
    const sink = { append: () => Promise.reject(new Error("disk full")) };
    const model = createRecordingModel(inner, sink, {
      recordedAt: RECORDED_AT,
      secrets: [],
      now: () => 0,
    });
    await expect(model.complete(aRequest(), NEVER)).rejects.toThrow("disk full");
  });
});

describe("secrets", () => {
  const SECRET = "correct-horse-battery";

  test.each([
    { name: "an Anthropic key", text: "key = 'sk-ant-api03-abcdefgh'" },
    { name: "a bearer token", text: "curl -H 'Authorization: Bearer abcdefghijklmnop1234'" },
    { name: "a GitHub token", text: `token = ghp_${"a1".repeat(18)}` },
    { name: "a private key", text: "-----BEGIN RSA PRIVATE KEY-----" },
    { name: "a value from the list", text: `password is ${SECRET}!` },
  ])("$name in an answer is not written", async ({ text }) => {
    const lines: string[] = [];
    const model = recordingOf(
      createScriptedModel(() => text),
      lines,
      [SECRET],
    );
    await expect(model.complete(aRequest(), NEVER)).rejects.toMatchObject({
      kind: "bad_input",
      message: expect.not.stringContaining(SECRET),
    });
    expect(lines).toEqual([serialiseHeader(RECORDED_AT)]);
  });

  test.each(["the bearer of bad news", "task-antelope", "sk-learn", "Bearer token"])(
    "%j is no secret",
    async (text) => {
      const lines: string[] = [];
      await recordingOf(
        createScriptedModel(() => text),
        lines,
        [""],
      ).complete(aRequest(), NEVER);
      expect(lines).toHaveLength(2);
    },
  );
});

describe("the text of a recording", () => {
  const count = fc.nat(1_000_000);
  const call: fc.Arbitrary<RecordedCall> = fc.record({
    key: fc.string({ minLength: 1 }),
    turn: fc.nat(3),
    agent: fc.string({ minLength: 1 }),
    promptSha256: fc.stringMatching(/^[0-9a-f]{64}$/),
    answer: fc.record({
      status: fc.constantFrom("complete" as const, "truncated" as const, "refused" as const),
      text: fc.string({ unit: "grapheme" }),
      model: fc.string(),
      usage: fc.record({
        calls: count,
        inputTokens: count,
        outputTokens: count,
        cacheReadTokens: count,
        cacheWriteTokens: count,
        usd: fc.option(
          fc.double({ min: 0, max: 1000, noNaN: true }).filter((usd) => !Object.is(usd, -0)),
        ),
      }),
    }),
    seconds: count,
  });

  test("reads back as what was written", () => {
    fc.assert(
      fc.property(fc.array(call), (calls) => {
        const recording = { recordedAt: RECORDED_AT, calls };
        expect(parseRecording(serialiseRecording(recording), "any")).toEqual(recording);
      }),
    );
  });

  const good = serialiseCall({
    key: "solve",
    turn: 0,
    agent: "problem-solver",
    promptSha256: "0".repeat(64),
    answer: ANSWER,
    seconds: 1,
  });
  const header = serialiseHeader(RECORDED_AT);

  test.each([
    { name: "nothing", text: "", message: /Line 1 .*demo\.jsonl.*not JSON/ },
    { name: "no header", text: good, message: /Line 1 .*header/ },
    {
      name: "another version",
      text: header.replace("1", "2") + good,
      message: /Line 1 .*version 1/,
    },
    { name: "a torn line", text: header + good + good.slice(0, 50), message: /Line 3 .*not JSON/ },
    {
      name: "a missing field",
      text: header + good.replace('"turn":0,', ""),
      message: /Line 2 .*turn/,
    },
    {
      name: "an unknown field",
      text: header + good.replace("{", '{"a":1,'),
      message: /Line 2 .*"a"/,
    },
    {
      name: "a negative count",
      text: header + good.replace(":10,", ":-10,"),
      message: /inputTokens/,
    },
    { name: "a wrong status", text: header + good.replace("complete", "fine"), message: /status/ },
  ])("with $name is refused by file and line", ({ text, message }) => {
    expect(() => parseRecording(text, "demo.jsonl")).toThrow(
      expect.objectContaining({ kind: "bad_input", message: expect.stringMatching(message) }),
    );
  });

  test("may hold empty lines", () => {
    expect(parseRecording(`${header}\n${good}\n`, "demo.jsonl").calls).toHaveLength(1);
  });
});

describe("the fingerprint of a prompt", () => {
  const shaWith = (instruction: string): string => promptSha256(aRequest({ instruction }));

  test.each([
    ["ran 3 tests in 0.002s", "ran 3 tests in 1.114s"],
    ["cpu 12.5 ms, 9,812 KB", "cpu 8 ms, 10,004 KB"],
    ['"cpu_ms": 12, "memoryKb": 4000', '"cpu_ms": 7.5, "memoryKb": 4100'],
    ["1.8x faster", "2.4x faster"],
    ['File "/tmp/judge-Ab12/solution.py"', 'File "/var/tmp/judge-Zz99/solution.py"'],
    ["<object at 0x7f3a12bc>", "<object at 0x55e0a1ff>"],
  ])("does not see that %j became %j", (before, after) => {
    expect(shaWith(after)).toBe(shaWith(before));
  });

  test.each([
    ["samples 2/3", "samples 3/3"],
    ["v1", "v2"],
    ["expected 12, got 13", "expected 12, got 14"],
    ["line 42", "line 43"],
  ])("sees that %j became %j", (before, after) => {
    expect(shaWith(after)).not.toBe(shaWith(before));
  });

  test("depends on where a text stands", () => {
    const left = aRequest({ shared: ["a", "b"] });
    const right = aRequest({ shared: ["ab"] });
    expect(promptSha256(left)).not.toBe(promptSha256(right));
    expect(promptSha256(aRequest({ repairs: [REPAIR] }))).not.toBe(promptSha256(aRequest()));
  });
});
