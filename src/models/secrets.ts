import { SECRET_SHAPES } from "./secret-shapes.js";

/** What stands in a text where a secret stood. */
const REDACTED = "[redacted]";

/** Shorter values are words that turn up by chance, not keys. */
const SHORTEST_SECRET = 8;

/** What a text holds that must not be shown, in words that do not show it; null: nothing. */
export function findSecret(text: string, secrets: readonly string[]): string | null {
  if (formsOfAll(secrets).some((form) => text.includes(form))) return "a key that is in use";
  for (const { name, pattern, isSecret } of SECRET_SHAPES) {
    for (const match of text.matchAll(pattern)) if (isSecret(match)) return name;
  }
  return null;
}

/** A text in which every secret is blotted out, so that it can be shown. */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutKnown = formsOfAll(secrets).reduce(
    (rest, form) => rest.replaceAll(form, REDACTED),
    text,
  );
  return SECRET_SHAPES.reduce(
    (rest, { pattern, isSecret }) => withoutMatches(rest, pattern, isSecret),
    withoutKnown,
  );
}

function withoutMatches(
  text: string,
  pattern: RegExp,
  isSecret: (match: RegExpMatchArray) => boolean,
): string {
  let shown = "";
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (!isSecret(match)) continue;
    shown += text.slice(from, match.index) + REDACTED;
    from = match.index + match[0].length;
  }
  return shown + text.slice(from);
}

function formsOfAll(secrets: readonly string[]): readonly string[] {
  const known = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  return [...new Set(known.flatMap(formsOf))];
}

/** How a secret can stand in a text: as it is, and as programs write it. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const quoted = inQuotes(secret);
  const forms = [
    secret,
    quoted,
    inQuotes(quoted),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll("%20", "+"),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => base64Forms(bytes, offset)),
  ];
  return forms.filter((form) => form.length >= SHORTEST_SECRET);
}

/** As it stands between the quotes of JSON and of most languages. */
function inQuotes(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/**
 * Base64 takes three bytes at a time: with another text in front, as in `user:password`, the same secret comes out in
 * one of three ways. Only the letters that it decides alone are looked for.
 */
function base64Forms(bytes: Buffer, offset: number): readonly string[] {
  const inFront = Buffer.concat([Buffer.alloc(offset), bytes]);
  const start = Math.ceil((offset * 8) / 6);
  const end = Math.floor((inFront.length * 8) / 6);
  return [
    inFront.toString("base64").slice(start, end),
    inFront.toString("base64url").slice(start, end),
  ];
}
