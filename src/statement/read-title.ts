import { isRule } from "./block.js";
import { isBlank, type Outline } from "./outline.js";
import { countWords, readsLikeSentence } from "./prose.js";

const LONGEST_TITLE = 80;
const MOST_WORDS = 12;
/** A title that is announced may stand below a few lines of page furniture, not deep in the text. */
const LINES_TO_LOOK_AT = 20;

const ANNOUNCED =
  /^(?:problem name|program name|problem title|title|problem|task|name)\s{0,3}[:：]\s*(.*\S)/iu;

/** Headings that every statement may have: they name a part of it, not the problem. */
const PARTS = new Set(
  (
    "problem|problem statement|statement|description|problem description|task|task description|question|" +
    "the problem|overview|introduction|background|prompt|cses problem set|問題|問題文|题目描述|문제|условие|easy|medium|hard"
  ).split("|"),
);

const CODE = /^(?:from|import|def|class|using|package|public)\s/;

/** The first line that looks like a title, or null when the statement begins with prose or a sample. */
export function readTitle(outline: Outline): string | null {
  const { lines } = outline;
  for (let at = 0; at < Math.min(lines.length, LINES_TO_LOOK_AT); at++) {
    const line = (lines[at] ?? "").trim();
    const announced = ANNOUNCED.exec(plain(line.slice(0, 300)))?.[1];
    if (announced !== undefined && !PARTS.has(announced.toLowerCase())) return shorten(announced);
  }
  const at = lines.findIndex((line, index) => !isFurniture(outline, line, index));
  const line = (lines[at] ?? "").trim();
  const text = plain(line.slice(0, 300));
  if (at < 0 || text === "" || outline.labels[at] !== null) return null;
  const isHeading = /^#{1,6}\s/.test(line);
  return isHeading || looksLikeTitle(text) ? shorten(text) : null;
}

/** Lines above a title that are no title themselves. */
function isFurniture(outline: Outline, line: string, at: number): boolean {
  const text = plain(line.trim().slice(0, 300)).toLowerCase();
  return (
    isBlank(line) ||
    isRule(line) ||
    outline.fences.has(at) ||
    outline.fenceEnds.has(at) ||
    PARTS.has(text) ||
    /^https?:\/\//.test(text) ||
    /^problem [a-z]\d?$/.test(text) ||
    /^(?:cpu )?(?:time|memory) limit/.test(text)
  );
}

function looksLikeTitle(text: string): boolean {
  return (
    text.length <= LONGEST_TITLE &&
    /\p{L}/u.test(text) &&
    countWords(text) <= MOST_WORDS &&
    !CODE.test(text) &&
    !readsLikeSentence(text) &&
    !/->|=>|→/.test(text) &&
    !/[.,;。、]$/u.test(text) &&
    !/^[["'({]/.test(text)
  );
}

/** Without the marks of a heading, of bold text and of a comment. */
function plain(line: string): string {
  return line
    .replace(/^(?:\/\*+|\*(?=\s)|\/\/|"""|''')\s*/, "")
    .replace(/^#{1,6}\s+/, "")
    .replace(/^<h\d[^<>]{0,60}>|<\/h\d>$/gi, "")
    .replace(/^[*_]{1,3}(?=\S)|[*_]{1,3}:?$/g, "")
    .replace(/^[-=]{2,9} | [-=]{2,9}$/g, "")
    .replace(/^\[([^\]]{1,200})\]\([^)]{0,200}\)$/, "$1")
    .trim();
}

function shorten(text: string): string {
  const title = text.replace(/\s{1,99}/g, " ").trim();
  if (title.length <= LONGEST_TITLE) return title;
  const cut = title.slice(0, LONGEST_TITLE - 1);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > LONGEST_TITLE / 2 ? space : undefined)}…`;
}
