import { type Account, usdAtMost } from "../core/account.js";
import { counted } from "../core/evidence-words.js";
import { formatUsd } from "./format.js";

/** Below this what is not known of a bill is not worth an amount. */
const A_CENT = 0.01;

/** What was paid, and what nobody knows of it; null where nothing was asked of a model. */
export function costText(account: Account): string | null {
  const { usage, openAttempts, brokenAttempts } = account;
  const known = countedText(account);
  const atMost = usdAtMost(account);
  if (atMost === null || atMost - (usage.usd ?? 0) <= A_CENT) {
    if (openAttempts.length > 0) return `${known}, ${unknownText(openAttempts.length)}`;
    return usage.calls === 0 && usage.usd === 0 ? null : known;
  }
  const why = [
    ...(brokenAttempts === 0 ? [] : [`${counted(brokenAttempts, "attempt")} broke off`]),
    ...(openAttempts.length === 0
      ? []
      : [`${counted(openAttempts.length, "attempt")} left open by a killed process`]),
  ].join(", ");
  const told = usage.usd === null ? known : `${known} as counted`;
  return `${told}, ${formatUsd(atMost)} at most${why === "" ? "" : `: ${why}`}`;
}

/** A price is missing where nobody knows what the model costs, or where its server does not say what it took. */
function countedText({ usage, isPriced }: Account): string {
  if (usage.usd === null && isPriced) return "not counted by the server";
  return usage.usd === 0 ? "$0" : formatUsd(usage.usd);
}

function unknownText(attempts: number): string {
  return `and ${counted(attempts, "attempt")} whose cost nobody knows`;
}
