import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import type { Runner } from "../../src/judge/sandbox/runner.js";
import { median } from "../median.js";
import {
  canExecute,
  commandIn,
  INPUT,
  makePrograms,
  OUTPUT,
  type SmallProgram,
} from "./programs.js";
import { BUBBLEWRAP, requestOf, startRunner } from "./runners.js";

/**
 * Tests per second of small programs: judged by one worker and by two, against starting the same program bare and
 * against a bubblewrap for every test. The ways take turns, so that what disturbs one disturbs all.
 */
const ROUNDS = 7;
const RUNS = 40;

const ONE_BUBBLEWRAP = [
  "--unshare-all --unshare-user --disable-userns --die-with-parent --new-session --cap-drop ALL",
  "--ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64",
  "--proc /proc --dev /dev --size 16777216 --tmpfs /dev/shm --remount-ro /dev",
  "--size 67108864 --tmpfs /tmp",
].flatMap((words) => words.split(" "));

async function bare(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { PATH: "/usr/bin:/bin" },
  });
  let output = "";
  child.stdout.on("data", (piece: Buffer) => (output += piece.toString()));
  child.stdin.end(INPUT);
  await new Promise((resolve) => child.once("close", resolve));
  return output;
}

async function judged(runner: Runner, program: SmallProgram): Promise<string> {
  const request = requestOf(commandIn(program, "../artifact"), {
    folder: program.folder,
    stdin: INPUT,
  });
  return (await runner.run(request)).stdout.toString();
}

/** Milliseconds per test when so many lanes work at the same time. */
async function perTestMs(lanes: readonly (() => Promise<string>)[]): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    lanes.map(async (test) => {
      for (let run = 0; run < RUNS; run += 1) {
        if ((await test()) !== OUTPUT) throw new Error("A program gave a wrong answer.");
      }
    }),
  );
  return (performance.now() - startedAt) / (RUNS * lanes.length);
}

type Ways = Readonly<Record<string, readonly (() => Promise<string>)[]>>;

function waysOf(program: SmallProgram, [first, second]: readonly [Runner, Runner]): Ways {
  const [command, ...args] = commandIn(program, program.folder);
  const [inside, ...rest] = commandIn(program, "/program");
  const wrap = [
    ...ONE_BUBBLEWRAP,
    "--ro-bind",
    program.folder,
    "/program",
    "--remount-ro",
    "/",
    "--",
  ];
  const spawnBare = async () => bare(command, args);
  const spawnWrapped = async () => bare(BUBBLEWRAP, [...wrap, inside, ...rest]);
  return {
    bare: [spawnBare],
    "bare x2": [spawnBare, spawnBare],
    "bubblewrap each": [spawnWrapped],
    judged: [async () => judged(first, program)],
    "judged x2": [async () => judged(first, program), async () => judged(second, program)],
  };
}

async function measure(ways: Ways): Promise<Readonly<Record<string, number>>> {
  const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, lanes] of Object.entries(ways)) times.get(name)?.push(await perTestMs(lanes));
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, median(all)]));
}

function line(name: string, ms: Readonly<Record<string, number>>): string {
  const perSecond = (way: string) => `${Math.round(1000 / (ms[way] ?? Number.NaN))}/s`;
  const ratio = (way: string, base: string) =>
    ((ms[base] ?? Number.NaN) / (ms[way] ?? Number.NaN)).toFixed(2);
  return [
    name.padEnd(14),
    `judged ${perSecond("judged")}, two workers ${perSecond("judged x2")}`,
    `bare ${perSecond("bare")}, bubblewrap each ${perSecond("bubblewrap each")}`,
    `judged/bare ${ratio("judged", "bare")} (two: ${ratio("judged x2", "bare x2")})`,
    `judged/bubblewrap ${ratio("judged", "bubblewrap each")}`,
  ].join(" | ");
}

if (!canExecute(BUBBLEWRAP)) throw new Error("This benchmark needs bubblewrap.");
const directory = await mkdtemp(path.join(tmpdir(), "pipeline-bench-"));
await chmod(directory, 0o755);
const walls = { kind: "namespaces", bubblewrap: BUBBLEWRAP } as const;
const runners = [await startRunner(directory, walls), await startRunner(directory, walls)] as const;
try {
  for (const program of makePrograms(directory)) {
    console.log(line(program.name, await measure(waysOf(program, runners))));
  }
} finally {
  for (const runner of runners) await runner.close();
  await rm(directory, { recursive: true, force: true });
}
