import { writeFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";
import { z } from "zod";

import { NO_USAGE } from "../../../src/core/usage.js";
import { findQuest } from "../../../src/models/quest/board.js";
import { openQuestDatabase } from "../../../src/models/quest/database.js";
import { anAccount } from "../an-account.js";
import { ask, inFolder, quest } from "./quest-setup.js";

test("a quest is announced, answered by a worker and returned word for word", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const { answer, notices } = ask({ file });
    expect(await notices.wait("waiting")).toBe(
      "waiting for an answer to quest 1 (problem-solver): pipeline quest conversation --quest 1",
    );

    expect(await quest(file, ["monitor", "--agent", "problem-solver"])).toEqual({
      code: 0,
      stdout: "1\n",
      stderr: "",
    });
    const reply = path.join(folder, "reply.md");
    await writeFile(reply, "  Grüße 𝄞\r\n\n");
    expect(await quest(file, ["respond", "--quest", "1", "--file", reply])).toEqual({
      code: 0,
      stdout: "",
      stderr: "Quest 1 is answered.\n",
    });

    expect(await answer).toEqual({
      status: "complete",
      text: "  Grüße 𝄞\r\n\n",
      model: "quest",
      usage: {
        calls: 1,
        inputTokens: 0,
        outputTokens: 0,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        usd: 0,
      },
    });
    expect(notices.heard).toHaveLength(1);
    expect((await quest(file, ["list", "--json"])).stdout).toBe('{\n  "quests": []\n}\n');
  }));

test("the conversation is the whole prompt, part by part and byte for byte", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const shared = ["The problem.", "stderr: \0\u001B[31m\n"];
    const { answer, notices } = ask({ file, shared });
    await notices.wait("waiting");

    const { code, stdout, stderr } = await quest(file, ["conversation", "--quest", "1"]);

    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        "--- quest 1: system ---\nFrozen rules.\n",
        "--- quest 1: shared 1 of 2 ---\nThe problem.\n",
        "--- quest 1: shared 2 of 2 ---\nstderr: \0\u001B[31m\n",
        "--- quest 1: instruction ---\n## Your role: problem-solver\n",
      ].join("\n"),
    );
    expect(stderr.split("\n")).toEqual([
      "Answer with: pipeline quest respond --quest 1 --file reply.md",
      "If you cannot: a reply that starts with BLOCKED: or CLARIFICATION: goes to the owner of the run.",
      "",
    ]);
    await quest(file, ["respond", "--quest", "1", "--msg", "x"]);
    await answer;
  }));

test("a quest is completed once the run has read the answer, and the file is left in WAL mode", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const { answer, notices } = ask({ file });
    await notices.wait("waiting");
    await quest(file, ["respond", "--quest", "1", "--msg", "x"]);
    await answer;

    const database = await openQuestDatabase({ file, mode: "existing" });
    expect(findQuest(database, 1).status).toBe("completed");
    const mode = z.object({ journal_mode: z.string() });
    expect(database.rows(mode, "PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
    database.close();
  }));

test("a cancelled wait ends at once, and the resumed run finds the answer given meanwhile", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const stop = new AbortController();
    const account = anAccount();
    const first = ask({ file, signal: stop.signal, account });
    await first.notices.wait("waiting");
    stop.abort();
    await expect(first.answer).rejects.toMatchObject({ name: "PipelineError", kind: "cancelled" });
    expect(account.failures).toEqual([{ why: "cancelled", usage: NO_USAGE, billed: "known" }]);

    const second = ask({ file });
    expect(await second.notices.wait("waiting")).toContain("quest 1 ");
    await quest(file, ["respond", "--quest", "1", "--msg", "late but there"]);
    expect((await second.answer).text).toBe("late but there");

    const third = ask({ file });
    expect((await third.answer).text).toBe("late but there");
    expect(third.notices.heard).toEqual([]);
  }));

test("a signal that has aborted before asks nothing", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const account = anAccount();
    await expect(ask({ file, signal: AbortSignal.abort(), account }).answer).rejects.toMatchObject({
      kind: "cancelled",
    });
    expect(account.failures).toHaveLength(1);
    expect((await quest(file, ["list"])).code).toBe(2);
  }));

test("runs, steps and tries are asked apart from each other", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const asked = [
      ask({ file, run: "a-1", key: "solve/try 1" }),
      ask({ file, run: "a-1", key: "solve/try 2" }),
      ask({ file, run: "b-1", key: "solve/try 1", agent: "bug-report-reviewer" }),
    ];
    const waiting = await Promise.all(asked.map(({ notices }) => notices.wait("waiting")));
    const ids = waiting.map((text) => /quest (\d+)/.exec(text)?.[1] ?? "");
    expect(new Set(ids).size).toBe(3);

    await Promise.all(
      ids.map((id) => quest(file, ["respond", "--quest", id, "--msg", `to ${id}`])),
    );
    const answers = await Promise.all(asked.map(({ answer }) => answer));
    expect(answers.map(({ text }) => text)).toEqual(ids.map((id) => `to ${id}`));
  }));

test("a repair turn shows the worker the earlier turns, what was asked and what was wrong", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const first = ask({ file, shared: [] });
    await first.notices.wait("waiting");
    await quest(file, ["respond", "--quest", "1", "--msg", "CLARIFICATION: which language?"]);
    await quest(file, ["answer", "--quest", "1", "--msg", "Python"]);
    await quest(file, ["respond", "--quest", "1", "--msg", "no marker"]);
    await first.answer;

    // Somebody else's step of the same name: none of it belongs into this conversation.
    const other = ask({ file, run: "lis-2", shared: [] });
    await other.notices.wait("waiting");
    await quest(file, ["respond", "--quest", "2", "--msg", "BLOCKED: other"]);

    const repairs = [{ reply: "no marker", complaint: "There is no FILE block." }];
    const second = ask({ file, shared: [], repairs });
    expect(await second.notices.wait("waiting")).toContain("quest 3 ");
    expect((await quest(file, ["conversation", "--quest", "3"])).stdout).toBe(
      [
        "--- quest 3: system ---\nFrozen rules.\n",
        "--- quest 3: instruction ---\n## Your role: problem-solver\n",
        "--- quest 3: your question to the owner of the run ---\nCLARIFICATION: which language?\n",
        "--- quest 3: the owner of the run says ---\nPython\n",
        "--- quest 3: your earlier answer ---\nno marker\n",
        "--- quest 3: what was wrong with it ---\nThere is no FILE block.\n",
      ].join("\n"),
    );
    await quest(file, ["respond", "--quest", "3", "--msg", "better"]);
    expect((await second.answer).text).toBe("better");
    expect((await ask({ file, shared: [] }).answer).text).toBe("no marker");
    await quest(file, ["respond", "--quest", "2", "--msg", "other"]);
    expect((await other.answer).text).toBe("other");
  }));

test.each(["BLOCKED: the statement is cut off", "\n CLARIFICATION: is n positive?"])(
  "%j goes to the owner of the run, and the turn stays open",
  (question) =>
    inFolder(async (folder) => {
      const file = path.join(folder, "quests.db");
      const { answer, notices } = ask({ file });
      await notices.wait("waiting");
      await quest(file, ["monitor", "--agent", "any"]);

      const asked = await quest(file, ["respond", "--quest", "1", "--msg", question]);
      expect(asked).toMatchObject({ code: 0, stdout: "" });
      expect(asked.stderr).toContain("pipeline quest monitor --agent problem-solver");
      expect(await notices.wait("message")).toBe(
        `quest 1 (problem-solver) asks: ${question.trim()}\nanswer with: pipeline quest answer --quest 1 --msg TEXT`,
      );
      await quest(file, ["respond", "--quest", "1", "--msg", "BLOCKED: still"]);
      expect(await notices.wait("message", 2)).toContain("asks: BLOCKED: still\n");
      expect((await quest(file, ["list"])).stdout).toMatch(/^1 +blocked +problem-solver /m);
      expect((await quest(file, ["list", "--json"])).stdout).toContain('"current_agent": "owner"');
      const monitor = ["monitor", "--agent", "problem-solver", "--timeout", "0"];
      expect((await quest(file, monitor)).code).toBe(3);

      const told = await quest(file, ["answer", "--quest", "1", "--msg", "Yes."]);
      expect(told).toMatchObject({
        code: 0,
        stderr: "It is the turn of the problem-solver again.\n",
      });
      expect((await quest(file, monitor)).stdout).toBe("1\n");
      expect((await quest(file, ["conversation", "--quest", "1"])).stdout).toMatch(
        /your question to the owner of the run ---\n[^-]*--- quest 1: the owner of the run says ---\nYes\.\n$/,
      );
      await quest(file, ["respond", "--quest", "1", "--msg", "done"]);
      expect((await answer).text).toBe("done");
      expect(notices.heard.map(({ kind }) => kind)).toEqual(["waiting", "message", "message"]);
    }),
);

test("a resumed run hears the question that is still open, and not those that were answered", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const stop = new AbortController();
    const first = ask({ file, signal: stop.signal });
    await first.notices.wait("waiting");
    stop.abort();
    await expect(first.answer).rejects.toThrow("Cancelled");
    await quest(file, ["respond", "--quest", "1", "--msg", "CLARIFICATION: old?"]);
    await quest(file, ["answer", "--quest", "1", "--msg", "yes"]);
    await quest(file, ["respond", "--quest", "1", "--msg", `BLOCKED: ${"new ".repeat(1000)}`]);

    const second = ask({ file });
    const told = await second.notices.wait("message");
    expect(told).toContain("BLOCKED: new");
    expect(told).toContain("[…]");
    expect(told.length).toBeLessThan(2200);
    await quest(file, ["respond", "--quest", "1", "--msg", "found it out"]);
    expect((await second.answer).text).toBe("found it out");
    expect(second.notices.heard).toHaveLength(2);
  }));

test("an answer to another prompt is not taken: the older quest is withdrawn, and asked again when it is wanted again", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const first = ask({ file, instruction: "old" });
    await first.notices.wait("waiting");
    const second = ask({ file, instruction: "new" });
    expect(await second.notices.wait("waiting")).toContain("quest 2 ");

    await expect(first.answer).rejects.toMatchObject({ kind: "run_locked" });
    expect(await quest(file, ["respond", "--quest", "1", "--msg", "x"])).toMatchObject({
      code: 2,
      stderr:
        "Quest 1 was withdrawn, because its run asks something else now; this message is not taken.\n",
    });

    const third = ask({ file, instruction: "old" });
    expect(await third.notices.wait("waiting")).toContain("quest 1 ");
    await quest(file, ["respond", "--quest", "1", "--msg", "old answer"]);
    expect((await third.answer).text).toBe("old answer");
    await expect(second.answer).rejects.toMatchObject({ kind: "run_locked" });
  }));
