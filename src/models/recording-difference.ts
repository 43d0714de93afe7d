import { diffArrays, structuredPatch } from "diff";

import type { ModelRequest } from "../core/ports.js";
import { comparablePrompt, isSamePrompt, type Prompt, promptSha256 } from "./prompt.js";
import { type FullCall, nameOfCall, type RecordedCall } from "./recording-call.js";

/** A terminal's height, about. */
const MOST_LINES = 40;
const LONGEST_LINE = 160;
/** What stands in front of the first difference in a line that is shown in part. */
const LEAD = 40;
const CONTEXT_LINES = 2;
/** More changes than so many in one block are not aligned: it would take seconds and show nothing. */
const MOST_EDITS = 1000;
/** Lines of a block that stands on one side alone, or is another one altogether. */
const LINES_OF_OTHER_BLOCK = 8;

/** Whether a call is asked just as it was when it was recorded, as far as the recording can tell. */
export function isSameCall(recorded: RecordedCall, request: ModelRequest): boolean {
  return recorded.prompt === null
    ? promptSha256(request) === recorded.promptSha256
    : isSamePrompt(recorded.prompt, request) && differentWishes(recorded, request).length === 0;
}

/** What differs between a recorded call and one that is asked, as lines of a unified difference; short. */
export function differenceBetween(recorded: FullCall, request: ModelRequest): string {
  const blocks = pairedBlocks(blocksOf(recorded.prompt), blocksOf(request)).flatMap(linesOfPair);
  const lines = [
    `--- recorded: ${nameOfCall(recorded)}`,
    `+++ asked:    ${nameOfCall(request)}`,
    ...differentWishes(recorded, request),
    ...blocks,
  ];
  const left = lines.length - MOST_LINES;
  if (left <= 0) return lines.join("\n");
  return [...lines.slice(0, MOST_LINES - 1), `… and ${left + 1} more lines`].join("\n");
}

const WISHES = ["agent", "model", "effort", "thinking"] as const;

function differentWishes(recorded: FullCall, request: ModelRequest): readonly string[] {
  const wishes = WISHES.flatMap((wish) =>
    recorded[wish] === request[wish]
      ? []
      : [`-${wish}: ${recorded[wish] ?? "none"}`, `+${wish}: ${request[wish] ?? "none"}`],
  );
  const { wantedOutputTokens: wanted } = recorded;
  // Older recordings hold only what the budget left.
  if (wanted === null || wanted === request.wantedOutputTokens) return wishes;
  return [
    ...wishes,
    `-maxOutputTokens: ${wanted}`,
    `+maxOutputTokens: ${request.wantedOutputTokens}`,
  ];
}

interface Block {
  readonly name: string;
  /** Without what was measured. */
  readonly text: string;
}

function blocksOf(prompt: Prompt): readonly Block[] {
  const { system, shared, instruction, repairs } = comparablePrompt(prompt);
  const turns = repairs.flatMap(({ reply, complaint }, index) => [
    { name: `reply ${index + 1}`, text: reply },
    { name: `complaint ${index + 1}`, text: complaint },
  ]);
  return [
    { name: "system", text: system },
    ...shared.map((text, index) => ({ name: `shared ${index + 1}`, text })),
    { name: "instruction", text: instruction },
    ...turns,
  ];
}

interface Pair {
  readonly recorded: Block | null;
  readonly asked: Block | null;
}

/** Blocks that differ, those that stand in the same place side by side. */
function pairedBlocks(recorded: readonly Block[], asked: readonly Block[]): readonly Pair[] {
  const changes = diffArrays([...recorded], [...asked], {
    comparator: (left, right) => left.text === right.text,
  });
  const pairs: Pair[] = [];
  let removed: readonly Block[] = [];
  for (const change of [...changes, null]) {
    if (change?.removed === true) {
      removed = change.value;
      continue;
    }
    const added = change?.added === true ? change.value : [];
    const count = Math.max(removed.length, added.length);
    for (let at = 0; at < count; at += 1) {
      pairs.push({ recorded: removed[at] ?? null, asked: added[at] ?? null });
    }
    removed = [];
  }
  return pairs;
}

function linesOfPair({ recorded, asked }: Pair): readonly string[] {
  if (recorded === null) return wholeBlock("+", asked, "only asked");
  if (asked === null) return wholeBlock("-", recorded, "only recorded");
  const patch = structuredPatch("", "", recorded.text, asked.text, "", "", {
    context: CONTEXT_LINES,
    maxEditLength: MOST_EDITS,
  });
  if (patch === undefined) {
    return otherText(recorded, asked);
  }
  const endsDiffer = recorded.text.endsWith("\n") !== asked.text.endsWith("\n");
  return patch.hunks.flatMap(({ oldStart, newStart, oldLines, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@ ${asked.name}`,
    // What is said of the last line break is of interest only where that is the difference.
    ...shortenedLines(endsDiffer ? lines : lines.filter((line) => !line.startsWith("\\"))),
  ]);
}

function wholeBlock(sign: "+" | "-", shown: Block | null, what: string): readonly string[] {
  if (shown === null) return [];
  return [`@@ ${shown.name}: ${what} @@`, ...firstLines(sign, shown.text.split("\n"))];
}

/** Two texts that have little in common, from the first line on that differs. */
function otherText(recorded: Block, asked: Block): readonly string[] {
  const before = recorded.text.split("\n");
  const now = asked.text.split("\n");
  const at = now.findIndex((line, index) => line !== before[index]);
  const from = at === -1 ? now.length : at;
  return [
    `@@ -${from + 1} +${from + 1} @@ ${asked.name}: much differs from here on`,
    ...firstLines("-", before.slice(from)),
    ...firstLines("+", now.slice(from)),
  ];
}

function firstLines(sign: "+" | "-", lines: readonly string[]): readonly string[] {
  const left = lines.length - LINES_OF_OTHER_BLOCK;
  return [
    ...lines.slice(0, LINES_OF_OTHER_BLOCK).map((line) => shortened(`${sign}${line}`, 0)),
    ...(left > 0 ? [`${sign}… (${left} more lines)`] : []),
  ];
}

/** Of a long line that changed, the part around its first difference. */
function shortenedLines(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => {
    const before = lines[index - 1] ?? "";
    const after = lines[index + 1] ?? "";
    if (line.startsWith("-") && after.startsWith("+"))
      return shortened(line, samePart(line, after));
    if (line.startsWith("+") && before.startsWith("-")) {
      return shortened(line, samePart(line, before));
    }
    return shortened(line, 0);
  });
}

/** How many characters two lines have in common behind their signs. */
function samePart(left: string, right: string): number {
  let at = 1;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at - 1;
}

function shortened(line: string, same: number): string {
  if (line.length <= LONGEST_LINE) return line;
  const from = Math.max(1, same - LEAD);
  const part = line.slice(from, from + LONGEST_LINE);
  const end = from + LONGEST_LINE < line.length ? "…" : "";
  return `${line.slice(0, 1)}${from > 1 ? "…" : ""}${part}${end}`;
}
