import type Anthropic from "@anthropic-ai/sdk";

import { grouped } from "../../core/grouped.js";
import type { Effort, ModelRequest } from "../../core/ports.js";
import { resolveModelName } from "../model-names.js";
import { type Abilities, abilitiesOf, effortFor } from "./abilities.js";
import type { ServerProfile } from "./server.js";

type ThinkingConfig = Anthropic.ThinkingConfigParam;

/** What becomes of an agent's wishes at one server and model. */
export interface Granted {
  readonly maxOutputTokens: number;
  /** Null: not sent, so that the model thinks as it does by itself. */
  readonly thinking: ThinkingConfig | null;
  readonly effort: Effort | null;
  /** One sentence for each wish that is left out or made smaller; the same in every call that has it. */
  readonly unmet: readonly string[];
}

/** Room to write, thinking and effort, as far as a server and a model are known to understand them. */
export function grant(request: Wish, profile: ServerProfile): Granted {
  return profile.controlsThinking
    ? grantOfModel(request, profile)
    : {
        maxOutputTokens: request.maxOutputTokens,
        thinking: null,
        effort: null,
        unmet: unmetBySilence(request),
      };
}

/** Says which wishes are left out, each once: `told` holds what was said before. */
export function tellUnmet(
  request: ModelRequest,
  { profile, told }: { readonly profile: ServerProfile; readonly told: Set<string> },
): void {
  for (const text of grant(request, profile).unmet) {
    if (!told.has(text)) request.onNotice({ kind: "message", text });
    told.add(text);
  }
}

/** A server that may not know these words is not sent them: some refuse what they do not know. */
function unmetBySilence({ thinking, effort }: Wish): readonly string[] {
  const words = [
    ...(effort === null ? [] : ["effort"]),
    ...(thinking === null ? [] : ["thinking"]),
  ];
  return words.map((word) => `This server is not known to understand "${word}": it is not sent.`);
}

function grantOfModel(request: Wish, profile: ServerProfile): Granted {
  const model = resolveModelName(request.model);
  const abilities = abilitiesOf(model);
  const most = profile.kind === "anthropic" ? abilities.maxOutputTokens : Infinity;
  const maxOutputTokens = Math.min(request.maxOutputTokens, most);
  const tooLong = request.maxOutputTokens > most ? [tooLongText(request, model, most)] : [];
  const thinking = grantThinking({ ...request, model, maxOutputTokens }, abilities);
  const effort = grantEffort({ ...request, model }, { abilities, thinking: thinking.config });
  return {
    maxOutputTokens,
    thinking: thinking.config,
    effort: effort.level,
    unmet: [...tooLong, ...thinking.unmet, ...effort.unmet],
  };
}

function tooLongText({ agent, maxOutputTokens }: Wish, model: string, most: number): string {
  return `${model} writes ${grouped(most)} tokens at most, and ${agent} asks for ${grouped(maxOutputTokens)}.`;
}

interface GrantedThinking {
  readonly config: ThinkingConfig | null;
  readonly unmet: readonly string[];
}

type Wish = Pick<ModelRequest, "agent" | "model" | "thinking" | "effort" | "maxOutputTokens">;

const BY_ITSELF: GrantedThinking = { config: null, unmet: [] };

function grantThinking(wish: Wish, abilities: Abilities): GrantedThinking {
  const { model, thinking } = wish;
  switch (abilities.thinking) {
    case "always":
      return thinking === "off"
        ? { config: null, unmet: [`${model} always thinks: "thinking: off" is not sent.`] }
        : BY_ITSELF;
    case "unless-disabled":
      return thinking === "off" ? { config: { type: "disabled" }, unmet: [] } : BY_ITSELF;
    case "unless-between-tools":
      return thinking === "off" ? { config: { type: "between_tools" }, unmet: [] } : BY_ITSELF;
    case "when-asked":
      return { config: { type: thinking === "off" ? "disabled" : "adaptive" }, unmet: [] };
    case "fixed-budget-only":
      return thinking === "on" ? fixedBudget(wish) : BY_ITSELF;
  }
}

const THINKING_TOKENS: Readonly<Record<Effort, number>> = {
  low: 4_000,
  medium: 8_000,
  high: 16_000,
  xhigh: 24_000,
  max: 32_000,
};

/** The least that the service accepts. */
const LEAST_THINKING_TOKENS = 1024;

/** Half of the room at most, so that the answer has the other half. */
function fixedBudget({ model, effort, maxOutputTokens }: Wish): GrantedThinking {
  const wished = THINKING_TOKENS[effort ?? "medium"];
  const tokens = Math.min(wished, Math.floor(maxOutputTokens / 2));
  return tokens < LEAST_THINKING_TOKENS
    ? { config: null, unmet: [`There is too little room for ${model} to think before it writes.`] }
    : { config: { type: "enabled", budget_tokens: tokens }, unmet: [] };
}

interface GrantedEffort {
  readonly level: Effort | null;
  readonly unmet: readonly string[];
}

function grantEffort(
  { model, effort }: Pick<Wish, "model" | "effort">,
  { abilities, thinking }: { abilities: Abilities; thinking: ThinkingConfig | null },
): GrantedEffort {
  if (effort === null) return { level: null, unmet: [] };
  const level = effortFor(abilities, isOff(thinking) ? withoutThinking(effort) : effort);
  // Of a model that knows no levels, the number of tokens to think with is the effort.
  const isSpent = level === null && thinking?.type === "enabled";
  if (level === effort || isSpent) return { level, unmet: [] };
  const why = isOff(thinking) ? " without thinking" : "";
  const text =
    level === null
      ? `${model} knows no levels of effort: none is sent.`
      : `${model} does not know the effort "${effort}"${why}: "${level}" is sent.`;
  return { level, unmet: [text] };
}

function isOff(thinking: ThinkingConfig | null): boolean {
  return thinking?.type === "disabled" || thinking?.type === "between_tools";
}

/** More than `high` is refused where thinking is switched off. */
function withoutThinking(effort: Effort): Effort {
  return effort === "xhigh" || effort === "max" ? "high" : effort;
}
