import { describe, expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import type { Answer, ModelRequest } from "../../src/core/ports.js";
import { parseRecording, type Recording } from "../../src/models/recording.js";
import { createReplayModel } from "../../src/models/replay-model.js";
import { aRequest, NEVER } from "./a-request.js";
import { anAccount } from "./an-account.js";
import { RECORDED_AT, recorded } from "./recording-maker.js";

const REPAIR = { reply: "Sure!", complaint: "There is no FILE block." };
const STRICT = { mode: "strict" } as const;
const EMPTY = { recordedAt: RECORDED_AT, calls: [] };

/** What a strict replay says of a request. */
async function missOf(
  recording: Recording,
  request: ModelRequest,
): Promise<{ readonly message: string; readonly details: readonly string[] }> {
  const thrown = await createReplayModel(recording, STRICT)
    .complete(request, NEVER)
    .catch((error: unknown) => error);
  expect(thrown).toMatchObject({ kind: "recording_miss" });
  if (!(thrown instanceof PipelineError)) throw thrown;
  return { message: thrown.message, details: thrown.details?.split("\n") ?? [] };
}

describe("an answer", () => {
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

  test("comes back as it was, and costs nothing", async () => {
    const model = createReplayModel(await recorded([ANSWER], [aRequest()]), STRICT);
    await expect(model.complete(aRequest(), NEVER)).resolves.toEqual({
      ...ANSWER,
      usage: { ...ANSWER.usage, usd: 0 },
    });
  });

  test.each(["truncated", "refused", "context_exceeded"] as const)(
    "that was %s is so again",
    async (status) => {
      const recording = await recorded([{ status, text: "a part" }], [aRequest()]);
      const model = createReplayModel(recording, STRICT);
      await expect(model.complete(aRequest(), NEVER)).resolves.toMatchObject({ status });
    },
  );

  test("is told from others by the step's key and the number of the call", async () => {
    // The same prompt twice, as after a refusal; then a repair.
    const requests = [
      aRequest({ key: "solve" }),
      aRequest({ key: "solve", call: 2, model: "another-model" }),
      aRequest({ key: "solve", call: 3, repairs: [REPAIR] }),
      aRequest({ key: "review" }),
    ];
    const texts = ["refused", "by another", "repaired", "reviewed"];
    const model = createReplayModel(await recorded(texts, requests), STRICT);
    const answers = [];
    for (const request of requests.toReversed()) answers.push(await model.complete(request, NEVER));
    expect(answers.map(({ text }) => text)).toEqual(texts.toReversed());
  });

  test("of two for one call is the later, whoever asks and how often", async () => {
    const recording = await recorded(["lost in a crash", "went on with"], [aRequest(), aRequest()]);
    const model = createReplayModel(recording, STRICT);
    for (let time = 0; time < 3; time += 1) {
      await expect(model.complete(aRequest(), NEVER)).resolves.toMatchObject({
        text: "went on with",
      });
    }
  });
});

describe("a call that is not there", () => {
  test("is named, with the nearest name that is, and settles its account", async () => {
    const requests = ["solve/1", "repeat/1/review", "repeat/1/fix"].map((key) => aRequest({ key }));
    const model = createReplayModel(await recorded(["a", "b", "c"], requests));
    const account = anAccount();
    const asked = model.complete(aRequest({ key: "repeat/2/fix", account }), NEVER);
    await expect(asked).rejects.toMatchObject({
      kind: "recording_miss",
      message: "The recording has no answer for repeat/2/fix/call-1.",
      hint: expect.stringContaining("repeat/1/fix/call-1."),
      details: null,
    });
    expect(account.failures).toMatchObject([{ usage: { calls: 0, usd: 0 } }]);
  });

  test("and follows one that was asked otherwise: the other prompt is the cause", async () => {
    const model = createReplayModel(
      await recorded(["a", "b"], [aRequest(), aRequest({ key: "x" })]),
    );
    const followUp = { call: 2, repairs: [REPAIR] };
    const changed = aRequest({ shared: ["Another problem."], ...followUp });

    await expect(model.complete(changed, NEVER)).rejects.toMatchObject({
      message: `The recording has no answer for ${changed.key}/call-2.`,
      hint: expect.stringMatching(/^The prompt is not the one that was recorded.*--strict/),
    });
    // Asked as it was, or of another step: something else is wrong.
    for (const request of [aRequest(followUp), { ...changed, key: "y" }]) {
      await expect(model.complete(request, NEVER)).rejects.toMatchObject({
        hint: expect.stringContaining("another pipeline"),
      });
    }
  });

  test("of an empty recording says that it is empty", async () => {
    const model = createReplayModel(EMPTY);
    await expect(model.complete(aRequest(), NEVER)).rejects.toMatchObject({
      kind: "recording_miss",
      hint: expect.stringContaining("empty"),
    });
  });

  test("shows in strict mode what the nearest was asked", async () => {
    const recording = await recorded(
      ["a", "b", "c"],
      [
        aRequest({ key: "1.solve", agent: "solver" }),
        aRequest({ key: "2.review", instruction: "Look at\nthe edge cases." }),
        aRequest({ key: "3.review", instruction: "Something\nelse\naltogether." }),
      ],
    );
    const request = aRequest({ key: "4.review", instruction: "Look at\nall the edge cases." });
    expect(await missOf(recording, request)).toEqual({
      message: "The recording has no answer for 4.review/call-1.",
      details: [
        "--- recorded: 2.review/call-1",
        "+++ asked:    4.review/call-1",
        "@@ -1,2 +1,2 @@ instruction",
        " Look at",
        "-the edge cases.",
        "+all the edge cases.",
      ],
    });
  });
});

describe("a call that is asked otherwise", () => {
  test("is answered in demo mode", async () => {
    const demo = createReplayModel(await recorded(["a"], [aRequest()]));
    const other = aRequest({ shared: ["Another problem."], model: "another" });
    await expect(demo.complete(other, NEVER)).resolves.toMatchObject({ text: "a" });
  });

  test("is no other for what was measured, nor for the room that the budget left", async () => {
    const shared = ["# Test report of v1\n\nIt took 12 ms."];
    const recording = await recorded(["a"], [aRequest({ shared })]);
    const model = createReplayModel(recording, STRICT);
    const again = ["# Test report of v1\n\nIt took 14 ms."];
    const request = aRequest({ shared: again, maxOutputTokens: 9 });
    await expect(model.complete(request, NEVER)).resolves.toMatchObject({ text: "a" });
  });

  test.each([
    ["model", { model: "another" }, ["-model: claude-sonnet-5-5", "+model: another"]],
    ["effort", { effort: "low" }, ["-effort: none", "+effort: low"]],
    ["thinking", { thinking: "off" }, ["-thinking: none", "+thinking: off"]],
    ["room", { wantedOutputTokens: 1000 }, ["-maxOutputTokens: 32000", "+maxOutputTokens: 1000"]],
  ] as const)("by its %s is a difference in strict mode", async (_name, parts, lines) => {
    const { message, details } = await missOf(await recorded(["a"], [aRequest()]), aRequest(parts));
    expect(message).toBe("repeat/1/review/call-1 is not asked as it was when it was recorded.");
    expect(details.slice(2)).toEqual(lines);
  });

  test("by a block more, a block less or a turn more is shown block by block", async () => {
    const recording = await recorded(["a"], [aRequest({ shared: ["problem", "v1", "report"] })]);
    const request = aRequest({
      shared: ["problem", "plan\nof two lines", "v1"],
      repairs: [REPAIR],
    });
    const { details } = await missOf(recording, request);
    expect(details.slice(2)).toEqual([
      "@@ shared 2: only asked @@",
      "+plan",
      "+of two lines",
      "@@ shared 3: only recorded @@",
      "-report",
      "@@ reply 1: only asked @@",
      "+Sure!",
      "@@ complaint 1: only asked @@",
      "+There is no FILE block.",
    ]);
  });

  test("is shown in at most 40 lines, none of them endless, where it differs first", async () => {
    const lines = (word: string): string =>
      Array.from({ length: 60 }, (_, row) => `${row}: ${"x".repeat(900)} ${word}`).join("\n");
    const wide = (word: string): string => `${"y".repeat(5000)} ${word} ${"z".repeat(5000)}`;
    const recording = await recorded(["a"], [aRequest({ shared: [wide("old"), lines("old")] })]);
    const { details } = await missOf(recording, aRequest({ shared: [wide("new"), lines("new")] }));
    expect(details.length).toBeLessThanOrEqual(40);
    expect(details.every((line) => line.length < 180)).toBe(true);
    expect(details[3]).toMatch(/^-…y+ old z+…$/);
    expect(details[4]).toMatch(/^\+…y+ new z+…$/);
  });

  test("altogether is shown from where it begins to differ", async () => {
    const rows = (word: string): string =>
      ["one", "two", ...Array.from({ length: 700 }, (_, row) => `${word} ${row}`)].join("\n");
    const recording = await recorded(["a"], [aRequest({ shared: [rows("old")] })]);
    const { details } = await missOf(recording, aRequest({ shared: [rows("new")] }));
    expect(details[2]).toBe("@@ -3 +3 @@ shared 1: much differs from here on");
    expect(details).toContain("-old 0");
    expect(details).toContain("+new 0");
    expect(details).toContain("+… (692 more lines)");
  });

  test("cannot be shown from a recording of version 1", async () => {
    const call = { key: "repeat/1/review", turn: 0, agent: "bug-report-reviewer" };
    const answer = {
      status: "complete",
      text: "a",
      model: "m",
      usage: {
        calls: 1,
        inputTokens: 0,
        outputTokens: 0,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        usd: null,
      },
    };
    const text = [
      { recording: 1, recordedAt: RECORDED_AT },
      { ...call, promptSha256: "0".repeat(64), answer, seconds: 1 },
    ].map((line) => `${JSON.stringify(line)}\n`);
    const recording = parseRecording(text.join(""), "old.jsonl");
    const { details } = await missOf(recording, aRequest());
    expect(details).toEqual([expect.stringContaining("holds no prompts")]);
    await expect(createReplayModel(recording).complete(aRequest(), NEVER)).resolves.toMatchObject({
      text: "a",
    });
  });
});

describe("calls that nobody asked for", () => {
  const asked = aRequest({ key: "1.solve" });
  const left = aRequest({ key: "2.review", call: 2 });

  test("are a difference in strict mode", async () => {
    const model = createReplayModel(await recorded(["a", "b"], [asked, left]), STRICT);
    expect(() =>
      model.requireAllAsked(new Set(["1.solve/call-1", "2.review/call-2"])),
    ).not.toThrow();
    expect(() => model.requireAllAsked(new Set(["1.solve/call-1"]))).toThrow(
      expect.objectContaining({
        kind: "recording_miss",
        message: "The recording has a call that the run never came to, first 2.review/call-2.",
        details: "2.review/call-2",
      }),
    );
  });

  test("are none in demo mode", async () => {
    const model = createReplayModel(await recorded(["a", "b"], [asked, left]));
    expect(() => model.requireAllAsked(new Set())).not.toThrow();
  });
});

test("a cancelled replay says so", async () => {
  const model = createReplayModel(EMPTY);
  await expect(model.complete(aRequest(), AbortSignal.abort())).rejects.toMatchObject({
    kind: "cancelled",
  });
});

describe("a call of which a step could make another", () => {
  const continued = { call: 2, repairs: [REPAIR] };

  test.each(["strict", "demo"] as const)("was asked as its turns say, %s", async (mode) => {
    const recording = await recorded(["cut", "on"], [aRequest(), aRequest(continued)]);
    const model = createReplayModel(recording, { mode });
    const other = { shared: ["Another problem."] };

    expect(model.wasAsked?.(aRequest({ ...continued, ...other }))).toBe(true);
    // The same once more, with more room.
    expect(model.wasAsked?.(aRequest({ call: 2 }))).toBe(false);
    expect(model.wasAsked?.(aRequest({ ...continued, call: 3 }))).toBe(false);
  });

  test("is told by its prompt where the recording is of version 1", async () => {
    const [call] = (await recorded(["cut"], [aRequest()])).calls;
    if (call === undefined) throw new Error("nothing was recorded");
    const calls = [{ ...call, prompt: null }];
    const model = createReplayModel({ recordedAt: RECORDED_AT, calls });

    expect(model.wasAsked?.(aRequest())).toBe(true);
    expect(model.wasAsked?.(aRequest({ repairs: [REPAIR] }))).toBe(false);
  });
});
