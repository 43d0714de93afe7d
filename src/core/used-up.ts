/** That a limit is reached, in one clause; one that was set below what is used already says how much more it takes. */
export function usedUpWords(noun: "call" | "minute", limit: number, used: number): string {
  if (used > limit) {
    return `${used} of ${limit} ${noun}s are used; give more than ${used}`;
  }
  return limit === 1
    ? `the one ${noun} of the budget is used`
    : `all ${limit} ${noun}s of the budget are used`;
}
