import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import { pipelineCommand } from "../cli/command-line.js";
import { type FakeMessagesServer, startFakeMessagesServer } from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { asFourRoles, DOUBLE, withoutOracle } from "./double-problem.js";
import { replyIdOf } from "./scripted-roles.js";

/** KILLS=200 npm run test:long kills more often. */
const KILLS = Number(process.env["KILLS"] ?? 30);
/** No run takes so long. */
const NEVER_MS = 60_000;

interface Service {
  readonly server: FakeMessagesServer;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** How long a whole run takes here and now, so that a kill can fall into any part of it. */
  readonly wholeRunMs: number;
}

/** The versions, plans and the final file: what a killed and resumed run must bring forth just the same. */
async function outcomeOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).filter((name) => /^(?:solution_|fix_plan_)/.test(name));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return Object.fromEntries(names.toSorted().map((name, index) => [name, texts[index] ?? ""]));
}

/** The inputs that broke a version, with what is right: how small they became may depend on how busy the machine was. */
async function counterexamplesOf(folder: string): Promise<readonly string[]> {
  const names: readonly string[] = await readdir(path.join(folder, "stress")).catch(() => []);
  for (const name of names.filter((each) => each.endsWith(".in"))) {
    const [input = "", answer] = await Promise.all(
      [name, name.replace(".in", ".ans")].map((each) =>
        readFile(path.join(folder, "stress", each), "utf8"),
      ),
    );
    expect([name, Number(answer)]).toEqual([name, 2 * Number(input)]);
  }
  return names.toSorted();
}

/** The reply ids of all calls whose answer has reached the disk. */
async function answeredCalls(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(path.join(folder, "trace")).catch(() => []);
  const answered = names.filter((name) => name.endsWith(".answer.json"));
  const prompts = await Promise.all(
    answered.map((name) =>
      readFile(path.join(folder, "trace", name.replace(".answer.json", ".prompt.md")), "utf8"),
    ),
  );
  return new Set(prompts.map((text) => /id="([A-Z0-9]{6})">>>/.exec(text)?.[1] ?? ""));
}

/** Runs a command and kills it after a while; tells whether the kill found it alive. */
async function killedAfter(
  delayMs: number,
  args: readonly string[],
  { cwd, env }: Service,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const ran = await pipelineCommand({
    args,
    cwd,
    env,
    onStart: (kill) => {
      timer = setTimeout(() => kill("SIGKILL"), delayMs);
    },
  });
  clearTimeout(timer);
  // What was not killed has come to its end, and to a good one.
  if (ran.signal !== "SIGKILL") expect([ran.code, ran.stderr]).toEqual([0, ""]);
  return ran.signal === "SIGKILL";
}

async function runFolders(cwd: string): Promise<readonly string[]> {
  const names = await readdir(path.join(cwd, "output")).catch(() => []);
  return names
    .filter((name) => name.startsWith("double-"))
    .map((name) => path.join(cwd, "output", name));
}

/** A kill before run.json is written leaves an empty folder: that run never began. */
function hasBegun(folder: string): boolean {
  return existsSync(path.join(folder, "run.json"));
}

/** One run that is killed again and again until it has ended. Returns how many kills found it alive. */
async function killUntilEnded(service: Service, most: number): Promise<number> {
  const { cwd, server } = service;
  const known = new Set(await runFolders(cwd));
  let kills = 0;
  let folder: string | undefined;
  for (let start = 0; start < 40; start += 1) {
    const args = folder === undefined ? ["run", "double.txt", "-q"] : ["resume", folder, "-q"];
    const requestsBefore = server.requests.length;
    const answeredBefore = folder === undefined ? new Set<string>() : await answeredCalls(folder);
    const isLast = kills >= most;
    const alive = isLast
      ? await killedAfter(NEVER_MS, args, service)
      : // Longer in the end, so that a step that takes long is let through.
        await killedAfter(
          Math.random() * service.wholeRunMs * Math.max(1, start / 8),
          args,
          service,
        );
    const repeated = server.requests
      .slice(requestsBefore)
      .map(replyIdOf)
      .filter((id) => answeredBefore.has(id));
    expect(repeated).toEqual([]);
    folder ??= (await runFolders(cwd)).find((name) => !known.has(name) && hasBegun(name));
    if (!alive) return kills;
    kills += 1;
  }
  throw new Error("the run did not come to its end in 40 starts");
}

/** With an oracle most of a run is measuring, which takes its time. */
const KILLS_WITH_ORACLE = Math.ceil(KILLS / 4);

test.each([
  { kills: KILLS, what: "a run", respond: withoutOracle(asFourRoles), counterexamples: [] },
  {
    kills: KILLS_WITH_ORACLE,
    what: "a run with an oracle",
    respond: asFourRoles,
    counterexamples: ["1.ans", "1.in"],
  },
])(
  "kill -9 at $kills random moments of $what: the same files in the end, and no answer asked for twice",
  {
    timeout: 400_000,
  },
  async ({ kills: wanted, respond, counterexamples }) => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, "double.txt"), DOUBLE);
    const server = await startFakeMessagesServer({ respond });
    const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
    try {
      const startedAt = performance.now();
      await pipelineCommand({ args: ["run", "double.txt", "-q"], cwd, env });
      const service = { server, env, cwd, wholeRunMs: performance.now() - startedAt };
      const reference = await outcomeOf(path.join(cwd, "output/double-1"));
      expect(Object.keys(reference)).toHaveLength(6);
      const broke = await counterexamplesOf(path.join(cwd, "output/double-1"));
      expect(broke).toEqual(counterexamples);

      let kills = 0;
      while (kills < wanted) kills += await killUntilEnded(service, wanted - kills);

      const begun = (await runFolders(cwd)).filter(hasBegun);
      const outcomes = await Promise.all(begun.map(outcomeOf));
      expect(begun.length).toBeGreaterThan(1);
      for (const outcome of outcomes) expect(outcome).toEqual(reference);
      for (const folder of begun) expect(await counterexamplesOf(folder)).toEqual(broke);
      expect(kills).toBeGreaterThanOrEqual(wanted);
    } finally {
      await server.close();
    }
  },
);
