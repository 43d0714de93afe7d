import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import { pipelineCommand } from "../cli/command-line.js";
import {
  type FakeReply,
  type FakeRequest,
  type LedgerLine,
  startFakeMessagesServer,
} from "../fake-messages-server.js";
import { answeredTwice } from "../faults/books.js";
import { temporaryFolder } from "../temp-folder.js";
import { DOUBLE, withReplyOf } from "./double-problem.js";
import { programReply, replyIdOf } from "./scripted-roles.js";

const KILLS = 8;

/** The first solution fails a sample; the candidates after it are right, each in its own words. */
const respond = withReplyOf("problem-solver", (request: FakeRequest) => {
  const isFirst = request.blocks.join("\n").includes("Choose the algorithm first");
  const id = replyIdOf(request);
  return programReply(request, isFirst ? "print(8)\n" : `# ${id}\nprint(2 * int(input()))\n`);
});

async function eventsOf(folder: string): Promise<readonly RunEvent[]> {
  const text = await readFile(path.join(folder, "events.jsonl"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

async function solutionsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).filter((name) => name.startsWith("solution_")).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return Object.fromEntries(names.map((name, at) => [name, texts[at] ?? ""]));
}

/** A kill before run.json is written leaves an empty folder: that run never began. */
async function begunIn(cwd: string): Promise<readonly string[]> {
  const names = await readdir(path.join(cwd, "output"));
  return names
    .map((name) => path.join(cwd, "output", name))
    .filter((folder) => existsSync(path.join(folder, "run.json")));
}

/** The texts of all answers that are on the disk. */
async function spooledIn(folder: string): Promise<ReadonlySet<string>> {
  const names = existsSync(path.join(folder, "trace"))
    ? await readdir(path.join(folder, "trace"))
    : [];
  const spooled = names.filter((name) => name.endsWith(".answer.json"));
  const texts = spooled.map(async (name): Promise<string> => {
    return JSON.parse(await readFile(path.join(folder, "trace", name), "utf8")).answer.text;
  });
  return new Set(await Promise.all(texts));
}

/** What each kill found of the requests before it: by its prompt, whether the answer was on the disk. */
class FoundByKills {
  /** What was said to each request, in the order of arrival; no two prompts are told the same. */
  readonly said: string[] = [];
  readonly #from = new Map<string, number>();
  readonly #lost = new Set<string>();

  heard(reply: FakeReply): FakeReply {
    const text = typeof reply === "object" && "text" in reply ? reply.text : reply;
    this.said.push(typeof text === "string" ? text : "");
    return reply;
  }

  /** A kill has fallen. */
  take(ledger: readonly LedgerLine[], onDisk: ReadonlySet<string>): void {
    for (const [at, { prompt }] of ledger.entries()) {
      if (!onDisk.has(this.said[at] ?? "")) this.#lost.add(prompt);
      else if (!this.#from.has(prompt)) this.#from.set(prompt, ledger.length);
    }
  }

  /** Prompts that were asked again though the answer was on the disk, or were answered twice and never lost. */
  paidTwice(ledger: readonly LedgerLine[]): readonly string[] {
    const again = ledger.flatMap(({ prompt }, at) =>
      at >= (this.#from.get(prompt) ?? Infinity) ? [prompt] : [],
    );
    return [...again, ...answeredTwice(ledger).filter((prompt) => !this.#lost.has(prompt))];
  }
}

const RUN = ["compete", "double.txt", "--lang", "python", "-q"];

interface Place {
  readonly cwd: string;
  /** A run that was never stopped: its folder, and how long it took. */
  readonly whole: string;
  readonly wholeMs: number;
}

/** Runs the same once more, kills it at random moments and resumes it until it has come to its end. */
async function killedAtRandom({ cwd, whole, wholeMs }: Place) {
  const found = new FoundByKills();
  const server = await startFakeMessagesServer({
    respond: (request) => found.heard(respond(request)),
  });
  const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
  let kills = 0;
  try {
    for (let start = 0; ; start += 1) {
      const begun = (await begunIn(cwd)).find((folder) => folder !== whole);
      let timer: NodeJS.Timeout | undefined;
      const { signal } = await pipelineCommand({
        args: begun === undefined ? RUN : ["resume", begun, "-q"],
        cwd,
        env,
        onStart: (end) => {
          if (kills === KILLS || start === 40) return;
          const delayMs = (0.15 + 0.4 * Math.random()) * wholeMs;
          timer = setTimeout(() => end("SIGKILL"), delayMs);
        },
      });
      clearTimeout(timer);
      const folder = (await begunIn(cwd)).find((each) => each !== whole);
      if (signal !== "SIGKILL") return { folder, kills, paidTwice: found.paidTwice(server.ledger) };
      kills += 1;
      found.take(server.ledger, folder === undefined ? new Set() : await spooledIn(folder));
    }
  } finally {
    await server.close();
  }
}

test("candidates after a first that failed: asked together, and the same after kills at any moment", {
  timeout: 280_000,
}, async () => {
  const cwd = await temporaryFolder();
  await writeFile(path.join(cwd, "double.txt"), DOUBLE);
  const server = await startFakeMessagesServer({ respond, apiKey: "test-key" });
  const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
  const startedAt = performance.now();
  await pipelineCommand({ args: RUN, cwd, env });
  const wholeMs = performance.now() - startedAt;
  await server.close();
  const whole = path.join(cwd, "output/double-1");
  const reference = await solutionsIn(whole);
  const events = await eventsOf(whole);

  expect(Object.keys(reference)).toContain("solution_v3.py");
  expect(events.find(({ type }) => type === "candidates.clustered")).toMatchObject({
    clustering: { clusters: [{ versions: [2, 3] }], decidedBy: "agreement" },
  });
  expect(events.findLast(({ type }) => type === "run.finished")).toMatchObject({
    status: "passed",
  });

  const { folder, kills, paidTwice } = await killedAtRandom({ cwd, whole, wholeMs });
  // A call that a kill cut off is made again; one whose answer was on the disk never is.
  expect(paidTwice).toEqual([]);
  expect(await solutionsIn(folder ?? "")).toEqual(reference);
  expect(kills).toBeGreaterThan(0);
});
