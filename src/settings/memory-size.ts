const MB_PER_GB = 1024;

/** Megabytes of a size with its unit, such as `256MB`, `256 MiB` or `1GB`; null when it is none, or no whole number of megabytes. */
export function parseMemoryMb(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?) ?([mg])(?:i?b)?$/i.exec(text.trim());
  if (match?.[1] === undefined) return null;
  const mb = Number(match[1]) * (match[2]?.toLowerCase() === "g" ? MB_PER_GB : 1);
  return mb >= 1 && Number.isSafeInteger(mb) ? mb : null;
}
