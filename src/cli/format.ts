import { stripVTControlCharacters } from "node:util";

/** Seconds as a person reads them: `6.1 s`, `2 min 5 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Dollars with three decimals; a price that is not known is never shown as zero. */
export function formatUsd(usd: number | null): string {
  return usd === null ? "price unknown" : `$${usd.toFixed(3)}`;
}

/**
 * Text of a program or of a model, safe to print: terminal escapes and control characters are taken
 * out, so that it can neither move the cursor nor set the title nor write to the clipboard.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/(?![\t\n])\p{Cc}/gu, "");
}

/** One line of at most `length` characters. */
export function shortened(text: string, length: number): string {
  const line = printable(text)
    .replaceAll(/\s*\n\s*/g, " ")
    .trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
