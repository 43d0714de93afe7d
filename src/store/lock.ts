import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";

import { PipelineError } from "../core/errors.js";
import { codeOf, diskError } from "./disk-error.js";

/** The right to write a run folder. `release` gives it back. */
export interface Lock {
  release(): Promise<void>;
}

let claims = 0;

/**
 * Takes the lock of a run folder. One process owns a run at a time: a live owner is PipelineError
 * "run_locked" with its pid; the lock of a dead one is taken over.
 *
 * A claim is written whole to a file of its own before it is linked to the lock's name, so that nobody
 * ever sees a lock without its owner.
 */
export async function takeLock(path: string): Promise<Lock> {
  claims += 1;
  const mine = `${process.pid} ${startTimeOf(process.pid) ?? "-"} ${claims}\n`;
  const claim = `${path}.${process.pid}-${claims}`;
  await writeFile(claim, mine).catch((error: unknown) => {
    throw diskError(error, path);
  });
  try {
    if (!(await linkTo(claim, path))) await takeOver(path, claim);
  } finally {
    await rm(claim, { force: true });
  }
  return { release: () => release(path, mine) };
}

/** True when the name was free. */
async function linkTo(claim: string, path: string): Promise<boolean> {
  try {
    await link(claim, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw diskError(error, path);
  }
}

const TAKEOVER_ATTEMPTS = 3;

/** Takes the place of a dead owner. Of several that find it dead, the one that holds the guard does. */
async function takeOver(path: string, claim: string): Promise<void> {
  const guard = `${path}.takeover`;
  for (let attempt = 1; attempt <= TAKEOVER_ATTEMPTS; attempt += 1) {
    refuseLiveOwner(await readOwner(path), path);
    if (await linkTo(claim, guard)) return replaceDeadOwner(path, { claim, guard });
    await clearDeadGuard(path, { claim, guard });
  }
  throw contended(path);
}

interface Takeover {
  readonly claim: string;
  readonly guard: string;
}

async function replaceDeadOwner(path: string, { claim, guard }: Takeover): Promise<void> {
  try {
    // Before the guard was ours, somebody else may have taken over, and even have given it back.
    const owner = await readOwner(path);
    refuseLiveOwner(owner, path);
    if (owner !== null) await rename(claim, path);
    else if (!(await linkTo(claim, path))) throw contended(path);
  } finally {
    await rm(guard, { force: true });
  }
}

/** Removes the guard of a process that died in the middle of a takeover; a live one is left alone. */
async function clearDeadGuard(path: string, { claim, guard }: Takeover): Promise<void> {
  const seen = await readOwner(guard);
  refuseLiveOwner(seen, path);
  const aside = `${claim}.guard`;
  try {
    await rename(guard, aside);
    // Somebody else may have cleared it first and hold it now: then it is put back.
    if ((await readOwner(aside)) !== seen) await linkTo(aside, guard);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** Removes the lock unless it has passed to somebody else. */
async function release(path: string, mine: string): Promise<void> {
  if ((await readOwner(path)) === mine) await rm(path, { force: true });
}

async function readOwner(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function refuseLiveOwner(owner: string | null, path: string): void {
  if (owner === null) return;
  const [pidText = "", startTime = ""] = owner.trim().split(" ");
  const pid = Number(pidText);
  if (!isAlive(pid, startTime)) return;
  throw new PipelineError("run_locked", `process ${pid} is working on this run (${path})`, {
    hint: "Wait for it, or stop it first; then continue with: pipeline resume",
  });
}

function contended(path: string): PipelineError {
  return new PipelineError("run_locked", `another process is taking over ${path} at this moment`, {
    hint: "Try again: pipeline resume",
  });
}

function isAlive(pid: number, startTime: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if (codeOf(error) !== "EPERM") return false;
  }
  const now = startTimeOf(pid);
  return now === null || now === startTime;
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
