/** How long the headers of an answer ask to wait, in milliseconds; null when they do not or it is over. */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const milliseconds = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (milliseconds > 0) return milliseconds;
  const value = headers.get("retry-after") ?? "";
  const seconds = value === "" ? Number.NaN : Number(value);
  const waitMs = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  return waitMs > 0 ? waitMs : null;
}
