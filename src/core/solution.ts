import type { Language } from "./language.js";

/**
 * How a program is used: it reads standard input, one of its functions is called, or it is a module
 * that other code imports, which only tests can exercise.
 */
export type Shape = "stdio" | "call" | "module";

/** What is run: source text and how to use it. */
export interface Program {
  readonly language: Language;
  /** Plain file name, such as `solution_v1.py`. */
  readonly fileName: string;
  readonly source: string;
  readonly shape: Shape;
  /**
   * The function that a `call` program offers, `name` or `Class.method`. Null: the only public
   * function of the file.
   */
  readonly entry: string | null;
  /** Texts of further files that belong beside it, by plain relative name. */
  readonly companions?: Readonly<Record<string, string>>;
}

/** One version of the program. Version 0 is the file that the user brought. */
export interface Solution {
  readonly version: number;
  /** The version it was made from; null for the first. */
  readonly parent: number | null;
  /** The agent that wrote it; null for the user's file. */
  readonly agent: string | null;
  readonly program: Program;
  /** What the agent said about its approach. A claim, never evidence. */
  readonly approach: Approach | null;
}

export interface Approach {
  readonly approach: string;
  readonly time: string | null;
  readonly space: string | null;
}

/**
 * True when two programs are the same but for white space around the source. Comments count: what looks
 * like one may be a line of a text inside the program.
 */
export function sameCode(left: Program, right: Program): boolean {
  return left.entry === right.entry && left.source.trim() === right.source.trim();
}
