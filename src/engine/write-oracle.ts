import type { OracleExamined } from "../core/events.js";
import { type Language, languageOfFile } from "../core/language.js";
import type { OracleStatus } from "../core/oracle.js";
import type { AgentStep } from "../core/pipeline.js";
import type { JudgeAbilities } from "../core/ports.js";
import type { RunPlan } from "../core/run-plan.js";
import { faultsToMend } from "../evidence/certify.js";
import { baseOf } from "./agent-context.js";
import { askStep, mendOracle } from "./ask.js";
import { examineOracle, shapeOf, type WrittenOracle } from "./examine-oracle.js";
import { failStep } from "./fail-step.js";
import { gatherEvidence } from "./gather-evidence.js";
import { judgeByChecker } from "./judge-version.js";
import { type KnownRun, problemOf, type RunContext } from "./run-context.js";
import { skipStep } from "./skip-step.js";

/**
 * Has an oracle written and examined. What is wrong with it is shown to its author once; the better of the two goes
 * on, and holds the current version to account. The run goes on whatever comes of it.
 */
export async function writeOracle(run: RunContext, step: AgentStep, key: string): Promise<void> {
  const why = whyNeedless(run);
  if (why !== null) return skipStep(run, key, { agent: step.agent, why });
  const asked = await inOracleLanguage(run, key);
  const place = { key, base: baseOf(run) };
  const outcome = await askStep(asked, step, place);
  if (outcome.kind !== "oracle") return failStep(run, step, { key, outcome });
  const first = await examineOracle(asked, { step, key: `${key}/examined`, outcome });
  const faults = faultsToMend(first.examined.certification);
  if (faults.length > 0) {
    const mended = await mendOracle(asked, step, { place, outcome, faults });
    if (mended.kind === "oracle") await keepBetter(asked, { step, key, outcome: mended }, first);
  }
  const { current, oracle } = run.recorder.state;
  if (current === null || oracle?.certification.status === "set-aside") return;
  await judgeByChecker(run, key);
  await gatherEvidence(run, current, `${key}/v${current}`);
}

/** Why an oracle could not be used in a run; null where it could. */
export function whyNeedless(run: KnownRun): string | null {
  if (run.plan.pipeline.definition.checks.stress === "off") return "stress tests are turned off";
  if (problemOf(run) === null) return "there is no statement that an oracle could follow";
  return shapeOf(run) === "module" ? "a module has no input that could be generated" : null;
}

/**
 * An oracle is written in Python wherever there is one: generator and brute force then stay in one process. What an
 * earlier session had it written in it stays in, whatever the machine of this one has.
 */
async function inOracleLanguage(run: RunContext, key: string): Promise<RunContext> {
  const language = recordedLanguage(run, key) ?? (await bestLanguage(run));
  return { ...run, plan: { ...run.plan, language } };
}

async function bestLanguage({ parts, plan, signal }: RunContext): Promise<Language> {
  return oracleLanguage(plan, await parts.judge.probe(signal));
}

/** The language in which a new oracle is asked for, by what the machine has. */
export function oracleLanguage(
  { language }: Pick<RunPlan, "language">,
  { languages }: JudgeAbilities,
): Language {
  return languages.python === null ? language : "python";
}

/** The language of the first oracle that this step was handed, by what the journal has of it. */
function recordedLanguage({ parts: { journal } }: RunContext, key: string): Language | null {
  const found = journal.events.flatMap((event): readonly (Language | null)[] => {
    if (event.type === "oracle.examined" && event.key === `${key}/examined`) {
      return [event.examined.oracle.brute.language];
    }
    if (event.type !== "call.answered" || !event.key.startsWith(`${key}/call-`)) return [];
    const file = /\bpath="(brute\.\w+)"/.exec(event.answer.text)?.[1];
    return file === undefined ? [] : [languageOfFile(file)];
  });
  return found.find((language) => language !== null) ?? null;
}

const RANK: Readonly<Record<OracleStatus, number>> = {
  certified: 2,
  "inputs-only": 1,
  "set-aside": 0,
};

/** Examines the mended oracle; where it came out worse, the first one is taken back. */
async function keepBetter(
  run: RunContext,
  { step, key, outcome }: WrittenOracle,
  first: OracleExamined,
): Promise<void> {
  const mended = await examineOracle(run, { step, key: `${key}/examined-again`, outcome });
  const [before, after] = [first, mended].map((event) => event.examined.certification.status);
  if (before === undefined || after === undefined || RANK[after] >= RANK[before]) return;
  await run.recorder.record<OracleExamined>(`${key}/taken-back`, "oracle.examined", (stamp) => ({
    ...first,
    ...stamp,
    seconds: 0,
  }));
}
