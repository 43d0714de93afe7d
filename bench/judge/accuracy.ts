import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import type { Runner } from "../../src/judge/sandbox/runner.js";
import { median } from "../median.js";
import { canExecute } from "./programs.js";
import { BUBBLEWRAP, requestOf, startRunner } from "./runners.js";

/**
 * How near the judge's CPU time and peak memory are to what wait4 says of the same program started by a small process
 * of its own, while the other core is kept busy. Both ways take turns.
 */
const ROUNDS = 15;

/** `main loop N` counts to N; `main memory MB` touches so many megabytes and holds them for 5 ms. */
const PROGRAM = `
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(int count, char **words) {
    long amount = count > 2 ? atol(words[2]) : 0;
    if (words[1][0] == 'm') {
        char *block = malloc(amount << 20);
        memset(block, 1, amount << 20);
        usleep(5000);
        return block[amount] != 1;
    }
    volatile long sum = 0;
    for (long step = 0; step < amount; step += 1) sum = sum * 31 % 1000003 + step;
    return 0;
}
`;

/** Starts a program and prints what wait4 says: CPU time in ms and peak memory in KB. */
const WAIT4 = `
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int count, char **words) {
    int status; struct rusage usage;
    pid_t pid = fork();
    if (pid == 0) { execv(words[1], words + 1); _exit(127); }
    wait4(pid, &status, 0, &usage);
    printf("%.3f %ld", (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3, usage.ru_maxrss);
    return status != 0 || count < 2;
}
`;

interface Measured {
  readonly cpuMs: number;
  readonly memoryKb: number;
}

function compile(folder: string, name: string, source: string): string {
  const file = path.join(folder, name);
  writeFileSync(`${file}.c`, source);
  execFileSync("/usr/bin/gcc", ["-O1", "-static", "-o", file, `${file}.c`]);
  chmodSync(file, 0o755);
  return file;
}

function truth(wait4: string, words: readonly [string, ...string[]]): Measured {
  const [cpuMs = Number.NaN, memoryKb = Number.NaN] = execFileSync(wait4, words)
    .toString()
    .split(" ")
    .map(Number);
  return { cpuMs, memoryKb };
}

async function judged(runner: Runner, folder: string, words: readonly string[]): Promise<Measured> {
  const execution = await runner.run(
    requestOf(["../artifact/main", ...words], { folder, stdin: "" }),
  );
  if (execution.ending.kind !== "exited" || execution.ending.code !== 0) {
    throw new Error(`The program ended badly: ${JSON.stringify(execution.ending)}`);
  }
  return execution;
}

const directory = await mkdtemp(path.join(tmpdir(), "pipeline-bench-"));
await chmod(directory, 0o755);
const folder = path.join(directory, "program");
mkdirSync(folder);
const main = compile(folder, "main", PROGRAM);
const wait4 = compile(directory, "wait4", WAIT4);
const walls = canExecute(BUBBLEWRAP)
  ? ({ kind: "namespaces", bubblewrap: BUBBLEWRAP } as const)
  : ({ kind: "landlock" } as const);
const runner = await startRunner(directory, walls);
const busy = spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
try {
  const tasks = [
    ["loop", "1000000"],
    ["loop", "3000000"],
    ["loop", "10000000"],
    ["memory", "300"],
  ] as const;
  for (const task of tasks) {
    const ours: Measured[] = [];
    const theirs: Measured[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      theirs.push(truth(wait4, [main, ...task]));
      ours.push(await judged(runner, folder, task));
    }
    const [cpu, cpuTruth] = [ours, theirs].map((all) => median(all.map(({ cpuMs }) => cpuMs)));
    const [memory, memoryTruth] = [ours, theirs].map((all) =>
      median(all.map(({ memoryKb }) => memoryKb)),
    );
    const least = [ours, theirs].map((all) => Math.min(...all.map(({ cpuMs }) => cpuMs)));
    console.log(
      `${task.join(" ").padEnd(16)} CPU ${cpu?.toFixed(2)} ms, wait4 ${cpuTruth?.toFixed(2)} ms: ${share(cpu, cpuTruth)} (least of ${ROUNDS}: ${share(least[0], least[1])})` +
        ` | memory ${memory} KB, wait4 ${memoryTruth} KB: ${share(memory, memoryTruth)}`,
    );
  }
} finally {
  busy.kill("SIGKILL");
  await runner.close();
  await rm(directory, { recursive: true, force: true });
}

function share(ours: number | undefined, theirs: number | undefined): string {
  return ((ours ?? Number.NaN) / (theirs ?? Number.NaN)).toFixed(3);
}
