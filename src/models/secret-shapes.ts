/** How keys of one kind look, whoever they belong to. */
export interface SecretShape {
  /** Part of a sentence: "it holds …". */
  readonly name: string;
  readonly pattern: RegExp;
  /** Tells a key from a text that only looks like one. */
  readonly isSecret: (match: RegExpMatchArray) => boolean;
}

/** A word begins here, also behind a line break that is written as one of these: \n \r \t. */
const START = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrt]))`;

/** A value behind the name of a secret: bare, or between quotes that may be escaped. */
const SECRET_NAME = String.raw`(?:[A-Za-z0-9]{1,40}_){0,6}(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD)`;
const ASSIGNED = String.raw`(?:=|\\?["']?\s{0,8}[=:]\s{0,8}\\?["'])`;
const VALUE = String.raw`([A-Za-z0-9+/_=.~-]{16,512})`;

const always = (): boolean => true;
const whenRandom = (match: RegExpMatchArray): boolean => looksRandom(match[1] ?? match[0]);

/** Every shape that is looked for. */
export const SECRET_SHAPES: readonly SecretShape[] = [
  shape("an Anthropic key", String.raw`sk-ant-[\w-]{8,}`),
  guess("a key of the form sk-…", String.raw`${START}(sk-[A-Za-z0-9_-]{24,})`),
  guess("a bearer token", String.raw`\bBearer\s{1,8}([\w.~+/-]{16,}=*)`, "gi"),
  shape("a GitHub token", String.raw`${START}(?:gh[opsur]_\w{20,}|github_pat_\w{20,})`),
  shape("a GitLab token", String.raw`${START}glpat-[\w-]{20,}`),
  shape("the name of an AWS key", String.raw`${START}(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z])`),
  guess(
    "an AWS secret",
    String.raw`(?:aws|secret_?access)[\w ]{0,24}["'\\]{0,2}\s{0,8}[=:]\s{0,8}["'\\]{0,2}([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`,
    "gi",
  ),
  shape("an Azure key", String.raw`\bAccountKey=[A-Za-z0-9+/]{60,}`),
  shape("a Google key", String.raw`${START}AIza[\w-]{35}(?![\w-])`),
  shape("a Google token", String.raw`${START}(?:ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,})`),
  shape(
    "a Slack token",
    String.raw`${START}(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-\d-[A-Za-z0-9-]{10,})`,
  ),
  shape("a Slack hook", String.raw`hooks\.slack\.com/services/[A-Z0-9]{6,}/[A-Z0-9]{6,}/\w{8,}`),
  shape("a Stripe key", String.raw`${START}[rs]k_(?:live|test)_[A-Za-z0-9]{16,}`),
  shape("an npm token", String.raw`${START}npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])`),
  shape("a PyPI token", String.raw`${START}pypi-AgE[\w-]{40,}`),
  guess("a Hugging Face token", String.raw`${START}(hf_[A-Za-z0-9]{30,})`),
  shape("a SendGrid key", String.raw`${START}SG\.[\w-]{16,}\.[\w-]{16,}`),
  shape("a signed web token", String.raw`${START}eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}`),
  shape(
    "a private key",
    String.raw`-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----`,
  ),
  guess(
    "a password in an address",
    String.raw`[a-z][a-z0-9+.-]{1,15}://[^\s/:@"'<>]{0,64}:([^\s/:@"'<>]{8,128})@`,
  ),
  guess(
    "a value that is named a key, a token or a password",
    `${START}${SECRET_NAME}${ASSIGNED}${VALUE}`,
    "gi",
  ),
];

function shape(name: string, pattern: string): SecretShape {
  return { name, pattern: new RegExp(pattern, "g"), isSecret: always };
}

/** A shape that words and constants of programs have as well: only what looks drawn by lot counts. */
function guess(name: string, pattern: string, flags = "g"): SecretShape {
  return { name, pattern: new RegExp(pattern, flags), isSecret: whenRandom };
}

const LEAST_BITS_PER_CHARACTER = 3.2;
const FEWEST_DIGITS = 2;
const FEWEST_LETTERS = 4;
const LONG_PIECE = 16;
const FEWEST_CHANGES = 4;

/** Letters and digits in no order, as nobody writes them by hand. Numbers, also hexadecimal ones, are constants. */
function looksRandom(value: string): boolean {
  if (/^0x/i.test(value)) return false;
  const digits = value.match(/\d/g)?.length ?? 0;
  const letters = value.match(/[A-Za-z]/g)?.length ?? 0;
  if (digits < FEWEST_DIGITS || letters < FEWEST_LETTERS) return false;
  return isStrewn(value) && bitsPerCharacter(value) >= LEAST_BITS_PER_CHARACTER;
}

/** In names and dates letters and digits keep apart, in something drawn by lot they take turns. */
function isStrewn(value: string): boolean {
  const changes = value
    .split(/[^A-Za-z0-9]/)
    .map((piece) => ({ length: piece.length, changes: changesIn(piece) }));
  const isLong = changes.some((piece) => piece.length >= LONG_PIECE && piece.changes > 0);
  return isLong || changes.reduce((sum, piece) => sum + piece.changes, 0) >= FEWEST_CHANGES;
}

/** How often a digit follows a letter or a letter a digit. */
function changesIn(piece: string): number {
  return piece.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
}

function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => {
    const share = count / value.length;
    return bits - share * Math.log2(share);
  }, 0);
}
