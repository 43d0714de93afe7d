import type { Program } from "../../core/solution.js";
import { describeEnding, endedInGoodOrder } from "../../core/verdict.js";
import { harnessFiles } from "../cases/program-files.js";
import { errorLine } from "../cases/verdict-of.js";
import { filesOf, programFile, type Ready } from "../compile/compilation.js";
import {
  type Allowed,
  commandLine,
  environment,
  readablePaths,
  runLimits,
} from "../languages/languages.js";
import type { Execution, RunLimits, RunRequest } from "../sandbox/execution.js";
import type { Residents } from "./making.js";
import { readRecords } from "./records.js";
import { type Seeded, type SeedTask, skippedSeed } from "./seeded.js";

const HARNESS = ["stress_batch.py", "stage.py", "call.py", "load_source.py"] as const;
/** A batch that takes longer ends, so that the budget is looked at and what was made is tried. */
const BATCH_SECONDS = 2;
const START_MS = 5000;
/** The harness ends before its texts get so long. */
const MOST_RESULT_MB = 40;

/**
 * Makes what it can for a batch of seeds in one process, at least for the first of them. A seed at which the process
 * died is skipped, and those after it are left for another batch.
 */
export async function residentBatch(
  residents: Residents,
  tasks: readonly SeedTask[],
): Promise<readonly Seeded[]> {
  const execution = await residents.crew.run(batchRequest(residents, tasks));
  const records = readRecords(execution.result, tasks);
  const due = tasks[records.length];
  const endedByItself = endedInGoodOrder(execution.ending) && records.length > 0;
  if (due === undefined || endedByItself) return records;
  return [...records, skippedSeed(due.seed, reasonOf(execution, residents.allowed))];
}

function batchRequest(residents: Residents, tasks: readonly SeedTask[]): RunRequest {
  const { generator, oracle, toolchain, allowed, mayBeSilent } = residents;
  const leading = generator ?? oracle;
  if (leading === null) throw new Error("a batch needs a program");
  const plan = {
    generator: generator === null ? null : planOf("generator", generator.program, false),
    oracle: oracle === null ? null : planOf("oracle", oracle.program, mayBeSilent),
    tasks,
    cpuSeconds: allowed.timeLimitMs / 1000,
    wallSeconds: wallMs(allowed) / 1000,
    seconds: BATCH_SECONDS,
  };
  const start = { memoryMb: allowed.memoryLimitMb, main: "../harness/stress_batch.py", args: [] };
  return {
    command: commandLine(leading.program.language, leading.tools, start),
    environment: environment(0),
    files: {
      ...harnessFiles(HARNESS),
      ...(generator === null ? {} : filesIn("generator", generator.program)),
      ...(oracle === null ? {} : filesIn("oracle", oracle.program)),
    },
    prepare: null,
    readable: readablePaths(toolchain, leading.tools.runtime),
    writable: [],
    stdin: JSON.stringify(plan),
    limits: batchLimits(leading, allowed),
    mayFork: false,
    artifact: null,
    collect: null,
  };
}

/** Each in a folder of its own: the two may have files of the same name. */
function filesIn(folder: string, program: Program): Readonly<Record<string, string>> {
  const files = Object.entries(filesOf(program));
  return Object.fromEntries(
    files.map(([name, text]) => [name.replace(/^work\//, `work/${folder}/`), text] as const),
  );
}

function planOf(folder: string, program: Program, mayBeSilent: boolean) {
  const { shape, entry } = program;
  const path = `${folder}/${programFile(program)}`;
  return { path, isCalled: shape === "call", entry, mayBeSilent };
}

function wallMs({ timeLimitMs }: Allowed): number {
  return 2 * timeLimitMs + 1000;
}

/** The harness watches over each seed and over the batch; these hold where it is prevented. */
function batchLimits({ program }: Ready, allowed: Allowed): RunLimits {
  const ofOneSeed = 2 * wallMs(allowed);
  const mostMs = START_MS + BATCH_SECONDS * 1000 + ofOneSeed;
  return {
    ...runLimits(program.language, allowed),
    cpuMs: mostMs,
    wallMs: 2 * mostMs,
    outputMb: MOST_RESULT_MB,
  };
}

function reasonOf({ ending, stderr }: Execution, { timeLimitMs, memoryLimitMb }: Allowed): string {
  const who = "The generator or the oracle";
  switch (ending.kind) {
    case "cpu-limit":
    case "wall-limit":
      return `${who} took longer than ${timeLimitMs} ms`;
    case "memory-limit":
      return `${who} used more than ${memoryLimitMb} MB of memory`;
    case "signalled":
      if (ending.signal === "SIGVTALRM") return `${who} took longer than ${timeLimitMs} ms`;
      return `${who} crashed: ${describeEnding(ending)}`;
    case "exited":
    case "output-limit":
    case "not-started":
      return `${who} ended the process of the batch: ${describeEnding(ending)} ${errorLine(stderr)}`.trim();
  }
}
