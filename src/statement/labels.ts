import { INLINE_STOPS, LABEL_WORDS, type Meaning } from "./label-words.js";

/** What a line says about the lines below it, or about the rest of itself. */
export type Label = IoLabel | ExampleLabel | StopLabel;

/** Announces the input or the output of a sample. */
export interface IoLabel {
  readonly kind: "io";
  readonly role: "input" | "output";
  /** `sample`: the heading says that it is one. `bare`: only "Input", which may head a description too. */
  readonly strength: "sample" | "bare";
  readonly number: number | null;
  /** What follows the colon in the same line; null when the line is a heading alone. */
  readonly value: string | null;
  /** It says only "Input" or "Output", perhaps with a number. */
  readonly isOneWord: boolean;
  /** The letters of the heading. A page writes all its headings alike; data that looks like one does not. */
  readonly style: string;
}

/** Announces one or more samples. */
interface ExampleLabel {
  readonly kind: "example";
  /** `Case 2` is also what programs print. */
  readonly isWeak: boolean;
}

/** Announces something that is no sample. */
interface StopLabel {
  readonly kind: "stop";
  readonly explains: boolean;
  /** A word without colon or markup: it may be data that only looks like a heading. */
  readonly isPlain: boolean;
}

const LONGEST_HEADING = 100;
const LONGEST_BUTTON = 20;

const TAGS = /<\/?(?:strong|b|em|i|u|code|span|p|h[1-6]|font|li)\b[^<>]{0,60}>/gi;
const MARKDOWN_HEADING = /^\s*(?:#{1,6}\s|\*\*|__)/;
const COPY_BUTTON = /(?:copy|copied!?|复制|復制|복사|コピー|с?копировать)$/iu;

/** `**Input:** value`, `<b>Output</b>: value`, `- Input: value`: emphasis, heading, its end mark, value. */
const INLINE =
  /^\s{0,40}(?:[-+•>*#]{1,6}\s{1,4})?(?:<[a-z]{1,6}>){0,2}([*_`]{0,3})(\p{L}[^:：*_<`]{0,58})([*_`]{0,3})(?:<\/[a-z]{1,6}>){0,2}\s{0,3}[:：](.*)$/iu;

/** `Example 1: Input: …`, `Sample 2 - Output`: what follows is read as a heading of its own. */
const EXAMPLE_PREFIX =
  /^\s{0,40}[*_#-]{0,6}\s{0,3}(?:example|sample|test(?: case)?|case|ex)\s{0,3}#?\d{0,3}\s{0,3}[*_]{0,2}[:.)–-]\s{0,5}(?=[*_]{0,2}(?:in|out)put\b)/i;

/** `CPU Time limit  1 second` */
const LIMIT = /^\s{0,40}(?:CPU )?(?:Time|Memory) [Ll]imit\b/;

/** `Copy` alone on a line, or after a heading, is a button of the page; `copy` in small letters is data. */
export function isButton(text: string): boolean {
  const word = text.length <= LONGEST_BUTTON ? text.trim() : "";
  return word !== "" && word !== "copy" && word.replace(COPY_BUTTON, "") === "";
}

/** Reads the label that a line is, or begins with; null when it is none. */
export function readLabel(line: string): Label | null {
  const first = line.trimStart().charAt(0);
  // Quoted words and brackets are data; most lines of data hold no letter at all.
  if (first === "" || "\"'“‘(".includes(first) || !/\p{L}/u.test(line.slice(0, 200))) return null;
  if (LIMIT.test(line)) return { kind: "stop", explains: false, isPlain: false };
  const text = line.replace(EXAMPLE_PREFIX, "");
  return readHeading(text) ?? readInlineLabel(text);
}

function readHeading(line: string): Label | null {
  if (line.length > LONGEST_HEADING) return null;
  const text = line.replace(TAGS, "").trim();
  const colon = text.search(/[:：]/u);
  const heading = colon < 0 ? text : text.slice(0, colon);
  if (colon >= 0 && !closesHeading(heading, text.slice(colon + 1))) return null;
  const found = lookUp(heading);
  if (found === null) return null;
  const markdown = MARKDOWN_HEADING.test(text);
  const isPlain = !markdown && colon < 0 && !/[\]】>]$/u.test(text);
  // A small word on a line, such as `note`, is more likely data than the end of it.
  if (found.meaning.kind === "stop" && startsSmall(text)) return null;
  return asLabel(found, { value: null, isPlain, heading });
}

/** True when nothing follows the colon but a button or the end of the heading's own frame. */
function closesHeading(heading: string, rest: string): boolean {
  const after = rest.trim();
  if (after === "" || isButton(after)) return true;
  const isEmphasis = /^[*_]{1,3}$/.test(after) && heading.startsWith(after);
  return isEmphasis || /^[\]】》#]$/u.test(after);
}

function readInlineLabel(line: string): Label | null {
  const match = INLINE.exec(line);
  if (match === null) return null;
  const [, opened = "", heading = "", closed = "", rest = ""] = match;
  const found = lookUp(heading);
  if (found === null || found.meaning.kind === "example") return null;
  if (found.meaning.kind === "stop" && !stopsInline(found, heading)) return null;
  const value = withoutEndMark(rest, closed === "" ? opened : "");
  if (value === "") return null;
  return asLabel(found, { value, isPlain: false, heading });
}

function stopsInline(found: Found, heading: string): boolean {
  return INLINE_STOPS.has(found.phrase) && !startsSmall(heading);
}

/** The colon may stand inside the emphasis: then the end mark is no part of the value. */
function withoutEndMark(rest: string, mark: string): string {
  const value = rest.trim().replace(/^(?:<\/[a-z]{1,6}>\s{0,9}){1,2}/i, "");
  if (mark === "") return value;
  if (value.startsWith(mark)) return value.slice(mark.length).trimStart();
  return value.endsWith(mark) ? value.slice(0, -mark.length).trimEnd() : value;
}

interface Found {
  readonly meaning: Meaning;
  readonly phrase: string;
  readonly number: number | null;
}

function lookUp(text: string): Found | null {
  const tidy = withoutFrame(text.normalize("NFKC").toLowerCase());
  return lookUpPhrase(tidy) ?? lookUpPhrase(withoutFrame(tidy.replace(COPY_BUTTON, "")));
}

/** Without marks such as `##`, `**`, `[` and `-----` around a heading. */
function withoutFrame(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+/u, "").replace(/[\s*_#=~`|\]】》>—–-]+$/u, "");
}

function lookUpPhrase(text: string): Found | null {
  const known = LABEL_WORDS.get(text);
  if (known !== undefined) return { meaning: known, phrase: text, number: null };
  const open = text.replace(/\((?:#?\s?(\d{1,3})|[^()]*)\)/g, " $1 ");
  const numbers = open.match(/\d+/g) ?? [];
  const [only] = numbers;
  if (numbers.length > 1 || (only !== undefined && only.length > 3)) return null;
  const phrase = withoutFrame(open.replace(/(?:[#–-]|\bn[or]\.?)?\s?\d+/u, " ")).replace(
    /\s+/g,
    " ",
  );
  const meaning = LABEL_WORDS.get(phrase) ?? explanation(phrase);
  if (meaning === null) return null;
  return { meaning, phrase, number: only === undefined ? null : Number(only) };
}

/** `Explanation for sample input`, `Sample explanation`, `Notes on the examples`. */
function explanation(phrase: string): Meaning | null {
  const words = phrase.split(" ");
  const about = /^(?:explanation|note|notes|hint|hints)$/;
  const isOne =
    words.length <= 6 &&
    (about.test(words[0] ?? "") || about.test(words.at(-1) ?? "")) &&
    /\b(?:samples?|examples?|tests?|output)\b/.test(phrase);
  return isOne ? { kind: "stop", explains: true } : null;
}

interface Surroundings {
  readonly value: string | null;
  readonly isPlain: boolean;
  readonly heading: string;
}

function asLabel(found: Found, { value, isPlain, heading }: Surroundings): Label {
  const { meaning, number } = found;
  switch (meaning.kind) {
    case "io": {
      // `Input 1` is never the heading of a description.
      const strength = number === null ? meaning.strength : "sample";
      const style = heading.replace(/\([^()]*\)/g, "").replace(/\P{L}+/gu, "");
      const isOneWord = meaning.strength === "bare";
      return { kind: "io", role: meaning.role, strength, number, value, isOneWord, style };
    }
    case "example":
      return { kind: "example", isWeak: /^(?:tests?|cases?|test cases?)$/.test(found.phrase) };
    case "stop":
      return { kind: "stop", explains: meaning.explains, isPlain };
  }
}

function startsSmall(text: string): boolean {
  return /^\P{L}*\p{Ll}/u.test(text);
}
