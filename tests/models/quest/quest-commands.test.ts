import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";

import Database from "libsql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { openQuestDatabase } from "../../../src/models/quest/database.js";
import { ask, inFolder, quest } from "./quest-setup.js";

/** A folder with a database that holds quest 1 (open) and quest 2 (answered), and files that are no such thing. */
async function furnish(folder: string): Promise<string> {
  const file = path.join(folder, "quests.db");
  for (const key of ["one", "two"]) {
    const stop = new AbortController();
    const { answer, notices } = ask({ file, key, signal: stop.signal });
    await notices.wait("waiting");
    stop.abort();
    await answer.catch(() => undefined);
  }
  await quest(file, ["respond", "--quest", "2", "--msg", "first"]);

  await writeFile(path.join(folder, "text.db"), "Dear diary. ".repeat(500));
  await writeFile(path.join(folder, "empty.db"), "");
  await mkdir(path.join(folder, "folder.db"));
  const foreign = new Database(path.join(folder, "foreign.db"));
  foreign.exec("CREATE TABLE diary (page TEXT)");
  foreign.close();
  const newer = path.join(folder, "newer.db");
  (await openQuestDatabase({ file: newer, mode: "create" })).close();
  const changed = new Database(newer);
  changed.exec("PRAGMA user_version = 3");
  changed.close();

  await writeFile(path.join(folder, "blank.md"), " \n");
  await writeFile(path.join(folder, "nul.md"), "a\nb\0c");
  await writeFile(path.join(folder, "latin1.md"), Buffer.from([0x47, 0x72, 0xfc, 0xdf]));
  await writeFile(path.join(folder, "large.md"), "x".repeat(10_000_001));
  return folder;
}

describe("what is refused", () => {
  let folder = "";
  let release: () => void = () => undefined;
  let whole: Promise<void> = Promise.resolve();
  beforeAll(async () => {
    await new Promise<void>((ready) => {
      whole = inFolder(async (fresh) => {
        folder = await furnish(fresh);
        ready();
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      });
    });
  });
  afterAll(async () => {
    release();
    await whole;
  });

  test.each<[argv: string, sentence: RegExp]>([
    ["list --db none.db", /^There is no quest database at .*none\.db\. A run with --backend quest/],
    ["conversation --quest 1 --db none/none.db", /^There is no quest database at /],
    ["list --db folder.db", /^There is no quest database at /],
    ["list --db text.db", /text\.db is not a quest database\. /],
    ["list --db empty.db", /empty\.db is not a quest database\. /],
    ["list --db foreign.db", /foreign\.db is not a quest database\. /],
    [
      "list --db newer.db",
      /newer\.db was made by another version of pipeline \(layout 3, not 2\)\./,
    ],
    ["conversation --quest 99", /^There is no quest 99 in .*quests\.db\. pipeline quest list/],
    ["respond --quest 99 --msg hello", /^There is no quest 99 /],
    ["answer --quest 99 --msg hello", /^There is no quest 99 /],
    ["respond --quest 2 --msg second", /^Quest 2 has been answered already; this message is not/],
    ["respond --quest 2 --msg BLOCKED:x", /^Quest 2 has been answered already; /],
    ["answer --quest 2 --msg hello", /^Quest 2 has been answered already; /],
    ["answer --quest 1 --msg hello", /^Quest 1 has no question that waits for you\. /],
    ["respond --quest 1", /^A reply is missing\. Give it with --file/],
    ["respond --quest 1 --msg ", /^The reply is refused: it is empty\.$/],
    ["respond --quest 1 --file blank.md", /^The reply is refused: it is empty\.$/],
    ["respond --quest 1 --file nul.md", /^The reply is refused: it holds a NUL byte in line 2\.$/],
    ["respond --quest 1 --file latin1.md", /latin1\.md: it is not UTF-8 text\.$/],
    ["respond --quest 1 --file large.md", /large\.md: it is over 10 MB\.$/],
    ["respond --quest 1 --file none.md", /none\.md: there is no such file\.$/],
    ["respond --quest 1 --file folder.db", /folder\.db: it is a directory\.$/],
  ])("%s", async (line, sentence) => {
    const argv = line
      .split(" ")
      .map((word) => (/\.(db|md)$/.test(word) ? path.join(folder, word) : word));
    const { code, stdout, stderr } = await quest(path.join(folder, "quests.db"), argv);

    expect(stderr.trimEnd()).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain("\n");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect((await quest(path.join(folder, "quests.db"), ["list", "--json"])).stdout).toContain(
      '"status": "open"',
    );
  });

  test.each<[argv: string, sentence: RegExp]>([
    ["respond --quest 1 --msg a --file b.md", /cannot be used with option/],
    ["respond --msg a", /required option '--quest <id>' not specified/],
    ["respond --quest 1.5 --msg a", /A quest is named by its number/],
    ["monitor --agent any --timeout soon", /It must be a number, 0 or more/],
    ["monitor --agent any --claim 0", /It must be a number, more than 0/],
    ["monitor", /required option '--agent <name>' not specified/],
  ])("%s is wrong usage", async (line, sentence) => {
    await expect(quest(path.join(folder, "quests.db"), line.split(" "))).rejects.toThrow(sentence);
  });

  test("somebody else's database is not touched by a run either", async () => {
    const file = path.join(folder, "copy.db");
    await copyFile(path.join(folder, "foreign.db"), file);
    const before = await readFile(file);
    await expect(ask({ file }).answer).rejects.toMatchObject({ kind: "bad_input" });
    expect(await readFile(file)).toEqual(before);
  });

  test("a folder that is not there is named", async () => {
    await expect(ask({ file: path.join(folder, "none", "q.db") }).answer).rejects.toMatchObject({
      kind: "disk",
      hint: "Its folder must exist and be writable.",
    });
  });
});

test("monitor waits for the database as well as for a quest", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "later.db");
    const taken = quest("none.db", ["monitor", "--agent", "any", "--timeout", "20", "--db", file]);
    const step = ask({ file, key: "1", agent: "problem-solver" });
    await step.notices.wait("waiting");

    expect((await taken).stdout).toBe("1\n");
    const none = path.join(folder, "never.db");
    expect(
      await quest("none.db", ["monitor", "--agent", "any", "--timeout", "0", "--db", none]),
    ).toMatchObject({ code: 3, stderr: expect.stringContaining("no quest database") });
  }));

test("monitor serves its own role only, oldest first, and says when the time is up", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "it's here & there #1?.db");
    const asked = [];
    for (const agent of ["bug-report-reviewer", "solution-fixer", "problem-solver"]) {
      const step = ask({ file, key: agent, agent });
      await step.notices.wait("waiting");
      asked.push(step);
    }

    const monitor = (agent: string) =>
      quest("none.db", ["monitor", "--agent", agent, "--timeout", "0", "--db", file]);
    expect((await monitor("problem-solver")).stdout).toBe("3\n");
    expect(await monitor("problem-solver")).toEqual({
      code: 3,
      stdout: "",
      stderr: "No quest for problem-solver within 0 s.\n",
    });
    expect((await monitor("any")).stdout).toBe("1\n");
    expect((await monitor("any")).stdout).toBe("2\n");
    expect(await monitor("any")).toMatchObject({ code: 3, stderr: "No quest within 0 s.\n" });

    const shown = await quest("none.db", ["conversation", "--quest", "1", "--db", file]);
    expect(shown.stderr).toContain(
      `--file reply.md --db '${file.replace("'", String.raw`'\''`)}'\n`,
    );
    for (const id of ["1", "2", "3"]) {
      await quest(file, ["respond", "--quest", id, "--file", "-"], {
        stdin: Readable.from([Buffer.from("ok")]),
      });
    }
    const answers = await Promise.all(asked.map(({ answer }) => answer));
    expect(answers.map(({ text }) => text)).toEqual(["ok", "ok", "ok"]);
  }));

test("the database is named as for the run: by --quest-db, or by its folder with -o", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    (await openQuestDatabase({ file, mode: "create" })).close();
    const stop = new AbortController();
    const { answer, notices } = ask({ file, signal: stop.signal });
    await notices.wait("waiting");
    const waits = { code: 0, stderr: expect.stringContaining(`reply.md --db ${file}\n`) };

    for (const flags of [
      ["--db", file],
      ["--quest-db", file],
      ["-o", folder],
      ["--output", folder],
    ]) {
      expect(await quest("none.db", ["conversation", "--quest", "1", ...flags])).toMatchObject(
        waits,
      );
    }
    for (const flags of [
      ["--db", file, "--quest-db", file],
      ["--quest-db", file, "-o", folder],
    ]) {
      await expect(quest("none.db", ["list", ...flags])).rejects.toThrow(/cannot be used with/);
    }
    stop.abort();
    await answer.catch(() => undefined);
  }));

test("monitor wakes up when a quest comes", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    (await openQuestDatabase({ file, mode: "create" })).close();
    const waiting = quest(file, ["monitor", "--agent", "any", "--timeout", "20"]);
    const { answer } = ask({ file });
    expect(await waiting).toEqual({ code: 0, stdout: "1\n", stderr: "" });
    await quest(file, ["respond", "--quest", "1", "--msg", "ok"]);
    expect((await answer).text).toBe("ok");
  }));

test("a cancelled monitor ends with 130, and so does a reply that never ends", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    (await openQuestDatabase({ file, mode: "create" })).close();
    const stop = new AbortController();
    const commands = [
      quest(file, ["monitor", "--agent", "any"], { signal: stop.signal }),
      quest(file, ["respond", "--quest", "1", "--file", "-"], {
        signal: stop.signal,
        stdin: new Readable({ read: () => undefined }),
      }),
    ];
    stop.abort();
    expect((await Promise.all(commands)).map(({ code }) => code)).toEqual([130, 130]);
  }));

test("list shows what waits, as a table and as JSON", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const { answer, notices } = ask({ file });
    await notices.wait("waiting");
    expect((await quest(file, ["list"])).stdout).toMatch(
      /^QUEST {2}STATUS {2}AGENT {11}AGE {2}RUN\n1 {6}open {4}problem-solver {2}\d s {2}lis-1\n$/,
    );
    expect(JSON.parse((await quest(file, ["list", "--json"])).stdout)).toEqual({
      quests: [
        {
          id: 1,
          status: "open",
          agent: "problem-solver",
          current_agent: "problem-solver",
          age_seconds: expect.any(Number),
          run: "lis-1",
          key: "solve",
          turn: 0,
        },
      ],
    });
    await quest(file, ["respond", "--quest", "1", "--msg", "ok"]);
    await answer;
    expect(await quest(file, ["list"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "No quest waits for an answer.\n",
    });
  }));
