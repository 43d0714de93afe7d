import type { BudgetLimits } from "../core/budget.js";
import type { CostEstimate } from "../core/cost-range.js";
import {
  type AgentStep,
  type FreshStart,
  MAX_ROUNDS,
  type PipelineStep,
  type RepeatStep,
  type SimpleStep,
} from "../core/pipeline.js";
import { SMALL_ANSWER_TOKENS } from "../core/planned-calls.js";
import type { DryRun, DryStep } from "../orchestrator/dry-run.js";
import { countText, headerLines, limitText } from "./end-text.js";
import { formatUsd } from "./format.js";

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

function planLines({ plan, host, notes }: DryRun): readonly string[] {
  const { limits, language, pipeline, backend, backendFile, model, fallbackModel } = plan;
  const where = host ?? backendFile;
  const facts: readonly (readonly [string, string])[] = [
    ["pipeline", `${pipeline.definition.name}, from ${pipeline.file}`],
    ["language", language],
    [
      "limits",
      [
        limits.timeLimitMs === null ? "no time limit stated" : `${limits.timeLimitMs} ms`,
        limits.memoryLimitMb === null ? "no memory limit stated" : `${limits.memoryLimitMb} MB`,
      ].join(", "),
    ],
    ["backend", `${backend}${where === null ? "" : `, ${where}`}`],
    ["model", `${model}${fallbackModel === null ? "" : `, where it refuses ${fallbackModel}`}`],
    ["budget", budgetText(plan.budget)],
  ];
  return [
    ...headerLines({ ...plan, run: "", directory: "" }),
    ...notes.map((note) => `  ! ${note}`),
    "",
    ...facts.map(([name, text]) => `${name.padEnd(10)}${text}`),
  ];
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
    `       ${sentText(pointing)}`,
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
    ...(call === undefined ? [] : [`       ${sentText(call)}`]),
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
    `       ${sentText(call)}`,
  ];
}

/** Who is asked and how. */
function sentText({ sent }: DryStep): string {
  const facts = [
    sent.model,
    ...(sent.effort === null ? [] : [`effort ${sent.effort}`]),
    ...(sent.thinking === null ? [] : [`thinking ${sent.thinking}`]),
    `up to ${grouped(sent.maxOutputTokens)} tokens of output`,
  ];
  return facts.join(", ");
}

/** The places of a prompt are told apart by lines that no markdown has. */
function promptLines(step: DryStep, dry: DryRun): readonly string[] {
  const { request, isExact, text, size } = step;
  const number = dry.steps.indexOf(step) + 1;
  const exact = isExact ? "sent just so" : "as far as it is known now";
  const title = `Prompt ${number} of ${dry.steps.length}: ${request.agent}, ${exact}, about ${grouped(size.promptTokens.expected)} tokens`;
  return [`===== ${title} =====`, "", text];
}

/** The range in one line. */
export function costText({ cost, isBilled, firstCall }: DryRun): string {
  const { least, most, unpriced } = cost;
  if (firstCall !== null && firstCall.kind !== "go") return "nothing: no call would be made";
  const calls =
    least.calls === most.calls
      ? countText(most.calls, "call")
      : `${least.calls} to ${countText(most.calls, "call")}`;
  if (!isBilled) return `$0: nobody bills for it; ${calls}`;
  const usd =
    unpriced.length > 0
      ? `no price is known for ${unpriced.join(", ")}`
      : `${formatUsd(least.usd)} to ${formatUsd(most.usd)}`;
  return `${usd}; ${calls}`;
}

function costLines(dry: DryRun): readonly string[] {
  const { cost, plan } = dry;
  const { least, most, unlimited } = cost;
  return [
    costText(dry),
    `least  ${estimateText(least)}`,
    `       Every answer can be used at once and takes ${SMALL_ANSWER_TOKENS} tokens, thinking included; the first review`,
    "       of a loop finds nothing. Optional steps are asked all the same, those with `when` are not.",
    `most   ${isCutByDollars(most, unlimited) ? `${formatUsd(most.usd)}, the budget` : estimateText(most)}`,
    "       Every round, every try, every step with `when`; every answer as long as it may be, repaired once, and",
    "       shown to all that read it. What breaks off, is cut off or is refused, and is asked again, comes on top.",
    ...budgetLines(plan.budget, { most, unlimited }),
    ...warnings(dry).map((text) => `!      ${text}`),
  ];
}

function budgetLines(
  { usd, tokens, calls }: BudgetLimits,
  { most, unlimited }: { readonly most: CostEstimate; readonly unlimited: CostEstimate },
): readonly string[] {
  if (usd === null && tokens === null && calls === null) return [];
  const without = `       Without the budget it could be ${estimateText(unlimited)}.`;
  const isCut = most.usd !== unlimited.usd || most.calls !== unlimited.calls;
  return [
    "       The budget holds whatever happens: a call that could exceed it is not made.",
    ...(isCut ? [without] : []),
  ];
}

function estimateText({ calls, inputTokens, outputTokens, usd }: CostEstimate): string {
  const price = usd === null ? [] : [formatUsd(usd)];
  return [
    ...price,
    countText(calls, "call"),
    `${grouped(inputTokens)} tokens in`,
    `${grouped(outputTokens)} tokens out`,
  ].join(", ");
}

function isCutByDollars(most: CostEstimate, unlimited: CostEstimate): boolean {
  return most.usd !== unlimited.usd && most.calls === unlimited.calls;
}

/** A large number as people read it. */
function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

function warnings(dry: DryRun): readonly string[] {
  const text = firstCallText(dry);
  if (text !== null) return [text];
  return dry.cost.reachesEnd
    ? []
    : ["The budget is below the shortest way: the run would stop before its end."];
}

/** What the budget does to the first call, or null where it has room for the whole of it. */
export function firstCallText({ firstCall, steps }: DryRun): string | null {
  const wished = steps[0]?.request.maxOutputTokens ?? 0;
  if (firstCall === null) return null;
  switch (firstCall.kind) {
    case "go":
      return firstCall.maxOutputTokens >= wished
        ? null
        : `The budget leaves the first call ${grouped(firstCall.maxOutputTokens)} tokens of output.`;
    case "stop":
      return `The budget has no room for the first call: ${firstCall.reason}.`;
    case "unknown-price":
      return `The first call would be refused: no price is known for ${firstCall.model}.`;
  }
}
