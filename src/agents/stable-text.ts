import { printable } from "../core/printable.js";

/**
 * What a program wrote to its error output, without what differs from machine to machine and from run to
 * run: folders, addresses and durations. Names of files stay, colours and other control characters do not.
 */
export function stableErrors(stderr: string): string {
  return withoutMeasures(
    printable(stderr)
      .replaceAll(/(?:file:\/\/)?(?<![\w.])(?:\/[\w.@+-]+)+\/(?=[\w.@+-])/g, "")
      .replaceAll(/\b0x[0-9a-fA-F]{6,}\b/g, "0x…"),
  );
}

/** A sentence of the judge without the figures that it measured: they differ each time. */
export function withoutMeasures(text: string): string {
  return text
    .replaceAll(/\b\d+(?:\.\d+)?(\s?)(ms|s|seconds|KB|kB|MB|MiB)\b/g, "…$1$2")
    .replaceAll(/(duration_ms:? )\d+(?:\.\d+)?/g, "$1…");
}

const MOST_CHARACTERS = 1200;

/** The beginning of a text that is long. */
export function beginningOf(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${whole(text.slice(0, MOST_CHARACTERS))}\n[the rest is left out]`;
}

/** The end of a text that is long: the last lines of an error output name the error. */
export function endOf(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `[the beginning is left out]\n${whole(text.slice(-MOST_CHARACTERS))}`;
}

/** Without half of a character that a cut left behind. */
function whole(text: string): string {
  return text.replaceAll(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
}
