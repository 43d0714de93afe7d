import path from "node:path";

import { findToolchain } from "../../../src/judge/languages/toolchain.js";
import { judgedUser } from "../../../src/judge/sandbox/account.js";
import { Crew } from "../../../src/judge/sandbox/crew.js";
import type { Execution, RunLimits, RunRequest } from "../../../src/judge/sandbox/execution.js";
import { isolationOf } from "../../../src/judge/sandbox/isolation.js";
import { PreparedFolders } from "../../../src/judge/sandbox/prepared.js";
import { Runner } from "../../../src/judge/sandbox/runner.js";
import { findSandbox, type Sandbox } from "../../../src/judge/sandbox/sandbox.js";
import { countProcesses, type Stage, startVictims, type Victims } from "./stage.js";
import { ATTACKS, type Attack, type Outcome, PLAIN, textsOf } from "./table.js";

/** How programs are to be kept apart. */
export interface Condition {
  readonly isolation: "namespaces" | "landlock";
  readonly runner: "native" | "python";
  /** Whether also those attacks are tried that cost much. */
  readonly tries: "all" | "light";
}

/** What became of all attacks under one condition. */
export interface Result {
  readonly isolation: string;
  readonly noNamespaces: string | null;
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** The two of a pair, one of which attacks the other. */
  readonly pair: readonly [program: string, partner: string];
  readonly calls: number;
  readonly isVictimAlive: boolean;
  readonly grownMb: number;
}

/** The first kernel's version of Landlock that keeps signals in. */
const SIGNALS_ARE_KEPT = 6;

const LIMITS: RunLimits = {
  cpuMs: 2000,
  wallMs: 4000,
  memoryMb: 128,
  dataMb: 256,
  stackMb: 32,
  fileMb: 16,
  outputMb: 1,
  processes: 64,
};

/** What every program may read. */
const SYSTEM = ["/bin", "/lib", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib64"];

/** Tries all attacks with one crew of one runner, and an honest program after each. */
export async function runAttacks(stage: Stage, condition: Condition): Promise<Result> {
  const sandbox = await sandboxFor(stage, condition);
  const uid = judgedUser();
  const temporaryFolder = stage.temporary;
  const crew = new Crew({
    start: async (shown) => Runner.start({ ...sandbox, shown, temporaryFolder, uid }),
    size: 1,
    prepared: new PreparedFolders(temporaryFolder, uid),
  });
  const victims = await startVictims(stage);
  const before = process.memoryUsage().rss;
  try {
    const outcomes: Record<string, Outcome> = {};
    for (const attack of ATTACKS) {
      if (!isTried(attack, condition) || (attack.isDangerous && !isOutOfReach(sandbox, uid))) {
        continue;
      }
      outcomes[titleOf(attack)] = await tryOne({ crew, stage, victims }, attack);
    }
    const pair = await tryPair({ crew, stage, victims });
    return {
      isolation: isolationOf(sandbox),
      noNamespaces: sandbox.noNamespaces,
      outcomes,
      pair,
      calls: victims.calls(),
      isVictimAlive: victims.isAlive(),
      grownMb: Math.round((process.memoryUsage().rss - before) / 2 ** 20),
    };
  } finally {
    await victims.close();
    await crew.close();
  }
}

export function isTried(attack: Attack, { tries }: Condition): boolean {
  return tries === "all" || !attack.isHeavy;
}

export function titleOf({ name, profile, collect }: Attack): string {
  return [name, profile, ...(collect === null ? [] : [collect])].join(", ");
}

/** Whether a signal that gets through would meet nobody. */
function isOutOfReach({ walls, greeting }: Sandbox, uid: number | null): boolean {
  return walls.kind === "namespaces" || uid !== null || greeting.landlock >= SIGNALS_ARE_KEPT;
}

/** How programs can be kept apart here. */
export async function isolationHere(folder: string, condition: Condition): Promise<string> {
  return isolationOf(await sandboxFor({ folder, temporary: folder }, condition));
}

async function sandboxFor(
  stage: Pick<Stage, "folder" | "temporary">,
  { isolation, runner }: Condition,
): Promise<Sandbox> {
  const never = new AbortController().signal;
  const { interpreters } = await findToolchain(["/usr/bin/python3", "python3"], never);
  return findSandbox({
    cacheDirectory: path.join(stage.folder, "cache"),
    temporaryFolder: stage.temporary,
    uid: judgedUser(),
    isPowerlessRoot: false,
    atMost: isolation,
    python: interpreters.python,
    runner,
  });
}

interface Scene {
  readonly crew: Crew;
  readonly stage: Stage;
  readonly victims: Victims;
}

async function tryOne(scene: Scene, attack: Attack): Promise<Outcome> {
  const { crew, stage } = scene;
  const execution = await crew.run(requestFor(scene, attack));
  const mayHaveLeft = attack.profile === "family";
  const survivors = mayHaveLeft ? await countProcesses(`marker=${stage.marker}`) : 0;
  const honest = await crew.run(honestRequest(scene));
  return {
    ending: endingOf(execution),
    said: execution.stdout.toString().slice(0, 2000),
    reached: reachedBy(execution),
    memoryKb: execution.memoryKb,
    brought: textsOf(execution.files),
    survivors,
    honest: `${honest.stdout.toString()}${reachedBy(honest)}${endingOf(honest)}`,
  };
}

async function tryPair(scene: Scene): Promise<readonly [string, string]> {
  const [one, two] = ["read-partner", "be-partner"].map((name) =>
    requestFor(scene, { ...PLAIN, name }),
  );
  if (one === undefined || two === undefined) throw new Error("A pair is two.");
  const files = { "work/answer": "41\n", "harness/answer": "41\n" };
  const { program, partner } = await scene.crew.runPair(one, { ...two, files });
  return [`${reachedBy(program)}${endingOf(program)}`, `${reachedBy(partner)}${endingOf(partner)}`];
}

function requestFor({ stage, victims }: Scene, attack: Attack): RunRequest {
  const { outside, artifact, project, marker, folder } = stage;
  const told = {
    ...victims.told,
    marker,
    outside,
    project,
    artifact,
    above: folder,
    secret: path.join(outside, "id_rsa"),
  };
  const words = Object.entries(told).map(([name, value]) => `${name}=${value}`);
  return {
    command: ["../artifact/attack", attack.name, ...words],
    environment: { PATH: "/usr/bin:/bin" },
    files: { "harness/check": "of the judge" },
    prepare: null,
    readable: SYSTEM,
    writable: [],
    stdin: "41\n",
    limits: { ...LIMITS, ...attack.limits },
    mayFork: attack.profile === "family",
    artifact,
    collect: attack.collect === null ? null : { folder: attack.collect, mostMb: 8, mostFiles: 100 },
  };
}

function honestRequest(scene: Scene): RunRequest {
  return requestFor(scene, { ...PLAIN, name: "be-honest" });
}

function endingOf({ ending }: Execution): string {
  if (ending.kind === "exited") return `exited ${ending.code}`;
  if (ending.kind === "signalled") return `signalled ${ending.signal}`;
  return ending.kind === "not-started" ? `not-started: ${ending.reason}` : ending.kind;
}

/** What an attack says that has worked. */
function reachedBy({ stderr }: Execution): string {
  return stderr.startsWith("BREACH") ? stderr.slice(0, 2000) : "";
}
