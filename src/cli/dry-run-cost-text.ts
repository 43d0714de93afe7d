import { type BudgetLimits, LEAST_OUTPUT_TOKENS } from "../core/budget.js";
import type { CallWithoutRoom, CostEstimate } from "../core/cost-range.js";
import { grouped } from "../core/grouped.js";
import { SMALL_ANSWER_TOKENS } from "../core/planned-calls.js";
import type { DryRun } from "../orchestrator/dry-run.js";
import { countText } from "./end-text.js";
import { formatUsd } from "./format.js";

/** The range in one line. */
export function costText({ plan, cost, isBilled, firstCall, recordedAnswers }: DryRun): string {
  const { least, most, unpriced, stopsBefore } = cost;
  if (firstCall !== null && firstCall.kind !== "go") return "nothing: no call would be made";
  const stops = stopsBefore === null ? "" : "; it would stop before its end";
  if (recordedAnswers !== null) {
    const answers = `${countText(recordedAnswers, "answer")} in ${plan.backendFile}`;
    return `$0: nobody bills for it; ${answers}${stops}`;
  }
  const calls = rangeText(least.calls, most.calls, plan.backend === "quest" ? "quest" : "call");
  if (!isBilled) return `$0: nobody bills for it; ${calls}${stops}`;
  const usd =
    unpriced.length > 0
      ? `no price is known for ${unpriced.join(", ")}`
      : `${formatUsd(least.usd)} to ${formatUsd(most.usd)}`;
  return `${usd}; ${calls}${stops}`;
}

function rangeText(least: number, most: number, noun: string): string {
  return least === most ? countText(most, noun) : `${least} to ${countText(most, noun)}`;
}

/** What a run may cost, and where its budget would end it. */
export function costLines(dry: DryRun): readonly string[] {
  const { firstCall, isBilled } = dry;
  const isNothing = firstCall !== null && firstCall.kind !== "go";
  return [
    costText(dry),
    // What a quest or a recording takes is nobody's to count.
    ...(isNothing || !isBilled ? [] : rangeLines(dry)),
    ...warnings(dry).map((text) => `!      ${text}`),
  ];
}

function rangeLines({ cost, binding }: DryRun): readonly string[] {
  const { least, most, unlimited } = cost;
  return [
    `least  ${estimateText(least)}`,
    `       Every answer can be used at once and takes ${SMALL_ANSWER_TOKENS} tokens, thinking included; the first review`,
    "       of a loop finds nothing. Optional steps are asked all the same, those with `when` are not.",
    `most   ${isCutByDollars(most, unlimited) ? `${formatUsd(most.usd)}, the budget` : estimateText(most)}`,
    "       Every round, every try, every step with `when`; every answer as long as it may be, repaired once, and",
    "       shown to all that read it. What breaks off, is cut off or is refused, and is asked again, comes on top.",
    ...budgetLines(binding, { most, unlimited }),
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

/** The sum of so many calls is above the dollars that there are. */
function isCutByDollars(most: CostEstimate, unlimited: CostEstimate): boolean {
  return most.usd !== unlimited.usd && (most.usd ?? 0) < (unlimited.usd ?? 0);
}

function warnings(dry: DryRun): readonly string[] {
  const { stopsBefore, tightBefore } = dry.cost;
  const { firstCall } = dry;
  const text = firstCallText(dry);
  if (firstCall !== null && firstCall.kind !== "go") return text === null ? [] : [text];
  const first = text === null ? [] : [text];
  if (stopsBefore !== null) {
    return [...first, `The run would stop before its end: ${withoutRoomText(stopsBefore)}.`];
  }
  if (tightBefore === null) return first;
  const length = `with answers of ${grouped(LEAST_OUTPUT_TOKENS)} tokens`;
  return [...first, `The budget is tight: ${length} the run would stop ${placeText(tightBefore)}.`];
}

function withoutRoomText(without: CallWithoutRoom): string {
  return `${placeText(without)}, since ${without.reason}`;
}

function placeText({ call, agent, focus }: CallWithoutRoom): string {
  return `before call ${call}, of ${agent}${focus === null ? "" : ` (focus: ${focus})`}`;
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
