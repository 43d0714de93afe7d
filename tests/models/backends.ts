import { once } from "node:events";
import path from "node:path";

import type { Answer, Model } from "../../src/core/ports.js";
import { createClaudeCliModel } from "../../src/models/claude-cli/claude-cli-model.js";
import type { Ending, Start } from "../../src/models/claude-cli/process.js";
import { findQuest } from "../../src/models/quest/board.js";
import { ANY_AGENT, waitForQuest } from "../../src/models/quest/claiming.js";
import { readConversation } from "../../src/models/quest/conversation.js";
import { openQuestDatabase } from "../../src/models/quest/database.js";
import { createQuestModel } from "../../src/models/quest/quest-model.js";
import { respondToQuest } from "../../src/models/quest/replying.js";
import { createScriptedModel } from "../../src/models/scripted-model.js";
import { claim, program, review } from "../engine/engine-maker.js";
import type { FakeAnswer, FakeRequest } from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { withRig } from "./anthropic/rig.js";
import { interrupted, message, OPENING, result } from "./claude-cli/said.js";

/** The model that refuses to review. */
export const MODEL = "claude-sonnet-5-5";

/** What an answer depends on, in every backend: nothing that a recording does not hold. */
interface Asked {
  readonly agent: string;
  readonly instruction: string;
  readonly model: string;
  readonly repairs: number;
  readonly maxOutputTokens: number;
}

type Said = Pick<Answer, "status" | "text">;

/** The reviewer's first model refuses, the fixer is cut off at first and says something unreadable then. */
function say({ agent, instruction, model, repairs, maxOutputTokens }: Asked): Said {
  const whole = (text: string): Said => ({ status: "complete", text });
  switch (agent) {
    case "problem-solver":
      return whole(program(instruction, "print('half')"));
    case "bug-report-reviewer":
      return model === MODEL
        ? { status: "refused", text: "" }
        : whole(review(claim("major", "2\n", "2\n")));
    default: {
      const fixed = program(instruction, "print('right')");
      if (repairs > 0) return whole(fixed);
      if (maxOutputTokens > 32_000) return whole("Sorry, here is nothing.");
      return { status: "truncated", text: fixed.slice(0, -30) };
    }
  }
}

function askedOnWire({ agent, blocks, body, later }: FakeRequest): Asked {
  return {
    agent: agent ?? "",
    instruction: blocks.at(-1) ?? "",
    model: body.model,
    repairs: later.length / 2,
    maxOutputTokens: body.max_tokens,
  };
}

const STOP_REASONS: Readonly<Record<Said["status"], string>> = {
  complete: "end_turn",
  truncated: "max_tokens",
  refused: "refusal",
  context_exceeded: "model_context_window_exceeded",
};

function onWire({ status, text }: Said): FakeAnswer {
  return { text, stopReason: STOP_REASONS[status] };
}

/** Lends out a model for as long as `use` lasts. */
export type UseModel = <T>(use: (model: Model) => Promise<T>) => Promise<T>;

/** The same, answered within the test. */
export const script: Model = createScriptedModel((request) =>
  say({ ...request, repairs: request.repairs.length }),
);

export const scripted: UseModel = (use) => use(script);

/** The real client against a server that speaks the Messages API. */

export const anthropic: UseModel = (use) =>
  withRig(
    (request) => onWire(say(askedOnWire(request))),
    ({ model }) => use(model),
  );

/** A worker in the same process: it knows no refusal and no end of its room. */
export const quest: UseModel = async (use) => {
  const file = path.join(await temporaryFolder(), "quests.db");
  const database = await openQuestDatabase({ file, mode: "create" });
  const over = new AbortController();
  const order = {
    agent: ANY_AGENT,
    claimMs: 60_000,
    worker: null,
    timeoutMs: 60_000,
    pollMs: 2,
  };
  const work = async (): Promise<void> => {
    for (;;) {
      const id = (await waitForQuest(database, order, over.signal)) ?? 0;
      const { role: agent, turn: repairs } = findQuest(database, id);
      const parts = readConversation(database, id).map(({ text }) => text);
      const instruction = parts.findLast((text) => text.includes("## Your role")) ?? "";
      const said = say({ agent, instruction, repairs, model: "quest", maxOutputTokens: 64_000 });
      respondToQuest(database, { id, reply: said.text, worker: null });
    }
  };
  const working = work().catch((error: unknown) => {
    if (!over.signal.aborted) throw error;
  });
  try {
    return await use(createQuestModel({ file, run: "one", pollMs: 2 }));
  } finally {
    over.abort();
    await working;
    database.close();
  }
};

/** The user's own command, played without a process. */
export const claudeCli: UseModel = async (use) => {
  const run = async (start: Start, signal: AbortSignal): Promise<Ending> => {
    const { status, text } = say(askedOfCommand(start));
    const texts = text === "" ? [] : [text];
    const lines = [...OPENING, ...message({ texts, stopReason: STOP_REASONS[status] })];
    for (const line of lines) start.onLine(line);
    if (status === "complete") start.onLine(result());
    else {
      // It would ask again by itself, and is stopped before it does.
      if (!signal.aborted) await once(signal, "abort");
      start.onLine(interrupted(0.001));
    }
    return { kind: "exited", exitCode: 0, complaint: "" };
  };
  const model = createClaudeCliModel({
    env: {},
    run,
    temporaryFolder: await temporaryFolder(),
    prices: { worstCaseUsd: () => 1 },
    costOf: () => 0.001,
  });
  return use(model);
};

function askedOfCommand({ args, env, stdin }: Start): Asked {
  return {
    agent: /^## Your role: (.*)$/m.exec(stdin)?.[1] ?? "",
    instruction: stdin,
    model: args[args.indexOf("--model") + 1] ?? "",
    repairs: stdin.match(/^-+ your reply \d+ -+$/gm)?.length ?? 0,
    maxOutputTokens: Number(env["CLAUDE_CODE_MAX_OUTPUT_TOKENS"]),
  };
}
