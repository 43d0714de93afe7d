import type { OracleOutcome } from "../agents/ask.js";
import type { ReplyFile } from "../agents/reply-files.js";
import { PipelineError } from "../core/errors.js";
import type { OracleExamined } from "../core/events.js";
import { fitsLanguage, type Language, languageOfFile } from "../core/language.js";
import type { Certification, Oracle } from "../core/oracle.js";
import type { AgentStep } from "../core/pipeline.js";
import { versionOf } from "../core/run-state.js";
import type { Program, Shape } from "../core/solution.js";
import { certify, unexamined } from "../evidence/certify.js";
import { dataCases } from "./judge-version.js";
import { type KnownRun, problemOf, type RunContext } from "./run-context.js";

/** An oracle as an agent handed it over, and the key of its examination. */
export interface WrittenOracle {
  readonly step: AgentStep;
  readonly key: string;
  readonly outcome: OracleOutcome;
}

/** Examines an oracle once in the life of the run, and records what came of it. */
export async function examineOracle(
  run: RunContext,
  { step, key, outcome }: WrittenOracle,
): Promise<OracleExamined> {
  return run.recorder.step<OracleExamined>(key, "oracle.examined", async (stamp) => {
    const startedAt = run.parts.clock.now();
    run.parts.onNotice("judge", { kind: "judging", file: "the oracle" });
    const oracle = oracleOf(run, outcome);
    const certification = await certificationOf(run, oracle);
    return {
      type: "oracle.examined",
      ...stamp(),
      agent: step.agent,
      examined: { oracle, certification },
      seconds: (run.parts.clock.now() - startedAt) / 1000,
    };
  });
}

async function certificationOf(run: RunContext, oracle: Oracle): Promise<Certification> {
  const { comparison } = run.plan;
  const examination = { oracle, samples: dataCases(run), comparison };
  try {
    return await run.parts.judge.withBench(
      async (bench) => certify(examination, bench),
      run.signal,
    );
  } catch (error) {
    // What the judge cannot do is no reason to end a run that goes on without an oracle as well.
    if (!(error instanceof PipelineError) || error.kind !== "judge") throw error;
    return unexamined(error.message);
  }
}

/** How solutions are used: as the current one is, else as the statement says. */
export function shapeOf(run: KnownRun): Shape | null {
  return currentProgram(run)?.shape ?? problemOf(run)?.shape ?? null;
}

function currentProgram({ recorder: { state } }: KnownRun): Program | undefined {
  return versionOf(state, state.current)?.solution.program;
}

function oracleOf(run: RunContext, { files, largestSize }: OracleOutcome): Oracle {
  const { language } = run.plan;
  const part = (stem: string): Program | null => {
    const file = files.find(({ path }) => path.slice(0, path.lastIndexOf(".")) === stem);
    return file === undefined ? null : programOf(file, language);
  };
  const brute = bruteOf(run, required(part("brute")), files);
  const generator = required(part("generate"));
  const validator = required(part("validate"));
  return { brute, generator, validator, checker: part("check"), largestSize };
}

function required(program: Program | null): Program {
  if (program === null) throw new Error("an oracle with a file missing was taken for readable");
  return program;
}

/** Where two languages share an ending, the file is in the one that was asked for. */
function programOf({ path, text }: ReplyFile, asked: Language): Program {
  const language = fitsLanguage(path, asked) ? asked : (languageOfFile(path) ?? asked);
  return { language, fileName: path, source: text, shape: "stdio", entry: null };
}

/** It is used as the solutions are, so that one input serves them all. */
function bruteOf(run: RunContext, program: Program, files: readonly ReplyFile[]): Program {
  if (shapeOf(run) !== "call") return program;
  const named = files.find(({ path }) => path === program.fileName)?.entry ?? null;
  const known = currentProgram(run)?.entry ?? problemOf(run)?.entry ?? null;
  return { ...program, shape: "call", entry: named ?? known };
}
