import { styleText } from "node:util";

import { formatSeconds, formatUsd, shortened } from "./format.js";
import { hung, widthOf } from "./hang.js";
import type { Mark, StoryLine } from "./story-line.js";
import type { Terminal } from "./terminal.js";

const MARKS: Readonly<
  Record<
    Mark,
    {
      readonly sign: string;
      readonly word: string;
      readonly color: "green" | "yellow" | "red" | "gray";
    }
  >
> = {
  ok: { sign: "✓", word: "ok  ", color: "green" },
  note: { sign: "!", word: "!   ", color: "yellow" },
  bad: { sign: "✗", word: "FAIL", color: "red" },
  kept: { sign: "·", word: "kept", color: "gray" },
};

const DETAIL_CHARACTERS = 96;

/** How wide the columns of a step's line are at the least. */
interface Layout {
  readonly who: number;
  readonly what: number;
  readonly size: number;
  /** All of these with what was checked; what is longer goes on in the next line. */
  readonly left: number;
  readonly seconds: number;
  /** Between what was checked, between seconds and dollars. */
  readonly gaps: { readonly checks: string; readonly usd: string };
  /** Seconds and dollars. */
  readonly cost: number;
  readonly hasUsd: boolean;
}

const WIDE: Layout = {
  who: 20,
  what: 24,
  size: 10,
  left: 70,
  seconds: 8,
  cost: 16,
  hasUsd: true,
  gaps: { checks: ", ", usd: "  " },
};

/** For 80 columns: the usual step fits into one line. */
const NARROW: Layout = {
  ...WIDE,
  who: 17,
  what: 14,
  size: 8,
  seconds: 7,
  cost: 14,
  gaps: { checks: " ", usd: " " },
};

/** Without the price of a step: the end tells that of all. */
const NARROWEST: Layout = { ...NARROW, what: 0, size: 0, cost: 7, hasUsd: false };

const COLUMNS_FOR_WIDE = 4 + WIDE.left + 1 + WIDE.cost;
const COLUMNS_FOR_USD = 72;

function layoutFor(columns: number | null): Layout {
  if (columns === null || columns >= COLUMNS_FOR_WIDE) return WIDE;
  return columns >= COLUMNS_FOR_USD ? NARROW : NARROWEST;
}

/** A step as lines for a person, none wider than the terminal. */
export function humanLines(line: StoryLine, terminal: Terminal): readonly string[] {
  const { columns } = terminal;
  const { sign, word, color } = MARKS[line.mark];
  const layout = layoutFor(columns);
  const mark = `  ${paint(terminal.unicode ? sign : word, color, terminal)} `;
  const head = `${mark}${line.who.padEnd(layout.who)} `;
  const costs = costColumns(line, layout);
  const beside = costs === "" ? 0 : 1 + Math.max(widthOf(costs), layout.cost);
  const room = columns === null ? null : columns - beside;
  const [first = head, ...more] = hung(head, partsOf(line, layout), room).map(unbound);
  const end = Math.min(widthOf(mark) + layout.left, room ?? Infinity);
  const filled = `${first}${" ".repeat(Math.max(end - widthOf(first), 0))}`;
  const details = line.details.flatMap((detail) =>
    hung("      ", shortened(detail, DETAIL_CHARACTERS), columns).map((text) =>
      paint(text, "gray", terminal),
    ),
  );
  return [`${filled} ${costs}`.trimEnd(), ...more, ...details];
}

/** Stands for a space at which no line is broken. */
const BOUND = "\u00A0";

function partsOf({ what, size, checks }: StoryLine, layout: Layout): string {
  const parts = [
    size === "" ? what : what.padEnd(layout.what),
    size.replaceAll(" ", BOUND).padEnd(layout.size),
    checks.replaceAll(/ (?=\d+\/)/g, BOUND).replaceAll(/(?<=\/\d+), /g, layout.gaps.checks),
  ];
  return parts
    .filter((part) => part.trim() !== "")
    .join(" ")
    .trimEnd();
}

function unbound(text: string): string {
  return text.replaceAll(BOUND, " ");
}

function costColumns({ seconds, usd, isPriced }: StoryLine, layout: Layout): string {
  if (seconds === null) return "";
  const time = formatSeconds(seconds).padStart(layout.seconds);
  if (!layout.hasUsd || usd === 0) return time;
  return `${time}${layout.gaps.usd}${formatUsd(usd, isPriced)}`;
}

/** A step as one line of a log: a time, then words and `key=value`. */
export function logLine(line: StoryLine, at: Date): string {
  const facts = [line.what, line.size, line.checks, cost(line)].filter((part) => part !== "");
  const time = at.toISOString().slice(11, 19);
  return `${time} ${line.who} ${MARKS[line.mark].word.trim()} ${facts.join(" · ")}`;
}

function cost({ seconds, usd, isPriced }: StoryLine): string {
  if (seconds === null) return "";
  const time = formatSeconds(seconds);
  return usd === 0 ? time : `${time} ${formatUsd(usd, isPriced)}`;
}

/** Text in a colour, where the terminal has colours. */
export function paint(
  text: string,
  color: "green" | "yellow" | "red" | "gray" | "bold" | "cyan",
  { color: enabled }: Terminal,
): string {
  return enabled ? styleText(color, text, { validateStream: false }) : text;
}
