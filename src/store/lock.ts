import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";

import { PipelineError } from "../core/errors.js";
import { codeOf, diskError } from "./disk-error.js";

/** The right to write a run folder. `release` gives it back. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a run folder. One process owns a run at a time: a live owner is PipelineError
 * "run_locked" with its pid; the lock of a dead one is taken over.
 */
export async function takeLock(path: string): Promise<Lock> {
  const mine = `${process.pid} ${startTimeOf(process.pid) ?? "-"}\n`;
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (await create(path, mine)) return { release: () => rm(path, { force: true }) };
    await clearIfStale(path);
  }
  throw new PipelineError("run_locked", `the lock ${path} keeps changing hands`, {
    hint: "Another pipeline process works on this run; try again when it has ended.",
  });
}

async function create(path: string, owner: string): Promise<boolean> {
  try {
    await writeFile(path, owner, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw diskError(error, path);
  }
}

async function clearIfStale(path: string): Promise<void> {
  const seen = await readOwner(path);
  if (seen === null) return;
  const pid = Number(seen.split(" ")[0]);
  if (isOwner(pid, seen)) {
    throw new PipelineError("run_locked", `process ${pid} is working on this run (${path})`, {
      hint: "Wait for it, or stop it first; then continue with: pipeline resume",
    });
  }
  const aside = `${path}.${process.pid}.stale`;
  try {
    await rename(path, aside);
    // Between reading and moving, somebody else may have taken the stale lock over: give it back.
    if ((await readOwner(aside)) !== seen) await link(aside, path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function readOwner(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function isOwner(pid: number, line: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if (codeOf(error) !== "EPERM") return false;
  }
  const startTime = startTimeOf(pid);
  return startTime === null || line.trim() === `${pid} ${startTime}`;
}

/** When a process started, in the kernel's ticks: a pid that was given out again has another one. Null where /proc is missing. */
function startTimeOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ");
    return fields?.[19] ?? null;
  } catch {
    // Not Linux, or the process has ended meanwhile: the pid alone must do.
    return null;
  }
}
