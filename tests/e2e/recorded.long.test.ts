import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import { parseRecording } from "../../src/models/recording.js";
import { pipelineCommand } from "../cli/command-line.js";
import { startFakeMessagesServer } from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { asFourRoles, DOUBLE, withoutOracle } from "./double-problem.js";

/** No run takes so long. */
const NEVER_MS = 60_000;

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The versions and plans of the newest run in a folder. */
async function outcomeIn({ cwd }: Place): Promise<Readonly<Record<string, string>>> {
  const newest = (await readFile(path.join(cwd, "output/latest"), "utf8")).trim();
  const folder = path.join(cwd, "output", newest);
  const names = (await readdir(folder)).filter((name) => /^(?:solution_|fix_plan_)/.test(name));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return Object.fromEntries(names.toSorted().map((name, index) => [name, texts[index] ?? ""]));
}

async function killedAfter(
  delayMs: number,
  args: readonly string[],
  place: Place,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const onStart = (kill: (signal: NodeJS.Signals) => void): void => {
    timer = setTimeout(() => kill("SIGKILL"), delayMs);
  };
  const { signal } = await pipelineCommand({ args, onStart, ...place });
  clearTimeout(timer);
  return signal === "SIGKILL";
}

async function hasBegun({ cwd }: Place): Promise<boolean> {
  const text = await readFile(path.join(cwd, "output/double-1/run.json"), "utf8").catch(() => "");
  return text !== "";
}

/** What was answered to each call of a recording; the replay looks at what was asked. */
function answersIn(recording: string): Readonly<Record<string, string>> {
  const { calls } = parseRecording(recording, "it");
  return Object.fromEntries(
    calls.map(({ key, call, answer }) => [`${key} ${call}`, `${answer.status} ${answer.text}`]),
  );
}

test("a run that is killed again and again leaves the recording of a run that was left alone", {
  timeout: 400_000,
}, async () => {
  const server = await startFakeMessagesServer({ respond: withoutOracle(asFourRoles) });
  const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
  const placeWith = async (files: Readonly<Record<string, string>> = {}): Promise<Place> => {
    const cwd = await temporaryFolder();
    const all = { "double.txt": DOUBLE, ...files };
    for (const [name, text] of Object.entries(all)) await writeFile(path.join(cwd, name), text);
    return { cwd, env };
  };
  try {
    const whole = await placeWith();
    const startedAt = performance.now();
    const command = ["run", "double.txt", "-q", "--record", "run.jsonl"];
    await pipelineCommand({ args: command, ...whole });
    const wholeRunMs = performance.now() - startedAt;
    const reference = await readFile(path.join(whole.cwd, "run.jsonl"), "utf8");

    const place = await placeWith();
    let kills = 0;
    for (let start = 0; start < 40; start += 1) {
      const args = (await hasBegun(place)) ? ["resume", "-q"] : command;
      const delayMs = kills >= 6 ? NEVER_MS : (0.2 + Math.random()) * wholeRunMs * 0.5;
      if (!(await killedAfter(delayMs, args, place))) break;
      kills += 1;
      // A run that has no folder yet never began, and its recording is of nothing.
      if (!(await hasBegun(place))) await rm(path.join(place.cwd, "run.jsonl"), { force: true });
    }
    expect(kills).toBeGreaterThan(0);
    const recording = await readFile(path.join(place.cwd, "run.jsonl"), "utf8");
    expect(answersIn(recording)).toEqual(answersIn(reference));

    const replayed = await placeWith({ "run.jsonl": recording });
    const args = ["run", "double.txt", "-q", "--replay", "run.jsonl", "--strict"];
    const { code, stderr } = await pipelineCommand({ args, ...replayed });
    expect([code, stderr]).toEqual([0, ""]);
    expect(await outcomeIn(replayed)).toEqual(await outcomeIn(whole));
  } finally {
    await server.close();
  }
});
