import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

import { postQuest } from "../../../src/models/quest/asking.js";
import { listQuests } from "../../../src/models/quest/board.js";
import { openQuestDatabase } from "../../../src/models/quest/database.js";
import { ask, inFolder, quest } from "./quest-setup.js";

const EIGHT = Array.from({ length: 8 }, (_, index) => `worker-${index}`);

function start(fixture: string, argv: readonly string[]): ChildProcessWithoutNullStreams {
  const script = path.join(import.meta.dirname, "fixtures", fixture);
  return spawn(process.execPath, ["--import", "tsx", script, ...argv]);
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function end(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const closed = once(child, "close");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  return { code: child.exitCode, stdout, stderr };
}

class Racer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #stderr = "";

  constructor(name: string) {
    this.#child = start("racer.ts", [name]);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#child.stderr.on("data", (chunk) => {
      this.#stderr += String(chunk);
    });
  }

  /** Gives a task and returns the line that comes back. */
  async race(task: string): Promise<string> {
    this.#child.stdin.write(`${task}\n`);
    const line = await this.#lines.next();
    if (line.done === true) throw new Error(`A racer ended: ${this.#stderr}`);
    return line.value;
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGKILL");
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, "close");
    }
  }
}

async function postMany(file: string, count: number): Promise<number[]> {
  const database = await openQuestDatabase({ file, mode: "create" });
  // Setting the board up need not wait for the disk.
  database.script("PRAGMA synchronous = OFF");
  try {
    const prompt = { system: "", shared: [], instruction: "", repairs: [] };
    return Array.from({ length: count }, (_, index) =>
      postQuest(database, { run: "r", key: `${index}`, turn: 0, role: "problem-solver", prompt }),
    );
  } finally {
    database.close();
  }
}

const ascending = (left: number, right: number): number => left - right;

describe("eight processes at the same moment", () => {
  let racers: Racer[] = [];
  const race = async (task: string, file: string): Promise<number[][]> => {
    const lines = await Promise.all(racers.map((racer) => racer.race(`${task} ${file}`)));
    return lines.map((line) => z.array(z.int()).parse(JSON.parse(line)));
  };
  beforeAll(async () => {
    racers = EIGHT.map((name) => new Racer(name));
    await Promise.all(racers.map((racer) => racer.race("are you there?")));
  });
  afterAll(async () => {
    await Promise.all(racers.map((racer) => racer.stop()));
  });

  test("when all make the file and ask, nobody fails and no quest is lost", () =>
    inFolder(async (folder) => {
      const file = path.join(folder, "quests.db");
      const posted = await race("post", file);
      expect(new Set(posted.flat()).size).toBe(24);
      const database = await openQuestDatabase({ file, mode: "existing" });
      expect(listQuests(database)).toHaveLength(24);
      database.close();
    }));

  test("when all claim, every quest is held by exactly one", () =>
    inFolder(async (folder) => {
      const file = path.join(folder, "quests.db");
      const ids = await postMany(file, 200);
      const claimed = await race("claim", file);
      expect(claimed.flat().toSorted(ascending)).toEqual(ids);
      // Otherwise nobody has raced.
      expect(claimed.filter((own) => own.length > 0).length).toBeGreaterThan(1);
    }));

  test("when all answer, every quest takes exactly one answer", () =>
    inFolder(async (folder) => {
      const file = path.join(folder, "quests.db");
      const ids = await postMany(file, 20);
      const answered = await race("respond", file);
      expect(answered.flat().toSorted(ascending)).toEqual(ids);
    }));
});

test("eight monitors for five quests: five get one each, three time out", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const ids = await postMany(file, 5);
    const monitors = EIGHT.map(() =>
      start("quest-cli.ts", ["monitor", "--agent", "any", "--timeout", "0.5", "--db", file]),
    );
    try {
      const ended = await Promise.all(monitors.map(end));
      const served = ended.filter(({ code }) => code === 0);
      expect(served.map(({ stdout }) => Number(stdout)).toSorted(ascending)).toEqual(ids);
      expect(ended.filter(({ code }) => code === 3)).toEqual(
        Array.from({ length: 3 }, () => ({
          code: 3,
          stdout: "",
          stderr: "No quest within 0.5 s.\n",
        })),
      );
    } finally {
      for (const monitor of monitors) monitor.kill("SIGKILL");
    }
  }));

test("a run that is killed while it waits finds the answer when it is started again", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "quests.db");
    const asker = start("asker.ts", [file, "lis-1"]);
    try {
      await once(asker.stdout, "readable");
    } finally {
      asker.kill("SIGKILL");
    }
    await once(asker, "close");
    expect((await quest(file, ["respond", "--quest", "1", "--msg", "ok"])).code).toBe(0);

    const resumed = ask({
      file,
      system: "rules",
      shared: ["problem"],
      instruction: "role",
    });
    expect((await resumed.answer).text).toBe("ok");
    expect(resumed.notices.heard).toEqual([]);
    expect((await quest(file, ["list", "--json"])).stdout).toContain("[]");
  }));
