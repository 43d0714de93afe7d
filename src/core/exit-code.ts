import type { ErrorKind } from "./errors.js";

/** What the exit codes of the command line mean. Scripts read them: a number never changes its meaning. */
export const EXIT_CODES = {
  passed: 0,
  notPassed: 1,
  wrongUsage: 2,
  serviceFailed: 3,
  noKey: 4,
  budgetUsedUp: 5,
  bug: 70,
  cancelled: 130,
} as const;

/** The exit code that an error stands for. */
export function exitCodeOf(kind: ErrorKind): number {
  switch (kind) {
    case "usage":
    case "bad_input":
    case "bad_settings":
    case "bad_pipeline":
    case "bad_agent":
    case "bad_journal":
    case "run_locked":
    case "disk":
    case "recording_miss":
    case "needs_person":
    case "judge":
      return EXIT_CODES.wrongUsage;
    case "unreadable_reply":
    case "refused":
    case "too_long":
      return EXIT_CODES.notPassed;
    case "service":
      return EXIT_CODES.serviceFailed;
    case "no_key":
    case "refused_key":
      return EXIT_CODES.noKey;
    case "budget":
      return EXIT_CODES.budgetUsedUp;
    case "bug":
      return EXIT_CODES.bug;
    case "cancelled":
      return EXIT_CODES.cancelled;
  }
}
