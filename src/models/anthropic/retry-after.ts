/** No server means more than a year; a longer wait is no date any more. */
const LONGEST_MS = 366 * 86_400_000;

/** How long the headers of an answer ask to wait, in milliseconds; null when they do not or it is over. */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const milliseconds = numberOf(headers.get("retry-after-ms"));
  const value = headers.get("retry-after");
  const seconds = numberOf(value);
  const waitMs =
    milliseconds ?? (seconds === null ? Date.parse(value ?? "") - now : seconds * 1000);
  return waitMs > 0 ? Math.min(waitMs, LONGEST_MS) : null;
}

function numberOf(value: string | null): number | null {
  return value !== null && /^\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}
