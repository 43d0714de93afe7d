const MS_PER_UNIT = { ms: 1, s: 1000, m: 60_000, min: 60_000 } as const;

/** Milliseconds of a time with its unit, such as `2s`, `1.5 s`, `1500ms` or `1min`; null when it is none, or under 1 ms. */
export function parseDurationMs(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?) ?(ms|s|min|m)$/i.exec(text.trim());
  const unit = match?.[2]?.toLowerCase();
  if (match?.[1] === undefined || !isUnit(unit)) return null;
  const ms = Math.round(Number(match[1]) * MS_PER_UNIT[unit]);
  return ms >= 1 && Number.isSafeInteger(ms) ? ms : null;
}

function isUnit(unit: string | undefined): unit is keyof typeof MS_PER_UNIT {
  return unit !== undefined && Object.hasOwn(MS_PER_UNIT, unit);
}
