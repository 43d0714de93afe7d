import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import { pipelineCommand } from "../cli/command-line.js";
import { type FakeRequest, startFakeMessagesServer } from "../fake-messages-server.js";
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

function answeredIn(events: readonly RunEvent[]): number {
  return events.filter(({ type }) => type === "call.answered").length;
}

test("candidates after a first that failed: asked together, and the same after kills at any moment", {
  timeout: 280_000,
}, async () => {
  const cwd = await temporaryFolder();
  await writeFile(path.join(cwd, "double.txt"), DOUBLE);
  const server = await startFakeMessagesServer({ respond, apiKey: "test-key" });
  const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
  const run = ["compete", "double.txt", "--lang", "python", "-q"];
  try {
    const startedAt = performance.now();
    await pipelineCommand({ args: run, cwd, env });
    const wholeMs = performance.now() - startedAt;
    const folder = path.join(cwd, "output/double-1");
    const reference = await solutionsIn(folder);
    const events = await eventsOf(folder);

    expect(Object.keys(reference)).toContain("solution_v3.py");
    expect(events.find(({ type }) => type === "candidates.clustered")).toMatchObject({
      clustering: { clusters: [{ versions: [2, 3] }], decidedBy: "agreement" },
    });
    expect(events.findLast(({ type }) => type === "run.finished")).toMatchObject({
      status: "passed",
    });

    const requestsBefore = server.requests.length;
    let kills = 0;
    let second: string | null = null;
    for (let start = 0; ; start += 1) {
      second = (await begunIn(cwd)).find((begun) => begun !== folder) ?? null;
      const kill = kills < KILLS && start < 40;
      let timer: NodeJS.Timeout | undefined;
      const ran = await pipelineCommand({
        args: second === null ? run : ["resume", second, "-q"],
        cwd,
        env,
        onStart: (end) => {
          if (!kill) return;
          const delayMs = (0.15 + 0.4 * Math.random()) * wholeMs;
          timer = setTimeout(() => end("SIGKILL"), delayMs);
        },
      });
      clearTimeout(timer);
      if (ran.signal !== "SIGKILL") break;
      kills += 1;
    }
    if (second === null) throw new Error("the run was never begun");
    // A call that a kill cut off is made again; one that was answered never is.
    const made = server.requests.length - requestsBefore;
    expect(made).toBeLessThanOrEqual(answeredIn(await eventsOf(second)) + 2 * kills);
    expect(await solutionsIn(second)).toEqual(reference);
    expect(kills).toBeGreaterThan(0);
  } finally {
    await server.close();
  }
});
