import { expect, test } from "vitest";

import { runProcess, type StopGrace } from "../../../src/models/claude-cli/process.js";
import { NEVER } from "../a-request.js";
import { groupLives } from "./rig.js";

/** Runs a script of the shell and collects the lines that it writes. */
async function shell(script: string, signal = NEVER, stdin = "") {
  const lines: string[] = [];
  const ending = await runProcess(
    {
      command: "sh",
      args: ["-c", script],
      env: { PATH: process.env["PATH"] ?? "" },
      cwd: "/",
      stdin,
      onLine: (line) => void lines.push(line),
    },
    signal,
  );
  return { lines, ending };
}

/** Aborts when a line is heard. */
async function stoppedAtFirstLine(trap: string, grace: StopGrace) {
  const stop = new AbortController();
  const pids: number[] = [];
  const ending = await runProcess(
    {
      command: "sh",
      args: ["-c", `${trap}; echo $$; while :; do sleep 0.02; done`],
      env: { PATH: process.env["PATH"] ?? "" },
      cwd: "/",
      stdin: "",
      onLine: (line) => {
        pids.push(Number(line));
        stop.abort();
      },
    },
    stop.signal,
    grace,
  );
  return { ending, pid: pids[0] ?? 0 };
}

test("lines come whole, the last one also without its end", async () => {
  const { lines, ending } = await shell(
    "cat; printf 'l\\303'; sleep 0.05; printf '\\274cke\\nend'",
    NEVER,
    "in\n",
  );

  expect(lines).toEqual(["in", "lücke", "end"]);
  expect(ending).toEqual({ kind: "exited", exitCode: 0, complaint: "" });
});

test("a prompt that nobody reads is no fault, and only the last words of a long complaint are kept", async () => {
  const script = "head -c 100000 /dev/zero | tr '\\0' x >&2; echo last words >&2; exit 3";
  const { ending } = await shell(script, NEVER, "x".repeat(2_000_000));

  expect(ending).toMatchObject({ kind: "exited", exitCode: 3 });
  expect(ending).toHaveProperty("complaint", expect.stringMatching(/^x{1900,1990}last words\n$/));
});

test("a program that is killed from outside is told from one that ends", async () => {
  expect((await shell("kill -9 $$")).ending).toMatchObject({ kind: "killed", by: "SIGKILL" });
});

test("a program that is not there is told of", async () => {
  const start = { command: "/nowhere/claude", args: [], env: {}, cwd: "/", stdin: "" };
  const ending = await runProcess({ ...start, onLine: () => {} }, NEVER);

  expect(ending).toMatchObject({ kind: "not-started", code: "ENOENT" });
});

test("endless output ends the program", async () => {
  expect((await shell("cat /dev/zero")).ending).toEqual({ kind: "too-much-output", megabytes: 64 });
});

test("what a program leaves behind is killed, though it holds the pipes", async () => {
  const { lines, ending } = await shell("echo $$; sleep 60 & exit 0");

  expect(ending).toMatchObject({ kind: "exited", exitCode: 0 });
  expect(groupLives(Number(lines[0]))).toBe(false);
});

const NEVER_MS = 60_000;

test.each([
  {
    name: "asks it first",
    trap: "trap 'exit 7' INT",
    grace: { terminateAfterMs: NEVER_MS, killAfterMs: NEVER_MS },
    end: { exitCode: 7 },
  },
  {
    name: "then tells it",
    trap: "trap '' INT",
    grace: { terminateAfterMs: 20, killAfterMs: NEVER_MS },
    end: { by: "SIGTERM" },
  },
  {
    name: "then kills it",
    trap: "trap '' INT TERM",
    grace: { terminateAfterMs: 20, killAfterMs: 40 },
    end: { by: "SIGKILL" },
  },
])("stopping a program $name", async ({ trap, grace, end }) => {
  const { ending, pid } = await stoppedAtFirstLine(trap, grace);

  expect(ending).toMatchObject(end);
  expect(groupLives(pid)).toBe(false);
});
