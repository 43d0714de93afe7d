import type { RequestBody } from "./request.js";

type ThinkingType = NonNullable<RequestBody["thinking"]>["type"];
type Effort = NonNullable<RequestBody["output_config"]>["effort"];

/** What the service accepts for a model. Kept apart from what the program believes, so that a test can tell. */
interface ModelRules {
  readonly thinking: readonly ThinkingType[];
  readonly efforts: readonly Effort[];
}

const EVERY_EFFORT: readonly Effort[] = ["low", "medium", "high", "xhigh", "max"];

/** Thinks always. */
const ALWAYS: ModelRules = { thinking: ["adaptive"], efforts: EVERY_EFFORT };
const ADAPTIVE: ModelRules = { ...ALWAYS, thinking: ["adaptive", "disabled"] };
const SONNET_5_5: ModelRules = { ...ALWAYS, thinking: ["adaptive", "between_tools"] };
const FORMER: ModelRules = {
  thinking: ["adaptive", "enabled", "disabled"],
  efforts: ["low", "medium", "high", "max"],
};
const FIXED_BUDGET: ModelRules = { thinking: ["enabled", "disabled"], efforts: [] };

/** By how the id of a model begins; the first that fits counts. */
const RULES: readonly (readonly [string, ModelRules])[] = [
  ["claude-fable", ALWAYS],
  ["claude-mythos", ALWAYS],
  ["claude-opus-5-5", ALWAYS],
  ["claude-sonnet-5-5", SONNET_5_5],
  ["claude-opus-4-5", { ...FIXED_BUDGET, efforts: ["low", "medium", "high"] }],
  ["claude-opus-4-6", FORMER],
  ["claude-sonnet-4-6", FORMER],
  ["claude-sonnet-4-5", FIXED_BUDGET],
  ["claude-haiku-4-5", FIXED_BUDGET],
];

/** Why a model would turn a request down, or null. */
export function brokenRule(body: RequestBody): string | null {
  const rules = RULES.find(([beginning]) => body.model.startsWith(beginning))?.[1] ?? ADAPTIVE;
  return brokenEffort(body, rules) ?? brokenThinking(body, rules);
}

function brokenEffort({ model, output_config }: RequestBody, rules: ModelRules): string | null {
  if (output_config === undefined || rules.efforts.includes(output_config.effort)) return null;
  return `output_config.effort: ${output_config.effort} is not supported on ${model}`;
}

function brokenThinking(body: RequestBody, rules: ModelRules): string | null {
  const { thinking, output_config: output, max_tokens: maxTokens, model } = body;
  if (thinking === undefined) return null;
  if (!rules.thinking.includes(thinking.type)) {
    return `thinking.type: ${thinking.type} is not supported on ${model}`;
  }
  if (thinking.type === "enabled") {
    const hasRoom = thinking.budget_tokens < maxTokens;
    return hasRoom ? null : "max_tokens must be greater than thinking.budget_tokens";
  }
  const isHard = output?.effort === "xhigh" || output?.effort === "max";
  return thinking.type !== "adaptive" && isHard ? `effort ${output.effort} needs thinking` : null;
}
