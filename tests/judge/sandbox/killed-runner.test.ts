import { readdir, readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { RunnerTrouble } from "../../../src/judge/sandbox/link.js";
import { Runner } from "../../../src/judge/sandbox/runner.js";
import { COMBINATIONS, optionsOf, removeFolder, sharedFolder } from "./combinations.js";

/** Numbers of the processes that this one has started and whose command line holds a word. */
async function childrenWith(word: string): Promise<readonly number[]> {
  const threads = await readdir("/proc/self/task");
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/self/task/${thread}/children`, "utf8")),
  );
  const pids = lists.flatMap((list) => list.split(" ").filter((pid) => pid.trim() !== ""));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid.trim()}/cmdline`, "utf8").catch(() => "")),
  );
  return pids.filter((_, at) => lines[at]?.includes(word)).map(Number);
}

const plain = COMBINATIONS.filter(([, { walls }]) => walls.kind !== "namespaces");

test.each(plain)("a runner that is killed leaves no folder behind: %s", async (_, combination) => {
  const folder = await sharedFolder();
  try {
    const options = optionsOf(combination, folder);
    const runner = await Runner.start(options);
    const { program } = options;
    const pids = await childrenWith(program.kind === "native" ? program.file : "supervise.py");
    for (const pid of pids) process.kill(pid, "SIGKILL");

    expect(pids).toHaveLength(1);
    expect(await readdir(folder)).toHaveLength(1);
    await runner.close();
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await removeFolder(folder);
  }
});

test("a runner that does not come up leaves none either", async () => {
  const folder = await sharedFolder();
  try {
    const [, combination] = plain[0] ?? [];
    if (combination === undefined) throw new Error("there is always a way without namespaces");
    const program = { kind: "native", file: "/bin/false" } as const;
    const starting = Runner.start({ ...optionsOf(combination, folder), program });

    await expect(starting).rejects.toThrow(RunnerTrouble);
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await removeFolder(folder);
  }
});
