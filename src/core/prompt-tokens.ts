/** Small letters: fewer than so many never fill a token in words that people or programs write. */
const SMALL_LETTERS_PER_TOKEN = 2;

/** A run of spaces fills a token with fewer of them in no tokenizer that is known. */
const SPACES_PER_TOKEN = 2;

/** What a server puts around a prompt: names of roles, ends of turns. */
const FRAME_TOKENS = 100;

const BLANK = 0x20;
const SMALL_A = 0x61;
const SMALL_Z = 0x7a;

/**
 * The most tokens that a prompt can come to, whatever stands in it: a word in small letters, the blank before it
 * included, at two characters a token, rounded up word by word, and a token for every other byte, since a capital, a
 * digit, a line break or a part of a foreign letter may be one each. About twice what English text and code really take.
 */
export function tokensAtWorst(prompt: string): number {
  const bytes = Buffer.from(prompt);
  let tokens = FRAME_TOKENS;
  let at = 0;
  while (at < bytes.length) {
    const spaces = lengthOf(bytes, at, isBlank);
    at += spaces;
    const letters = lengthOf(bytes, at, isSmallLetter);
    at += letters;
    // The last blank belongs to the word behind it.
    const before = letters === 0 ? 0 : Math.min(spaces, 1);
    tokens += Math.ceil((spaces - before) / SPACES_PER_TOKEN);
    tokens += Math.ceil((letters + before) / SMALL_LETTERS_PER_TOKEN);
    if (spaces + letters > 0) continue;
    tokens += 1;
    at += 1;
  }
  return tokens;
}

function lengthOf(bytes: Buffer, from: number, isPart: (byte: number) => boolean): number {
  let end = from;
  while (end < bytes.length && isPart(bytes[end] ?? 0)) end += 1;
  return end - from;
}

function isBlank(byte: number): boolean {
  return byte === BLANK;
}

function isSmallLetter(byte: number): boolean {
  return byte >= SMALL_A && byte <= SMALL_Z;
}

/** English text and code fill a token with so many characters, as a rule. */
const CHARACTERS_PER_TOKEN = 4;

/** The tokens that a prompt can be expected to come to. */
export function tokensExpected(prompt: string): number {
  return Math.ceil(prompt.length / CHARACTERS_PER_TOKEN);
}
