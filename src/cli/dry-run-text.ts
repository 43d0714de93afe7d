import type { BudgetLimits } from "../core/budget.js";
import { grouped } from "../core/grouped.js";
import { DEFAULT_MEMORY_LIMIT_MB, DEFAULT_TIME_LIMIT_MS, type Limits } from "../core/limits.js";
import {
  type AgentStep,
  type FreshStart,
  MAX_ROUNDS,
  type PipelineStep,
  type RepeatStep,
  type SimpleStep,
} from "../core/pipeline.js";
import type { DryRun, DryStep } from "../orchestrator/dry-run.js";
import { costLines } from "./dry-run-cost-text.js";
import { countText, headerLines, limitText } from "./end-text.js";

/** A dry run as a person reads it: the plan, the prompts, and last what it may cost. */
export function dryRunText(dry: DryRun): string {
  const lines = [
    ...planLines(dry),
    "",
    "Steps",
    ...pointingLines(dry),
    ...dry.plan.pipeline.definition.steps.flatMap((step, at) => stepLines(dry, step, `${at + 1}`)),
    "",
    ...dry.steps.flatMap((step) => promptLines(step, dry)),
    "Cost",
    ...costLines(dry).map((line) => `  ${line}`),
    "",
    "Dry run: no model was called and nothing was written.",
  ];
  return `${lines.join("\n")}\n`;
}

function planLines({ plan, host, notes, binding, isBilled }: DryRun): readonly string[] {
  const { limits, language, pipeline, backend, backendFile, model, fallbackModel } = plan;
  const where = host ?? backendFile;
  const facts: readonly (readonly [string, string])[] = [
    ["pipeline", `${pipeline.definition.name}, from ${pipeline.file}`],
    ["language", language],
    ["limits", limitsText(limits)],
    ["backend", `${backend}${where === null ? "" : `, ${where}`}`],
    // Whoever answers a quest, or has answered in a recording, is no model that the run chooses.
    ...(isBilled ? [["model", modelText(model, fallbackModel)] as const] : []),
    ["budget", budgetText(binding)],
  ];
  return [
    ...headerLines({ ...plan, run: "", directory: "" }),
    ...notes.map((note) => `  ! ${note}`),
    "",
    ...facts.map(([name, text]) => `${name.padEnd(10)}${text}`),
  ];
}

/** What will be in force, and whether the statement has said so. */
function limitsText({ timeLimitMs, memoryLimitMb }: Limits): string {
  const time = `${grouped((timeLimitMs ?? DEFAULT_TIME_LIMIT_MS) / 1000)} s`;
  const memory = `${grouped(memoryLimitMb ?? DEFAULT_MEMORY_LIMIT_MB)} MB`;
  if (timeLimitMs === null && memoryLimitMb === null) return `${time}, ${memory} (defaults)`;
  return `${time}${defaultMark(timeLimitMs)}, ${memory}${defaultMark(memoryLimitMb)}`;
}

function defaultMark(stated: number | null): string {
  return stated === null ? " (default)" : "";
}

function modelText(model: string, fallbackModel: string | null): string {
  return `${model}${fallbackModel === null ? "" : `, where it refuses ${fallbackModel}`}`;
}

function budgetText({ usd, minutes, calls, tokens }: BudgetLimits): string {
  const parts = [
    ...(usd === null ? [] : [limitText(usd)]),
    ...(minutes === null ? [] : [`${minutes} min`]),
    ...(calls === null ? [] : [countText(calls, "call")]),
    ...(tokens === null ? [] : [`${grouped(tokens)} tokens`]),
  ];
  return parts.length === 0 ? "no limit" : parts.join(", ");
}

function pointingLines({ steps }: DryRun): readonly string[] {
  const pointing = steps.find(({ step }) => step === null);
  if (pointing === undefined) return [];
  return [
    `  0    ${pointing.request.agent}   points at the samples that could not be read`,
    ...sentLines(pointing),
  ];
}

function stepLines(dry: DryRun, step: PipelineStep, place: string): readonly string[] {
  if (!("repeat" in step)) return simpleStepLines(dry, step, place);
  return [
    `  ${place.padEnd(5)}repeat ${repeatText(step)}`,
    ...step.repeat.steps.flatMap((each, at) => simpleStepLines(dry, each, `${place}.${at + 1}`)),
    ...freshLines(dry, step.repeat.fresh_start, place),
  ];
}

function repeatText({ repeat }: RepeatStep): string {
  const { max = MAX_ROUNDS, until, stop_if: stopIf } = repeat;
  const stop = stopIf === undefined ? "" : `; stops for ${stopIf.join(" or ")}`;
  return `up to ${countText(max, "round")}, until ${until.join(", ")}${stop}`;
}

function simpleStepLines(dry: DryRun, step: SimpleStep, place: string): readonly string[] {
  const when = step.when === undefined ? "" : `   only when ${step.when.join(", ")}`;
  const head = `  ${place.padEnd(5)}`;
  if ("check" in step) return [`${head}check: ${step.check}${when}`];
  if ("approve" in step) return [`${head}approve: ${step.approve}${when}`];
  return agentLines(dry, step, { head, when });
}

function agentLines(
  { steps, needless }: DryRun,
  step: AgentStep,
  { head, when }: { readonly head: string; readonly when: string },
): readonly string[] {
  const words = [
    ...(step.focus === undefined ? [] : [`focus: ${step.focus}`]),
    ...(step.optional === true ? ["optional"] : []),
    ...((step.tries ?? 1) > 1 ? [`${step.tries} tries`] : []),
    ...(step.keep === "if-better" ? ["kept if better"] : []),
    ...(step.as === undefined ? [] : [`as ${step.as}`]),
  ];
  const first = `${head}${step.agent}   ${step.reads.join(", ")} -> ${step.writes}`;
  const options = words.length === 0 ? "" : `   (${words.join("; ")})`;
  const why = needless.get(step);
  const call = steps.find((each) => each.step === step);
  return [
    `${first}${options}${when}`,
    ...(why === undefined ? [] : [`       asks nobody: ${why}`]),
    ...(call === undefined ? [] : sentLines(call)),
  ];
}

function freshLines(
  { steps }: DryRun,
  fresh: FreshStart | undefined,
  place: string,
): readonly string[] {
  const call = steps.find(({ step }) => step !== null && step === fresh);
  if (fresh === undefined || call === undefined) return [];
  const words = `${fresh.agent}   ${fresh.reads.join(", ")} -> ${fresh.writes}`;
  return [
    `  ${`${place}.f`.padEnd(5)}${words}   (once, where no_progress would end the loop)`,
    ...sentLines(call),
  ];
}

/** Who is asked and how; nothing where no model is. */
function sentLines({ sent }: DryStep): readonly string[] {
  if (sent === null) return [];
  const facts = [
    sent.model,
    ...(sent.effort === null ? [] : [`effort ${sent.effort}`]),
    ...(sent.thinking === null ? [] : [`thinking ${sent.thinking}`]),
    `up to ${grouped(sent.maxOutputTokens)} tokens of output`,
  ];
  return [`       ${facts.join(", ")}`];
}

/** The places of a prompt are told apart by lines that no markdown has. */
function promptLines(step: DryStep, dry: DryRun): readonly string[] {
  const { request, isExact, text, size } = step;
  const number = dry.steps.indexOf(step) + 1;
  const exact = isExact ? "sent just so" : "as far as it is known now";
  const title = `Prompt ${number} of ${dry.steps.length}: ${request.agent}, ${exact}, about ${grouped(size.promptTokens.expected)} tokens`;
  return [`===== ${title} =====`, "", text];
}
