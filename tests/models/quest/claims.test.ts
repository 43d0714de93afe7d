import path from "node:path";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import { messageOf } from "../../../src/core/errors.js";
import { postQuest, readAnswer } from "../../../src/models/quest/asking.js";
import { findQuest } from "../../../src/models/quest/board.js";
import { claimQuest, waitForQuest } from "../../../src/models/quest/claiming.js";
import { readConversation } from "../../../src/models/quest/conversation.js";
import type { QuestDatabase } from "../../../src/models/quest/database.js";
import { openQuestDatabase } from "../../../src/models/quest/database.js";
import type { QuestPrompt } from "../../../src/models/quest/quest.js";
import { answerQuestion, respondToQuest } from "../../../src/models/quest/replying.js";
import { inFolder, never } from "./quest-setup.js";

/** A clock that a test sets. */
class HandClock {
  time = 1_000_000;
  now(): number {
    return this.time;
  }
}

async function withBoard(
  work: (database: QuestDatabase, clock: HandClock) => Promise<void> | void,
): Promise<void> {
  await inFolder(async (folder) => {
    const clock = new HandClock();
    const database = await openQuestDatabase({
      file: path.join(folder, "quests.db"),
      mode: "create",
      clock,
    });
    // Nothing here survives a power cut, so nothing waits for the disk.
    database.script("PRAGMA synchronous = OFF");
    try {
      await work(database, clock);
    } finally {
      database.close();
    }
  });
}

const prompt: QuestPrompt = { system: "s", shared: ["p"], instruction: "i", repairs: [] };
const post = (database: QuestDatabase, key: string): number =>
  postQuest(database, { run: "lis-1", key, turn: 0, role: "problem-solver", prompt });
const claim = (database: QuestDatabase, worker: string | null = null): number | null =>
  claimQuest(database, { agent: "any", claimMs: 1000, worker });

test("a claim keeps others away until it expires, and not a moment longer", () =>
  withBoard((database, clock) => {
    const id = post(database, "a");
    expect([claim(database), claim(database)]).toEqual([id, null]);
    clock.time += 999;
    expect([claim(database), findQuest(database, id).status]).toEqual([null, "claimed"]);
    clock.time += 1;
    expect(findQuest(database, id).status).toBe("open");
    expect([claim(database), claim(database)]).toEqual([id, null]);
  }));

test("the answer of a worker whose claim expired counts when nobody else has answered", () =>
  withBoard((database, clock) => {
    const id = post(database, "a");
    claim(database);
    clock.time += 5000;
    claim(database);
    expect(respondToQuest(database, { id, reply: "late", worker: null })).toBe("answer");
    expect(() => respondToQuest(database, { id, reply: "later", worker: null })).toThrow(
      "Quest 1 has been answered already",
    );
    expect(readAnswer(database, id)).toBe("late");
    clock.time += 5000;
    expect(claim(database)).toBeNull();
  }));

test("a late answer is refused once another worker holds the quest, and that one's is taken", () =>
  withBoard((database, clock) => {
    const id = post(database, "a");
    claim(database, "slow");
    clock.time += 5000;
    expect(claim(database, "quick")).toBe(id);
    expect(() => respondToQuest(database, { id, reply: "late", worker: "slow" })).toThrow(
      "Quest 1 is held by quick now, because the claim of slow ran out; this message is not taken.",
    );
    expect(readAnswer(database, id)).toBeNull();
    expect(respondToQuest(database, { id, reply: "in time", worker: "quick" })).toBe("answer");
    expect(readAnswer(database, id)).toBe("in time");
  }));

test("who never held a quest is told so, and not of a claim that ran out", () =>
  withBoard((database) => {
    const id = post(database, "a");
    claim(database, "w1");
    const respond = (reply: string, worker: string) => () =>
      respondToQuest(database, { id, reply, worker });

    expect(respond("x", "w2")).toThrow(
      "Quest 1 is held by w1, not by w2; this message is not taken.",
    );
    expect(respond("x", "w2")).toThrow(
      expect.objectContaining({
        hint: "Take a quest with `pipeline quest monitor --agent any --worker w2`.",
      }),
    );
    // A question gives the claim up: it has not run out either.
    respond("BLOCKED: why?", "w1")();
    answerQuestion(database, id, "because");
    claim(database, "w2");
    expect(respond("x", "w1")).toThrow("Quest 1 is held by w2, not by w1;");
  }));

test("the holder's late answer counts as long as nobody else has taken the quest", () =>
  withBoard((database, clock) => {
    const id = post(database, "a");
    claim(database, "slow");
    clock.time += 5000;
    expect(respondToQuest(database, { id, reply: "late", worker: "slow" })).toBe("answer");
  }));

test("who gives no name answers as before: the first answer counts", () =>
  withBoard((database) => {
    const id = post(database, "a");
    claim(database, "named");
    expect(respondToQuest(database, { id, reply: "by hand", worker: null })).toBe("answer");
  }));

test("a wait ends when its time is up, and a cancel is not a time-out", () =>
  withBoard(async (database) => {
    const wait = { agent: "any", claimMs: 1000, worker: null, pollMs: 60_000 };
    expect(await waitForQuest(database, { ...wait, timeoutMs: 0 }, never)).toBeNull();
    const stop = new AbortController();
    const waiting = waitForQuest(database, { ...wait, timeoutMs: 60_000 }, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ kind: "cancelled" });
    await expect(
      waitForQuest(database, { ...wait, timeoutMs: 60_000 }, AbortSignal.abort()),
    ).rejects.toMatchObject({ kind: "cancelled" });
  }));

test("every prompt comes out as it went in", () =>
  withBoard((database) => {
    let count = 0;
    // Every UTF-16 code unit, halves of pairs and NUL among them.
    const text = fc
      .array(fc.integer({ min: 0, max: 0xff_ff }))
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), text, (system, shared, instruction) => {
        count += 1;
        const repairs = [{ reply: instruction, complaint: system }];
        const id = postQuest(database, {
          run: "r",
          key: `${count}`,
          turn: 1,
          role: "x",
          prompt: { system, shared, instruction, repairs },
        });
        expect(readConversation(database, id).map((part) => part.text)).toEqual([
          system,
          ...shared,
          instruction,
          instruction,
          system,
        ]);
      }),
      { numRuns: 50 },
    );
  }));

type Move =
  | { readonly kind: "claim" }
  | { readonly kind: "pass"; readonly ms: number }
  | { readonly kind: "respond" | "block" | "answer"; readonly quest: number };

/** What can be played, and what each move comes to: an id, or whether a message was taken. */
interface Player {
  readonly claim: () => number | null;
  readonly say: (kind: "respond" | "block" | "answer", index: number) => boolean;
}

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constant<Move>({ kind: "claim" }),
  fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 1500 }) }),
  fc.record({
    kind: fc.constantFrom("respond" as const, "block" as const, "answer" as const),
    quest: fc.integer({ min: 0, max: 2 }),
  }),
);

/** The law that play is held against, in a few lines and without a database. */
function law(ids: readonly number[], clock: HandClock): Player {
  const quests = ids.map((id) => ({ id, state: "free", heldUntil: 0 }));
  return {
    claim: () => {
      const found = quests.find(
        ({ state, heldUntil }) => state === "free" && heldUntil <= clock.time,
      );
      if (found === undefined) return null;
      found.heldUntil = clock.time + 1000;
      return found.id;
    },
    say: (kind, index) => {
      const found = quests[index];
      if (found === undefined || found.state === "answered") return false;
      if (kind === "answer" && found.state !== "asking") return false;
      found.heldUntil = 0;
      found.state = { respond: "answered", block: "asking", answer: "free" }[kind];
      return true;
    },
  };
}

function board(database: QuestDatabase, ids: readonly number[]): Player {
  const send = {
    respond: (id: number) => respondToQuest(database, { id, reply: "done", worker: null }),
    block: (id: number) => respondToQuest(database, { id, reply: "BLOCKED: why?", worker: null }),
    answer: (id: number) => answerQuestion(database, id, "because"),
  };
  return {
    claim: () => claim(database),
    say: (kind, index) => {
      try {
        send[kind](ids[index] ?? 0);
        return true;
      } catch (error) {
        if (/answered already|no question/.test(messageOf(error))) return false;
        throw error;
      }
    },
  };
}

function play(player: Player, moves: readonly Move[], clock: HandClock): unknown[] {
  return moves.map((next) => {
    switch (next.kind) {
      case "claim":
        return player.claim();
      case "pass":
        clock.time += next.ms;
        return null;
      case "respond":
      case "block":
      case "answer":
        return player.say(next.kind, next.quest);
    }
  });
}

test("whatever is played: one holder at a time, one answer for ever", () =>
  withBoard((database, clock) => {
    let game = 0;
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        game += 1;
        database.run("UPDATE quests SET status = 'completed'");
        const ids = ["a", "b", "c"].map((key) => post(database, `${game}${key}`));
        const start = clock.time;
        const expected = play(law(ids, clock), moves, clock);
        clock.time = start;
        expect(play(board(database, ids), moves, clock)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  }));

test("while another process writes, a statement waits; then it says what is in the way, and nothing is lost", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const writer = await openQuestDatabase({ file, mode: "create" });
    const other = await openQuestDatabase({ file, mode: "existing", busyTimeoutMs: 50 });
    try {
      const id = post(writer, "a");
      writer.script("BEGIN IMMEDIATE");
      expect(() => claim(other)).toThrow(/^Another process has kept the quest database .* busy\.$/);
      // Reading needs no turn.
      expect(findQuest(other, id).status).toBe("open");
      writer.script("COMMIT");
      expect(claim(other)).toBe(id);
    } finally {
      other.close();
      writer.close();
    }
  }));

test("a database of the layout before is brought up to this one, with all that it holds", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const before = await openQuestDatabase({ file, mode: "create" });
    const id = post(before, "a");
    before.script(
      "ALTER TABLE quests DROP COLUMN claimed_by; DROP TABLE claims; PRAGMA user_version = 1",
    );
    before.close();

    const now = await openQuestDatabase({ file, mode: "existing" });
    expect([claim(now, "w"), findQuest(now, id).claimedBy]).toEqual([id, "w"]);
    now.close();
  }));
