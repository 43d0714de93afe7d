/**
 * What became of one case. AC accepted, WA wrong answer, TLE time limit, MLE memory limit, OLE output
 * limit, RE run-time error, CE compile error, JE the judge itself failed (never the program's fault).
 */
export type Verdict = "AC" | "WA" | "TLE" | "MLE" | "OLE" | "RE" | "CE" | "JE";

/** How one process ended. Exactly one holds; a killed program can never be read as a clean exit. */
export type Ending =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "signalled"; readonly signal: string }
  | { readonly kind: "cpu-limit" }
  | { readonly kind: "wall-limit" }
  | { readonly kind: "memory-limit" }
  | { readonly kind: "output-limit" }
  | { readonly kind: "not-started"; readonly reason: string };

/** True only for a clean exit with code 0. */
export function endedInGoodOrder(ending: Ending): boolean {
  return ending.kind === "exited" && ending.code === 0;
}

/** Says in one phrase how a process ended. */
export function describeEnding(ending: Ending): string {
  switch (ending.kind) {
    case "exited":
      return `exit code ${ending.code}`;
    case "signalled":
      return `killed by ${ending.signal}`;
    case "cpu-limit":
      return "stopped at the time limit";
    case "wall-limit":
      return "stopped: by the clock it took too long";
    case "memory-limit":
      return "stopped at the memory limit";
    case "output-limit":
      return "stopped: it wrote too much";
    case "not-started":
      return `could not be started: ${ending.reason}`;
  }
}
