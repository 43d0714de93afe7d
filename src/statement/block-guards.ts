import { isRule } from "./block.js";
import { isButton } from "./labels.js";
import { REPLACEMENT_CHARACTER } from "./normalise-text.js";
import { isCodeSpan } from "./pair.js";
import { countFunctionWords, countWords, hasKana, readsLikeSentence } from "./prose.js";

/** What a guard is told about the lines that it judges. */
export interface Suspect {
  readonly role: "input" | "output";
  readonly lines: readonly string[];
  /** A code fence, or somebody who pointed at the lines, says exactly where they begin and end. */
  readonly exact: boolean;
}

/**
 * Why these lines cannot be trusted to be the data of a test, as the end of a sentence that begins with
 * "the input" or "the output"; null when nothing speaks against them.
 */
export function whyNotData(suspect: Suspect): string | null {
  if (suspect.lines.every((line) => line.trim() === "")) return "is empty";
  const reason = firstReason(suspect.lines, whyNotLine) ?? whyNotWhole(suspect);
  if (reason !== null || suspect.exact) return reason;
  if (suspect.lines.some(isCodeSpan)) return "stands in backticks, but its counterpart does not";
  return suspect.role === "output" ? whyExplanationSticks(suspect.lines) : null;
}

function firstReason(
  lines: readonly string[],
  judge: (line: string) => string | null,
): string | null {
  for (const line of lines) {
    const reason = judge(line);
    if (reason !== null) return reason;
  }
  return null;
}

const LINE_GUARDS: readonly (readonly [is: (line: string) => boolean, why: string])[] = [
  [readsLikeSentence, "holds a line that reads like a sentence"],
  [
    (line) => line.includes(REPLACEMENT_CHARACTER) || hasControl(line),
    "holds characters that cannot be read",
  ],
  [
    (line) =>
      /&(?:[a-z]{2,6}|#\d{2,5});|<\/?(?:pre|br|p|div|span|strong|b|code|sub|sup|em|td|tr|li)\b[^<>]{0,60}>/i.test(
        line,
      ),
    "holds HTML, so its real characters are not known",
  ],
  [(line) => /[−–]\d/u.test(line), "holds a minus sign that is not the one of a keyboard"],
  [(line) => /…|\S \.{3}(?: |$)|^\s*\.{3} /u.test(line), "is shortened with dots"],
  [
    (line) => /\S\s+(?:\/\/|<-{1,3}|←|<=+ |#)\s{0,3}\p{L}{2}/u.test(line),
    "holds a remark beside the data",
  ],
  [(line) => /\*\/\s*$|^\s*(?:'''|""")/.test(line), "ends with the mark of a comment"],
  [(line) => /^\s*https?:\/\//i.test(line), "holds a link"],
  [(line) => /!\[[^\]]{0,200}\]\(/.test(line), "holds a picture"],
];

function whyNotLine(line: string): string | null {
  return LINE_GUARDS.find(([is]) => is(line))?.[1] ?? null;
}

function hasControl(line: string): boolean {
  for (let index = 0; index < line.length; index++) {
    const code = line.charCodeAt(index);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return true;
  }
  return false;
}

const LONGEST_PLACEHOLDER = 80;
const PLACEHOLDERS =
  /^(?:\(.*\p{L}.*\)|<.*\p{L}.*>|none|empty|no input|no output|nothing|n\/a|see below|\.{3})$/iu;

function whyNotWhole({ role, lines }: Suspect): string | null {
  const filled = lines.filter((line) => line.trim() !== "");
  const last = filled.at(-1) ?? "";
  const [only] = filled;
  if (filled.length === 1 && isPlaceholder(role, only ?? ""))
    return "only says what would stand there";
  if (hasCommonMark(filled)) return "has the same mark before every line";
  if (isRule(last) && !filled.slice(0, -1).some((line) => isDrawnLike(line, last))) {
    return "ends with a line that may be a rule of the page";
  }
  if (isButton(last) && filled.length > 1)
    return "ends with a line that may be a button of the page";
  return isCutShort(filled) ? "is shortened with dots" : null;
}

/** A pattern of stars may end like a rule; then other lines are drawn with the same character. */
function isDrawnLike(line: string, rule: string): boolean {
  const mark = rule.trim().charAt(0);
  return line.includes(mark) && line.replaceAll(mark, "").trim() === "";
}

function isPlaceholder(role: Suspect["role"], line: string): boolean {
  const text = line.trim();
  if (text.length > LONGEST_PLACEHOLDER || !PLACEHOLDERS.test(text)) return false;
  // A program may well print "None".
  return role === "input" || !/^none$/i.test(text);
}

/** A quotation or a comment: the mark was put there by whoever pasted it. */
function hasCommonMark(lines: readonly string[]): boolean {
  return ["# ", "// ", "> ", "* ", "% ", "; "].some((mark) =>
    lines.every((line) => line.trimStart().startsWith(mark) && /[\p{L}\d]/u.test(line)),
  );
}

/** A line of three dots stands for lines left out, unless it is the row of a grid. */
function isCutShort(lines: readonly string[]): boolean {
  const isGrid = lines.some(
    (line) => line.trim().length === 3 && /[.#]/.test(line) && !isDots(line),
  );
  return !isGrid && lines.filter(isDots).length === 1;
}

function isDots(line: string): boolean {
  return /^\s*(?:\.{3}|⋮|:)\s*$/u.test(line);
}

/**
 * The explanation of a sample often follows its output without a blank line. It shows by words where the
 * lines above had none.
 */
function whyExplanationSticks(lines: readonly string[]): string | null {
  const [first = "", ...later] = lines;
  if (/\S\s+or\s+\S/.test(first) && lines.length === 1) return "names more than one answer";
  const firstWords = countWords(first);
  const sticks = later.some((line) => {
    const words = countWords(line);
    const addsWords =
      firstWords < 2 && (words >= 3 || (words === 2 && countFunctionWords(line) > 0));
    const addsKana = hasKana(line) && !hasKana(first);
    const addsFormula = line.includes("=") && !first.includes("=") && !later[0]?.includes("=");
    return addsWords || addsKana || addsFormula;
  });
  if (sticks) return "holds a line that may explain it";
  const last = later.at(-1) ?? "";
  const headsNext =
    NUMBERED_WORD.test(last) && !lines.slice(0, -1).some((line) => NUMBERED_WORD.test(line));
  return headsNext ? "ends with a line that may head the next sample" : null;
}

/** `Ex 2`, `Case #2:` */
const NUMBERED_WORD = /^\s{0,40}\p{L}{2,20}\s{0,3}[#.]?\s{0,3}\d{1,3}\s{0,3}[:.)]?\s{0,40}$/u;
