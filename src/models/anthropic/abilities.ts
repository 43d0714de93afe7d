import type { Effort } from "../../core/ports.js";
import { withoutSnapshotDate } from "../model-names.js";

/**
 * When a model thinks. `always`: whatever it is told. `unless-disabled`, `unless-between-tools`: until it is told not
 * to, with that word. `when-asked`: adaptive thinking must be switched on. `fixed-budget-only`: so must a number of
 * tokens.
 */
type ThinkingHabit =
  | "always"
  | "unless-disabled"
  | "unless-between-tools"
  | "when-asked"
  | "fixed-budget-only";

/** What a model of Anthropic's can be asked for. */
export interface Abilities {
  /** Levels that it accepts, least first; empty when it knows none. */
  readonly efforts: readonly Effort[];
  readonly thinking: ThinkingHabit;
  readonly maxOutputTokens: number;
}

const ALL_EFFORTS: readonly Effort[] = ["low", "medium", "high", "xhigh", "max"];

/** Also taken for models that are newer than this table: asked for nothing that the newest ones refuse. */
const CURRENT: Abilities = {
  efforts: ALL_EFFORTS,
  thinking: "always",
  maxOutputTokens: 128_000,
};
const DISABLED_ON_DEMAND: Abilities = { ...CURRENT, thinking: "unless-disabled" };
const OPUS_4_7: Abilities = { ...CURRENT, thinking: "when-asked" };
const OPUS_4_6: Abilities = { ...OPUS_4_7, efforts: ["low", "medium", "high", "max"] };
const OLD: Abilities = { efforts: [], thinking: "fixed-budget-only", maxOutputTokens: 64_000 };

const KNOWN: Readonly<Record<string, Abilities>> = {
  "claude-sonnet-5-5": { ...CURRENT, thinking: "unless-between-tools" },
  "claude-haiku-5-5": DISABLED_ON_DEMAND,
  "claude-opus-5": DISABLED_ON_DEMAND,
  "claude-sonnet-5": DISABLED_ON_DEMAND,
  "claude-opus-4-8": OPUS_4_7,
  "claude-opus-4-7": OPUS_4_7,
  "claude-opus-4-6": OPUS_4_6,
  "claude-sonnet-4-6": { ...OPUS_4_6, maxOutputTokens: 64_000 },
  "claude-opus-4-5": { ...OLD, efforts: ["low", "medium", "high"] },
  "claude-sonnet-4-5": OLD,
  "claude-haiku-4-5": OLD,
};

/** What may be asked of a model, by id. */
export function abilitiesOf(model: string): Abilities {
  const id = withoutSnapshotDate(model);
  return Object.hasOwn(KNOWN, id) ? (KNOWN[id] ?? CURRENT) : CURRENT;
}

/** The highest level that a model accepts and that is not above the one asked for; null for none. */
export function effortFor(abilities: Abilities, asked: Effort | null): Effort | null {
  if (asked === null) return null;
  const reach = ALL_EFFORTS.slice(0, ALL_EFFORTS.indexOf(asked) + 1);
  return reach.findLast((effort) => abilities.efforts.includes(effort)) ?? null;
}
