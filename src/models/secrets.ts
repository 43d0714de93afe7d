/** What stands in a text where a secret stood. */
const REDACTED = "[redacted]";

/** Shorter values are words that turn up by chance, not keys. */
const SHORTEST_SECRET = 8;

/** Shapes of keys, whoever they belong to. */
const SHAPES: readonly RegExp[] = [
  /sk-ant-[\w-]{8,}/g,
  /\bsk-[A-Za-z0-9_-]{24,}/g,
  /\bBearer\s+[\w.~+/-]{16,}=*/gi,
  /\b(?:ghp|gho|ghs|ghu|github_pat)_\w{20,}/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g,
];

/** True when a text holds one of these secrets, or anything that has the shape of a key. */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
  return redact(text, secrets) !== text;
}

/** A text in which every secret is blotted out, so that it can be shown. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
  return SHAPES.reduce((rest, shape) => rest.replace(shape, REDACTED), withoutKnown);
}
