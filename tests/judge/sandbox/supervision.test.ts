import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LANGUAGE_NAMES } from "../../../src/core/language.js";
import { createJudge } from "../../../src/judge/create-judge.js";
import { judgedUser, reachableByAll } from "../../../src/judge/sandbox/account.js";
import { given, javascript, never, python, report, request } from "../judging.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "supervision-"));
  await chmod(folder, 0o755);
  vi.stubEnv("TMPDIR", folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** Waits until something holds; the test's own time limit ends it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

/** Numbers of running processes that run the program of these tests. */
async function processesHere(): Promise<string[]> {
  const numbers = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    numbers.map((number) => readFile(`/proc/${number}/cmdline`, "latin1").catch(() => "")),
  );
  return numbers.filter((_, at) => lines[at]?.includes(`\0${SLEEPER.fileName}\0`));
}

/** Whether we are root and no other user could run the programs. */
const isRootAlone = judgedUser() !== null && !(await reachableByAll(process.execPath));

const SLEEPER = python("import time\nprint('here', flush=True)\ntime.sleep(1000)", {
  fileName: `sleeper_${process.pid}.py`,
});

describe("a cancelled judgement", () => {
  test("ends at once, with everything that it ran", async () => {
    const stop = new AbortController();
    const cases = Array.from({ length: 5 }, (_, at) => given(String(at), "", null));
    const judging = createJudge().judge(
      request(SLEEPER, { cases, timeLimitMs: 60_000 }),
      stop.signal,
    );
    await until(async () => (await processesHere()).length >= 2);
    stop.abort();

    await expect(judging).rejects.toMatchObject({ name: "PipelineError", kind: "cancelled" });
    expect(await processesHere()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  test("does not begin when it was cancelled before", async () => {
    const stopped = AbortSignal.abort();

    await expect(createJudge().judge(request(SLEEPER), stopped)).rejects.toMatchObject({
      kind: "cancelled",
    });
    await expect(createJudge().probe(stopped)).rejects.toMatchObject({ kind: "cancelled" });
  });
});

describe("a judge that is killed", () => {
  test("leaves no program running and no folder behind", async () => {
    const source = path.resolve(import.meta.dirname, "../../../src/judge/create-judge.ts");
    const script = `
import { createJudge } from ${JSON.stringify(source)};
const request = ${JSON.stringify(request(SLEEPER, { timeLimitMs: 600_000 }))};
createJudge().judge(request, new AbortController().signal);
console.log("begun");
`;
    const args = ["--import", "tsx", "--input-type=module", "-e", script];
    const judge = spawn(process.execPath, args, {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, TMPDIR: folder },
    });
    try {
      const died = once(judge, "exit").then(() => Promise.reject(new Error("The judge died.")));
      await Promise.race([once(judge.stdout, "data"), died]);
      await until(async () => (await processesHere()).length > 0);
    } finally {
      judge.kill("SIGKILL");
    }
    await until(async () => (await processesHere()).length === 0);
    const left = async () => (await readdir(folder)).filter((name) => name.startsWith("pipeline-"));
    await until(async () => (await left()).length === 0);

    expect(await processesHere()).toEqual([]);
  });
});

describe("several judgements at the same time", () => {
  test("do not disturb each other", async () => {
    const judge = createJudge();
    const reports = await Promise.all(
      [1, 2, 3, 4].map((factor) => {
        const cases = [1, 2, 3].map((n) => given(String(n), String(n), String(n * factor)));
        const program = python(`print(int(input()) * ${factor})`);
        return judge.judge(request(program, { cases }), never);
      }),
    );

    expect(reports.flatMap(({ cases }) => cases.map(({ verdict }) => verdict))).toEqual(
      Array(12).fill("AC"),
    );
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("repeated confirmations", () => {
  test("run anchors so often, and other cases once", async () => {
    const cases = [given("1", "", null), { ...given("2", "", null), origin: "own" as const }];
    const { confirmations } = await report(python("pass"), { cases, confirmations: 3 });

    expect(confirmations).toBe(3);
  });

  test("find a program whose answers change with the hash of strings", async () => {
    const program = python("print(next(iter({str(n) for n in range(50)})))");
    const [first] = (await report(program)).cases;
    const cases = [given("1", "", first?.output ?? "")];
    const { cases: results, confirmations } = await report(program, { cases, confirmations: 3 });

    expect(results[0]).toMatchObject({
      verdict: "WA",
      note: expect.stringMatching(/^It gives different answers when it is run again: Line 1: /),
    });
    expect(confirmations).toBe(2);
  });

  test("are left out when an anchor failed at once, and not when a test of the program's own did", async () => {
    const right = given("right", "1", "1");
    const wrong = given("wrong", "1", "2");
    const program = python("print(input())");
    const failing = await report(program, { cases: [right, wrong], confirmations: 3 });
    const own = { ...wrong, origin: "own" as const };
    const passing = await report(program, { cases: [right, own], confirmations: 3 });

    expect(failing.confirmations).toBe(1);
    expect(passing.confirmations).toBe(3);
    expect(passing.cases.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["right", "AC"],
      ["wrong", "WA"],
    ]);
  });
});

describe("what a machine can do", () => {
  test("is asked once and then known", async () => {
    const judge = createJudge();
    const abilities = await judge.probe(never);

    expect(abilities.isolation).toMatch(/^(?:namespaces|landlock|weak)$/);
    expect(abilities.isolationNote === "").toBe(abilities.isolation === "namespaces");
    expect(abilities.languages).toMatchObject({
      python: expect.stringMatching(/^3\.\d+\.\d+$/),
      javascript: process.versions.node,
    });
    expect(Object.keys(abilities.languages).toSorted()).toEqual([...LANGUAGE_NAMES].toSorted());
    expect(await judge.probe(never)).toBe(abilities);
    expect((await report(python("pass"))).isolation).toBe(abilities.isolation);
  });

  test.runIf(isRootAlone)("is not enough for root without Landlock", async () => {
    const judging = createJudge({ isolation: "weak" }).judge(request(python("pass")), never);

    await expect(judging).rejects.toMatchObject({ kind: "judge" });
  });

  test.skipIf(isRootAlone)(
    "is not enough where nothing keeps programs from the files, unless that is accepted",
    async () => {
      const refusing = createJudge({ isolation: "weak" }).judge(request(python("pass")), never);
      await expect(refusing).rejects.toMatchObject({
        kind: "judge",
        hint: expect.stringContaining("--allow-unsafe"),
      });

      const judge = createJudge({ isolation: "weak", allowUnsafe: true });
      const abilities = await judge.probe(never);
      const program = javascript("console.log(require('fs').readFileSync(0, 'utf8'))");
      const { cases, isolation } = await judge.judge(
        request(program, { cases: [given("1", "a", "a")] }),
        never,
      );

      expect(abilities).toMatchObject({
        isolation: "weak",
        isolationNote: expect.stringContaining("files can be read by judged programs"),
      });
      expect(isolation).toBe("weak");
      expect(cases[0]?.verdict).toBe("AC");
    },
  );
});

describe("a machine without Python", () => {
  const judge = createJudge({ pythons: ["/no/such/python", "/bin/true"] });

  test("is said to be one, with what to install", async () => {
    await expect(judge.judge(request(python("pass")), never)).rejects.toMatchObject({
      name: "PipelineError",
      kind: "judge",
      message: "no program can be judged, because there is no Python 3.8 or later",
      hint: expect.stringContaining("apt install python3"),
    });
    expect(await judge.probe(never)).toMatchObject({
      isolation: "none",
      isolationNote: expect.stringContaining("apt install python3"),
      languages: { python: null },
    });
  });
});

describe("a report", () => {
  test("has no cases where there were none", async () => {
    expect(await report(python("pass"), { cases: [] })).toMatchObject({
      cases: [],
      compile: null,
      confirmations: 1,
    });
  });

  test("has its cases in the order in which they were asked for", async () => {
    const cases = ["c", "a", "b"].map((id) => given(id, "", null));

    expect((await report(python("pass"), { cases })).cases.map(({ id }) => id)).toEqual([
      "c",
      "a",
      "b",
    ]);
  });
});
