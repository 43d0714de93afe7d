import { describe, expect, test } from "vitest";

import { aRequest, aWatchedRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import type { FakePart } from "./fake-claude.js";
import { played } from "./rig.js";
import { failure, interrupted, message, OPENING, result } from "./said.js";

const USAGE = {
  calls: 1,
  inputTokens: 100,
  outputTokens: 50,
  cacheReadTokens: 300,
  cacheWriteTokens: 20,
  usd: 0.00078,
};

const WOULD_GO_ON = { hangs: true, onInterrupt: [interrupted(0.0009)] };

describe("an answer", () => {
  test("is all of its blocks, joined with nothing between them, and costs what the command says", async () => {
    const lines = [...OPENING, ...message({ texts: ["def f():\n", "    return 'ü'\n"] }), result()];
    const { model } = await played([{ lines }]);
    expect(await model.complete(aRequest(), NEVER)).toEqual({
      status: "complete",
      text: "def f():\n    return 'ü'\n",
      model: "claude-sonnet-5-5",
      usage: USAGE,
    });
  });

  test.each<{ name: string; stopReason: string; texts: string[]; status: string }>([
    { name: "cut off", stopReason: "max_tokens", texts: ["half of"], status: "truncated" },
    {
      name: "too long for the model",
      stopReason: "model_context_window_exceeded",
      texts: ["a bit"],
      status: "context_exceeded",
    },
    { name: "refused", stopReason: "refusal", texts: [], status: "refused" },
    { name: "empty", stopReason: "end_turn", texts: [], status: "complete" },
  ])(
    "that is $name ends the command before it asks again",
    async ({ stopReason, texts, status }) => {
      const said = message({ stopReason, texts, explanation: "Too risky." });
      const { model, starts } = await played([{ lines: [...OPENING, ...said], ...WOULD_GO_ON }]);
      const answer = await model.complete(aRequest(), NEVER);

      expect(answer).toMatchObject({ status, text: texts.join("") });
      expect(answer.usage.usd).toBe(0.0009);
      expect(starts).toHaveLength(1);
    },
  );

  test("is the first one where the command has asked again all the same", async () => {
    const again = message({ texts: ["the rest"] });
    const lines = [...message({ texts: ["the first"] }), ...again];
    const { model } = await played([{ lines, ...WOULD_GO_ON }]);
    const answer = await model.complete(aRequest(), NEVER);

    expect(answer).toMatchObject({ text: "the first", usage: { usd: 0.0009 } });
  });

  test("is begun anew where the one before broke off", async () => {
    const broken = message({ texts: ["a false st"] }).slice(0, 3);
    const lines = [...broken, ...message({ texts: ["a whole one"] }), result()];
    const { model } = await played([{ lines }]);
    expect((await model.complete(aRequest(), NEVER)).text).toBe("a whole one");
  });

  test("that is whole counts also when the command dies right after it, at the price of the table", async () => {
    const { model, starts } = await played([{ lines: message(), killedBy: "SIGKILL" }]);
    const answer = await model.complete(aRequest(), NEVER);

    expect(answer).toMatchObject({ text: "All done.", usage: { ...USAGE, usd: 0.0005 } });
    expect(starts).toHaveLength(1);
  });

  test("of a command that tells of no events is in its last line", async () => {
    const { model } = await played([{ lines: [result({ result: "All in one." })] }]);
    const answer = await model.complete(aRequest(), NEVER);

    expect(answer).toMatchObject({ status: "complete", text: "All in one.", usage: USAGE });
  });

  test("to a prompt that is too long is that", async () => {
    const said = failure("Prompt is too long", 400, { terminal_reason: "prompt_too_long" });
    const { model } = await played([{ lines: [said], exitCode: 1 }]);
    const answer = await model.complete(aRequest(), NEVER);

    expect(answer).toMatchObject({ status: "context_exceeded", text: "", usage: { usd: 0 } });
  });

  const COUNTED_NOTHING = { total_cost_usd: 0, usage: { input_tokens: 0, output_tokens: 0 } };

  test("that the command did not count costs what its stream told", async () => {
    const last = result({ ...COUNTED_NOTHING, subtype: "error_during_execution", is_error: true });
    const lines = [...OPENING, ...message({ stopReason: "max_tokens" })];
    const { model } = await played([{ lines, hangs: true, onInterrupt: [last] }]);
    const answer = await model.complete(aRequest(), NEVER);

    expect(answer).toMatchObject({ status: "truncated", usage: { ...USAGE, usd: 0.0005 } });
  });

  test.each([
    { what: "no usage", said: { usage: undefined, total_cost_usd: undefined } },
    { what: "a usage of nothing", said: COUNTED_NOTHING },
  ])("with $what, and no stream, has no price rather than none to pay", async ({ said }) => {
    const { model } = await played([{ lines: [...OPENING, result(said)] }]);
    const answer = await model.complete(aRequest(), NEVER);

    expect(answer).toMatchObject({ text: "All done.", usage: { calls: 1, usd: null } });
  });

  test("with its tokens and no price costs what the list says", async () => {
    const { model } = await played([{ lines: [result({ total_cost_usd: undefined })] }]);
    expect(await model.complete(aRequest(), NEVER)).toMatchObject({
      usage: { ...USAGE, usd: 0.0005 },
    });
  });

  test("with the budget of the command used up is an answer", async () => {
    const last = result({ subtype: "error_max_budget_usd", is_error: true, result: undefined });
    const { model } = await played([{ lines: [...message(), last], exitCode: 1 }]);
    expect(await model.complete(aRequest(), NEVER)).toMatchObject({ text: "All done." });
  });
});

describe("a fault that passes", () => {
  test.each<{ name: string; part: FakePart; why: RegExp }>([
    {
      name: "overload",
      part: { lines: [failure("API Error: 529 Overloaded.", 529)] },
      why: /^529 Overloaded$/,
    },
    {
      name: "a limit of the moment",
      part: {
        lines: [
          failure(
            "API Error: Server is temporarily limiting requests (not your usage limit) · Number of requests exceeded",
            429,
          ),
        ],
      },
      why: /temporarily limiting/,
    },
    {
      name: "a lost connection",
      part: { lines: [failure("API Error: Connection to the API was lost (ECONNRESET).", null)] },
      why: /ECONNRESET/,
    },
    {
      name: "death from outside",
      part: { lines: OPENING, killedBy: "SIGKILL" },
      why: /killed by SIGKILL/,
    },
    {
      name: "a crash",
      part: { exitCode: 3, complaint: "panic:\u001b[31m out\nof luck" },
      why: /exit code 3 and without a result: panic: out of luck/,
    },
    {
      name: "a last line that is cut off",
      part: { lines: [result().slice(0, 80)], isCutOff: true },
      why: /cannot be read/,
    },
    {
      name: "something that is no JSON",
      part: { lines: ["Segmentation fault"] },
      why: /cannot be read/,
    },
    { name: "an end in silence", part: {}, why: /exit code 0 and without a result/ },
  ])("$name is tried again and stands in the account", async ({ part, why }) => {
    const account = anAccount();
    const { request, notices } = aWatchedRequest({ account });
    const parts = [part, { lines: [...message(), result()] }];
    const { model, starts, delays } = await played(parts);
    const answer = await model.complete(request, NEVER);

    expect(answer.usage).toEqual(USAGE);
    expect(starts).toHaveLength(2);
    expect(account.failures).toMatchObject([
      { why: expect.stringMatching(why), usage: { calls: 0, usd: 0 } },
    ]);
    expect(notices).toMatchObject([{ kind: "retrying", attempt: 2, delayMs: delays[0] }]);
  });

  test("is billed as far as it got, and ends the call in one sentence when it stays", async () => {
    const begun = message({ texts: ["x".repeat(600)] }).slice(0, 4);
    const account = anAccount();
    const lost = {
      lines: [...begun, failure("Connection lost", null, { total_cost_usd: 0.0003 })],
    };
    const { model } = await played([lost, { lines: begun, killedBy: "SIGTERM" }], { attempts: 2 });
    await expect(model.complete(aRequest({ account }), NEVER)).rejects.toMatchObject({
      kind: "service",
      message: expect.stringMatching(
        /gave no answer in 2 attempts; the last: it was killed by SIGTERM\.$/,
      ),
    });
    expect(account.failures).toMatchObject([
      { usage: { calls: 0, usd: 0.0003 } },
      { usage: { calls: 0, inputTokens: 100, outputTokens: 200, usd: 0.002 } },
    ]);
  });
});

describe("a fault that stays", () => {
  const LIMIT = "You've hit your 5-hour limit · resets 10:26pm (UTC)";
  const limited = JSON.stringify({
    type: "rate_limit_event",
    rate_limit_info: { status: "rejected", resetsAt: 1_795_300_000, rateLimitType: "five_hour" },
  });

  test.each<{ name: string; part: FakePart; error: object }>([
    {
      name: "nobody is logged in",
      part: { lines: [failure("Not logged in · Please run /login", null)] },
      error: { kind: "no_key", hint: expect.stringMatching(/\/login/) },
    },
    {
      name: "the login is refused",
      part: { lines: [failure("Failed to authenticate. API Error: 403 no access", 403)] },
      error: { kind: "refused_key", message: expect.stringMatching(/403 no access/) },
    },
    {
      name: "the plan is used up",
      part: { lines: [limited, failure(LIMIT, 429)] },
      error: {
        kind: "service",
        message: expect.stringMatching(/5-hour limit · resets 10:26pm/),
        resumeAt: "2026-11-21T22:26:40.000Z",
      },
    },
    {
      name: "the account is empty",
      part: { lines: [failure("Credit balance is too low", 400)] },
      error: { kind: "service", hint: expect.stringMatching(/Raise the limit/) },
    },
    {
      name: "there is no such model",
      part: { lines: [failure("There's an issue with the selected model", 404)] },
      error: { kind: "usage", message: expect.stringMatching(/no model claude-sonnet-5-5/) },
    },
    {
      name: "the request is refused",
      part: { lines: [failure("API Error: 400 bad thing", 400)] },
      error: { kind: "service", message: expect.stringMatching(/400 bad thing/) },
    },
    {
      name: "the command is too old",
      part: { complaint: "error: unknown option '--strict-mcp-config'\n", exitCode: 1 },
      error: { kind: "bad_settings", hint: expect.stringMatching(/claude update/) },
    },
    {
      name: "the prompt is longer than a pipe takes",
      part: { complaint: "Error: piped stdin input exceeds 10MB. Pass large content as a file.\n" },
      error: { kind: "bad_input", message: expect.stringMatching(/exceeds 10MB/) },
    },
  ])("$name: it is not tried again", async ({ part, error }) => {
    const account = anAccount();
    const { model, starts } = await played([{ exitCode: 1, ...part }]);
    await expect(model.complete(aRequest({ account }), NEVER)).rejects.toMatchObject(error);
    expect(starts).toHaveLength(1);
    expect(account.failures).toMatchObject([{ usage: { calls: 0, usd: 0 } }]);
  });

  test("no secret of the user's is in any message", async () => {
    const token = "ghp_thisIsNotARealTokenButLong";
    const { model } = await played(
      [{ lines: [failure(`API Error: 400 bad header ${token}`, 400)], exitCode: 1 }],
      { env: { MY_TOKEN: token } },
    );
    await expect(model.complete(aRequest(), NEVER)).rejects.toMatchObject({
      message: expect.stringMatching(/bad header \[redacted\]\.$/),
    });
  });
});
