/** Short words that hold English sentences together and hardly ever stand in data. */
const FUNCTION_WORDS = new Set(
  (
    "a all also an and are as at be because but by can choose each for from has have if in is it its may " +
    "no not of on only or so that the then there these this to was we when where which will with you"
  ).split(" "),
);

/** Runs of two or more letters, of any script. */
function wordsOf(line: string): readonly string[] {
  return line.match(/\p{L}{2,}/gu) ?? [];
}

/** How many words of two or more letters a line has. */
export function countWords(line: string): number {
  return wordsOf(line).length;
}

/** How many of the words are such that only sentences need them. */
export function countFunctionWords(line: string): number {
  return wordsOf(line).filter((word) => FUNCTION_WORDS.has(word.toLowerCase())).length;
}

const HAS_LETTER = /\p{L}/u;
const EAST_ASIAN_PUNCTUATION = /[。、！？：]/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const ENDS_LIKE_A_SENTENCE = /[.!?:;…]["'”’»)\]]{0,3}$/u;
const SENTENCE_INSIDE = /\p{Ll}{2}[.!?] +\p{Lu}/u;

/** True for a line with two or more words and the punctuation of a sentence. */
export function readsLikeSentence(line: string): boolean {
  const text = line.trim();
  if (EAST_ASIAN_PUNCTUATION.test(text)) return HAS_LETTER.test(text);
  if (countWords(text) < 2) return false;
  return ENDS_LIKE_A_SENTENCE.test(text) || SENTENCE_INSIDE.test(text);
}

/** True for a line that people wrote to be read, with or without punctuation. */
export function isWordy(line: string): boolean {
  const words = countWords(line);
  return (
    readsLikeSentence(line) ||
    words >= 4 ||
    (words >= 2 && countFunctionWords(line) >= 1) ||
    hasKana(line)
  );
}

/** True for a line with Japanese words. */
export function hasKana(line: string): boolean {
  return (line.match(KANA)?.length ?? 0) >= 2;
}

/** Marks of formulas, lists, pictures and links: such a line explains, it is not output. */
const MARKUP = /\$[^$\s][^$]{0,200}\$|\\[a-z]{2}|!\[|\]\(|https?:\/\//i;
const LIST_ITEM = /^\s{0,3}(?:[-*+•・]|\d{1,2}\.|>)\s+\S*\p{L}/u;

/** A full stop right after a word or a number: ` .` with a space before it is a cell of a grid. */
const FULL_STOP = /[\p{L}\p{N})\]}"'”’`$][.!?。！？…]["'”’»)\]]{0,3}$/u;

/** True for a paragraph that can only be an explanation: whole sentences, formulas, lists, pictures. */
export function explains(paragraph: readonly string[]): boolean {
  const [first = ""] = paragraph;
  const hasSentence = paragraph.some(
    (line) => readsLikeSentence(line) && (FULL_STOP.test(line.trim()) || countWords(line) >= 6),
  );
  const hasMarkup = MARKUP.test(first) || (LIST_ITEM.test(first) && countWords(first) >= 4);
  const isLong = countWords(first) >= 6 && countFunctionWords(first) >= 2;
  return !isPlainData(first) && (hasSentence || hasMarkup || isLong);
}

/** True for a line that may well be the data of a test. */
export function isPlainData(line: string): boolean {
  const isMarkup = MARKUP.test(line) || LIST_ITEM.test(line);
  return countWords(line) < 3 && !isWordy(line) && !isMarkup;
}
