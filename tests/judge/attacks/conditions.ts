import { execFile } from "node:child_process";
import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import type { Condition, Result } from "./run-attacks.js";
import { SECRET, type Stage } from "./stage.js";

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "../../..");

/** What a process of its own tells. */
export interface ChildResult extends Result {
  readonly abilities: { readonly isolation: string; readonly isolationNote: string };
  readonly judged: readonly { readonly verdict: string; readonly output: string }[];
}

/** Compiles these tests and all they need into a folder that every user can read. */
export async function compileChild(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const configuration = {
    extends: path.join(ROOT, "tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      noCheck: true,
      rootDir: ROOT,
      outDir: folder,
      typeRoots: [path.join(ROOT, "node_modules/@types")],
    },
    files: [path.join(import.meta.dirname, "child.ts")],
  };
  await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(configuration));
  const compiler = path.join(ROOT, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [compiler, "-p", path.join(folder, "tsconfig.json")]);
  await writeFile(path.join(folder, "package.json"), '{"type":"module"}');
  for (const name of ["sandbox/runner-c", "sandbox/runner-python", "harness"]) {
    await cp(path.join(ROOT, "src/judge", name), path.join(folder, "src/judge", name), {
      recursive: true,
    });
  }
  await cp(path.join(ROOT, "node_modules/zod"), path.join(folder, "node_modules/zod"), {
    recursive: true,
  });
  return path.join(folder, "tests/judge/attacks/child.js");
}

/** Without user namespaces; in the first of them, where one is root, they can be switched off for all below. */
const SWITCH_OFF = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"';

const UNSHARE = "unshare";
const WITHOUT_NAMESPACES = ["--user", "--map-root-user", "sh", "-c", SWITCH_OFF, "sh"];

/** Whether namespaces of users can be switched off here for the processes below one. */
export async function canSwitchOff(uid: number | null): Promise<boolean> {
  const asWhom = uid === null ? {} : { uid, gid: uid };
  return run(UNSHARE, [...WITHOUT_NAMESPACES, "true"], { cwd: "/", ...asWhom }).then(
    () => true,
    () => false,
  );
}

export interface Place {
  readonly stage: Stage;
  readonly child: string;
  /** The user as whom it runs; null: as ourselves. */
  readonly uid: number | null;
  readonly hasNamespaces: boolean;
}

/** Runs all attacks in a process of its own. */
export async function runApart(
  { stage, child, uid, hasNamespaces }: Place,
  condition: Condition,
): Promise<ChildResult> {
  const command = [process.execPath, child, JSON.stringify({ stage, ...condition })];
  const without = [UNSHARE, ...WITHOUT_NAMESPACES, ...command];
  const [file = "", ...args] = hasNamespaces ? command : without;
  const { stdout } = await run(file, args, {
    cwd: stage.folder,
    env: {
      PATH: "/usr/bin:/bin",
      HOME: stage.folder,
      TMPDIR: stage.temporary,
      ANTHROPIC_API_KEY: SECRET,
    },
    maxBuffer: 2 ** 26,
    ...(uid === null ? {} : { uid, gid: uid }),
  });
  return JSON.parse(stdout);
}
