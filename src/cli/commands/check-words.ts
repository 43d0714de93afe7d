import type { CaseResult } from "../../core/report.js";

/** A number with its word: `1 case`, `2 cases`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** The time that decided: of a program that was stopped while it waited, the time by the clock. */
export function shownMs({ ending, cpuMs, wallMs }: CaseResult): number {
  return ending.kind === "wall-limit" ? wallMs : cpuMs;
}
