/** Letters and white space: fewer than so many never fill a token in texts that people or programs write, on average. */
const CHARACTERS_PER_TOKEN_OF_WORDS = 2;

/** What a server puts around a prompt: names of roles, ends of turns. */
const FRAME_TOKENS = 100;

const WORDS = /[A-Za-z \n\t]/g;

/**
 * The most tokens that a prompt can come to: words at two characters a token, and a token for every other byte, since a
 * digit, a bracket or a part of a foreign letter may be one each. About twice what English text and code really take.
 */
export function tokensAtWorst(prompt: string): number {
  const wordCharacters = prompt.match(WORDS)?.length ?? 0;
  const otherBytes = Buffer.byteLength(prompt) - wordCharacters;
  return Math.ceil(wordCharacters / CHARACTERS_PER_TOKEN_OF_WORDS) + otherBytes + FRAME_TOKENS;
}

/** English text and code fill a token with so many characters, as a rule. */
const CHARACTERS_PER_TOKEN = 4;

/** The tokens that a prompt can be expected to come to. */
export function tokensExpected(prompt: string): number {
  return Math.ceil(prompt.length / CHARACTERS_PER_TOKEN);
}
