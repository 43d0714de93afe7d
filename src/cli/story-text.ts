import { styleText } from "node:util";

import { formatSeconds, formatUsd, shortened } from "./format.js";
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

/** A step as lines for a person. */
export function humanLines(line: StoryLine, terminal: Terminal): readonly string[] {
  const { sign, word, color } = MARKS[line.mark];
  const mark = paint(terminal.unicode ? sign : word, color, terminal);
  const left = [line.who.padEnd(20), line.what, line.size, line.checks].map((part, index) =>
    index === 1 && line.size !== "" ? part.padEnd(24) : index === 2 ? part.padEnd(10) : part,
  );
  const text = left.filter((part) => part.trim() !== "").join(" ");
  const head = `  ${mark} ${text.padEnd(70)} ${cost(line, "  ")}`.trimEnd();
  const details = line.details.map(
    (detail) => `      ${paint(shortened(detail, DETAIL_CHARACTERS), "gray", terminal)}`,
  );
  return [head, ...details];
}

/** A step as one line of a log: a time, then words and `key=value`. */
export function logLine(line: StoryLine, at: Date): string {
  const facts = [line.what, line.size, line.checks, cost(line, " ")].filter((part) => part !== "");
  const time = at.toISOString().slice(11, 19);
  return `${time} ${line.who} ${MARKS[line.mark].word.trim()} ${facts.join(" · ")}`;
}

function cost({ seconds, usd }: StoryLine, gap: string): string {
  if (seconds === null) return "";
  const time = formatSeconds(seconds).padStart(gap.length > 1 ? 8 : 0);
  return usd === 0 ? time : `${time}${gap}${formatUsd(usd)}`;
}

/** Text in a colour, where the terminal has colours. */
export function paint(
  text: string,
  color: "green" | "yellow" | "red" | "gray" | "bold" | "cyan",
  { color: enabled }: Terminal,
): string {
  return enabled ? styleText(color, text, { validateStream: false }) : text;
}
