import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmod,
  chown,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PROGRAMS = path.join(import.meta.dirname, "programs");

/** What nothing that a judged program writes may ever hold. */
export const SECRET = "sk-test-4f1c9a77";

/** The program of all attacks, or null where it cannot be made. */
export async function compileAttacks(folder: string): Promise<string | null> {
  const names = (await readdir(PROGRAMS)).filter((name) => name.endsWith(".c"));
  const file = path.join(folder, "attack");
  const flags = ["-std=gnu11", "-O1", "-w", "-static", "-pthread", "-o", file];
  try {
    await run("gcc", [...flags, ...names.toSorted()], { cwd: PROGRAMS });
    return file;
  } catch {
    return null;
  }
}

/** Where attacks happen: folders that are theirs to attack, and a place for the judge's own files. */
export interface Stage {
  readonly folder: string;
  readonly outside: string;
  readonly artifact: string;
  readonly temporary: string;
  readonly project: string;
  readonly marker: string;
}

/** Builds a stage that belongs to a user; null: to ourselves. */
export async function buildStage(
  folder: string,
  program: string,
  uid: number | null,
): Promise<Stage> {
  const names = [
    "outside",
    "artifacts",
    "artifacts/program",
    "artifacts/neighbour",
    "temporary",
    "cache",
    "sockets",
  ];
  const [outside = "", , artifact = "", neighbour = "", temporary = ""] = names.map((name) =>
    path.join(folder, name),
  );
  for (const name of ["", ...names]) await mkdir(path.join(folder, name), { recursive: true });
  for (const name of ["", ...names]) await chmod(path.join(folder, name), 0o755);
  await writeFile(path.join(outside, "id_rsa"), SECRET, { mode: 0o644 });
  await writeFile(path.join(neighbour, "answer"), SECRET, { mode: 0o644 });
  await copyFile(program, path.join(artifact, "attack"));
  await copyFile(program, path.join(artifact, "setuid"));
  if (uid !== null) {
    await run("chown", ["-R", `${uid}:${uid}`, folder]);
    // Of root: to run it would be to become root.
    await chown(path.join(artifact, "setuid"), 0, 0);
  }
  await chmod(path.join(artifact, "setuid"), 0o4755);
  const marker = `attack-${process.pid}-${path.basename(folder)}`;
  return { folder, outside, artifact, temporary, project: process.cwd(), marker };
}

/** Everything that is known of what a stage holds outside. */
export async function factsOf({ outside }: Stage): Promise<readonly string[]> {
  const facts: string[] = [];
  for (const name of ["", ...(await readdir(outside)).toSorted()]) {
    const file = path.join(outside, name);
    const { mode, uid, mtimeMs, size, nlink } = await lstat(file);
    const content = name === "id_rsa" ? await readFile(file, "utf8") : "";
    facts.push([name, mode.toString(8), uid, mtimeMs, size, nlink, content].join(" "));
  }
  return facts;
}

/** Somebody to be attacked: servers, and a process. */
export interface Victims {
  /** What an attacking program is told of them. */
  readonly told: Readonly<Record<string, string>>;
  /** How many have reached one of the servers. */
  readonly calls: () => number;
  readonly isAlive: () => boolean;
  /** When the process has ended. */
  readonly dead: Promise<unknown>;
  readonly close: () => Promise<void>;
}

export async function startVictims(stage: Stage): Promise<Victims> {
  let calls = 0;
  const abstract = `${stage.marker}-abstract`;
  const [socket, letters] = ["socket", "letters"].map((name) =>
    path.join(stage.folder, "sockets", name),
  );
  const servers = [0, socket, `\0${abstract}`].map(() =>
    createServer((caller) => {
      calls += 1;
      caller.destroy();
    }),
  );
  const [tcp, local, hidden] = servers;
  if (!tcp || !local || !hidden) throw new Error("There are three servers.");
  await listen(tcp, { port: 0, host: "127.0.0.1" });
  await listen(local, { path: socket ?? "" });
  if (process.platform === "linux") await listen(hidden, { path: `\0${abstract}` });
  const program = path.join(stage.artifact, "attack");
  const sleeper = spawn(program, ["sleep-for-ever"], { stdio: "ignore", cwd: "/" });
  const reader = spawn(program, ["take-letters", `letters=${letters}`], { cwd: "/" });
  await once(reader.stdout, "data");
  const address = tcp.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    told: {
      port: String(port),
      socket: socket ?? "",
      letters: letters ?? "",
      abstract,
      judge: String(process.pid),
      victim: String(sleeper.pid),
    },
    calls: () => calls,
    dead: once(sleeper, "exit"),
    isAlive: () => sleeper.exitCode === null && sleeper.signalCode === null,
    close: async () => {
      sleeper.kill("SIGKILL");
      reader.kill("SIGKILL");
      for (const server of servers) server.close();
      await Promise.all([socket, letters].map(async (file) => rm(file ?? "", { force: true })));
    },
  };
}

async function listen(server: Server, where: { path: string } | { port: number; host: string }) {
  await new Promise<void>((ready) => server.listen(where, ready));
}

/** How many processes there are whose command line holds a word. */
export async function countProcesses(word: string): Promise<number> {
  const numbers = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    numbers.map(async (pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return lines.filter((line) => line.includes(word)).length;
}
