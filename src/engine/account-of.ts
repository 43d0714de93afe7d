import { type Account, accountSince } from "../core/account.js";
import type { RunContext } from "./run-context.js";

/** What the limits are held against: all that the run took, or what work behind its end took alone. */
export function accountOf({
  recorder,
  before,
}: Pick<RunContext, "recorder" | "before">): Account & { readonly seconds: number } {
  const { state } = recorder;
  if (before === undefined) return state;
  return { ...accountSince(before, state), seconds: state.seconds - before.seconds };
}
