import type { StatedComparison } from "../core/comparison.js";

const NAMES = ["exact", "lines", "tokens", "unordered-lines"] as const;

/** The comparison of a text such as `tokens` or `float:1e-6`; null when it names none. */
export function parseComparison(text: string): StatedComparison | null {
  const kind = NAMES.find((name) => name === text);
  if (kind !== undefined) return { kind };
  const epsilon = /^float:(\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.exec(text)?.[1];
  return epsilon !== undefined && Number(epsilon) > 0
    ? { kind: "float", epsilon: Number(epsilon) }
    : null;
}
