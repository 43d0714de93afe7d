import { readdir } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { reservedBy } from "../../../src/core/budget.js";
import type { Prices } from "../../../src/core/ports.js";
import { plannedCall } from "../../../src/engine/call-account.js";
import { withCommandPrompt } from "../../../src/models/claude-cli/command-prompt.js";
import { aRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { played, withRig } from "./rig.js";
import { message, OPENING, result } from "./said.js";

const ANSWERS = { lines: [...OPENING, ...message(), result()] };

const SECRETS = {
  ANTHROPIC_API_KEY: "sk-ant-api03-not-a-real-key-0123456789",
  ANTHROPIC_AUTH_TOKEN: "token-that-is-not-real",
  ANTHROPIC_BASE_URL: "http://127.0.0.1:1",
  AWS_SECRET_ACCESS_KEY: "also-not-real",
  GITHUB_TOKEN: "nor-this",
};

const HARMLESS = {
  LANG: "C.UTF-8",
  LC_ALL: "C.UTF-8",
  HOME: "/nowhere",
  https_proxy: "http://p:1",
};

/** The fake's own environment among variables that must not, and others that must, be handed on. */
function amongOthers(own: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...SECRETS, ...HARMLESS, ...own };
}

const SWITCHES = {
  CLAUDE_CODE_MAX_RETRIES: "0",
  CLAUDE_CODE_DISABLE_NONSTREAMING_FALLBACK: "1",
  CLAUDE_CODE_NO_MODEL_FALLBACK: "1",
  CLAUDE_CODE_DISABLE_REFUSAL_RETRY: "1",
  CLAUDE_CODE_DISABLE_REFUSAL_FALLBACK: "1",
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  DISABLE_AUTOUPDATER: "1",
};

describe("how the command is called", () => {
  test("with the subscription: no key, no other secret, no tools, nothing of the user's", async () => {
    await withRig(
      [ANSWERS],
      async ({ env, calls, temporaryFolder, model }) => {
        await model.complete(aRequest({ effort: "high", thinking: "off" }), NEVER);
        const [call] = calls;

        expect(call?.args).toEqual([
          "--print",
          "--output-format=stream-json",
          "--verbose",
          "--include-partial-messages",
          "--tools=",
          "--max-turns=1",
          "--no-session-persistence",
          "--setting-sources=",
          "--strict-mcp-config",
          "--disable-slash-commands",
          "--model",
          "claude-sonnet-5-5",
          "--effort",
          "high",
          "--max-budget-usd",
          "0.04",
          "--system-prompt",
          "Agents propose, only measurements decide.",
        ]);
        expect(call?.env).toEqual({
          ...env,
          ...HARMLESS,
          ...SWITCHES,
          CLAUDE_CODE_MAX_OUTPUT_TOKENS: "32000",
          MAX_THINKING_TOKENS: "0",
        });
        expect(call?.files).toEqual([]);
        expect(call?.cwd.startsWith(temporaryFolder)).toBe(true);
        expect(await readdir(temporaryFolder)).toEqual([]);
      },
      { environment: amongOthers },
    );
  });

  test("with a key: that key and no login, and only in the environment", async () => {
    const apiKey = SECRETS.ANTHROPIC_API_KEY;
    const login = { kind: "api-key", apiKey, baseUrl: "http://127.0.0.1:1" } as const;
    await withRig(
      [ANSWERS],
      async ({ calls, model }) => {
        await model.complete(aRequest(), NEVER);

        expect(calls[0]?.args).toContain("--bare");
        expect(calls[0]?.args.join(" ")).not.toContain(apiKey);
        expect(calls[0]?.env).toMatchObject({
          ANTHROPIC_API_KEY: apiKey,
          ANTHROPIC_BASE_URL: "http://127.0.0.1:1",
        });
        expect(calls[0]?.env).not.toHaveProperty("ANTHROPIC_AUTH_TOKEN");
      },
      { login, environment: amongOthers },
    );
  });

  test("with earlier replies as parts of the one prompt, and a long system prompt from a file", async () => {
    const system = "Measure. ".repeat(2_000);
    const repairs = [{ reply: "", complaint: "There is no program." }];
    await withRig([ANSWERS], async ({ calls, temporaryFolder, model }) => {
      await model.complete(aRequest({ system, repairs, shared: ["The problem."] }), NEVER);

      expect(calls[0]?.systemFile).toBe(system);
      expect(calls[0]?.files).toEqual([]);
      expect(calls[0]?.args).not.toContain("--system-prompt");
      expect(calls[0]?.stdin).toBe(
        `${["The problem.", aRequest().instruction, "---------- your reply 1 ----------", "(no text)", "---------- what was answered to your reply 1 ----------", "There is no program."].join("\n\n")}\n`,
      );
      expect(await readdir(temporaryFolder)).toEqual([]);
    });
  });

  test("with no more output than the next attempt may have, and no budget without a price", async () => {
    const account = { ...anAccount(), reserve: () => Promise.resolve(2_500) };
    await withRig(
      [{ killedBy: "SIGKILL" }, ANSWERS],
      async ({ calls, model }) => {
        await model.complete(aRequest({ account }), NEVER);

        const limits = calls.map(({ env }) => env["CLAUDE_CODE_MAX_OUTPUT_TOKENS"]);
        expect(limits).toEqual(["32000", "2500"]);
        expect(calls[1]?.env["MAX_THINKING_TOKENS"]).toBe("1250");
        expect(calls[0]?.args).not.toContain("--max-budget-usd");
      },
      { prices: null },
    );
  });

  test("two at a time; whoever gives up in the queue asked for nothing", async () => {
    let [running, most] = [0, 0];
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { model } = await played([ANSWERS], {
      run: async ({ onLine }) => {
        running += 1;
        most = Math.max(most, running);
        // Time enough for a third one to come in beside them.
        if (running === 2) setTimeout(open, 20);
        await gate;
        running -= 1;
        onLine(result());
        return { kind: "exited", exitCode: 0, complaint: "" };
      },
    });
    const stop = new AbortController();
    const account = anAccount();
    const started = [1, 2, 3].map((call) => model.complete(aRequest({ call }), NEVER));
    const fourth = model.complete(aRequest({ account }), stop.signal);
    stop.abort();
    await expect(fourth).rejects.toMatchObject({ kind: "cancelled" });
    await Promise.all(started);

    expect(most).toBe(2);
    expect(account.failures).toMatchObject([{ why: "cancelled", usage: { calls: 0, usd: 0 } }]);
  });
});

test("the worst case of a call has room for what the command adds to the prompt", () => {
  const prices: Prices = { worstCaseUsd: (_, input, output) => input + output };
  const request = aRequest({ maxOutputTokens: 5 });
  const [own, commands] = [prices, withCommandPrompt(prices)]
    .map((each) => plannedCall({ backend: "claude-cli", prices: each }, request))
    .map((call) => reservedBy(call, 5));

  expect(commands?.tokens).toBe((own?.tokens ?? 0) + 1_000);
  expect(commands?.usd).toBe((own?.usd ?? 0) + 1_000);
});
