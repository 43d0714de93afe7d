/** Dollars to the millionth, as files and scripts are told them: sums of prices carry digits that mean nothing. */
export function roundedUsd(usd: number): number;
export function roundedUsd(usd: number | null): number | null;
export function roundedUsd(usd: number | null): number | null {
  return usd === null ? null : Math.round(usd * 1e6) / 1e6;
}
