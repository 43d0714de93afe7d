import { printable } from "../core/printable.js";

export { printable };

/** Seconds as a person reads them: `6.1 s`, `2 min 5 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Dollars with three decimals; what is not known is never shown as zero. It is not known where the model has no price,
 * or where it has one and its server does not say what it took.
 */
export function formatUsd(usd: number | null, isPriced = false): string {
  if (usd === null) return isPriced ? "not counted" : "price unknown";
  return `$${usd.toFixed(3)}`;
}

/** One line of at most `length` characters. */
export function shortened(text: string, length: number): string {
  const line = printable(text)
    .replaceAll(/\s*\n\s*/g, " ")
    .trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
