import path from "node:path";

import type { Program } from "../../core/solution.js";
import type { Tools } from "../languages/language-row.js";
import { commandLine, readablePaths } from "../languages/languages.js";
import type { Toolchain } from "../languages/toolchain.js";
import type { RunRequest } from "../sandbox/execution.js";

/** What came of compiling a program. */
export type Compilation =
  | Ready
  /** The compiler refused it, or it asked too much of the compiler: CE. */
  | { readonly kind: "refused"; readonly log: string }
  /** It could not be compiled here, through no fault of the program: JE. */
  | { readonly kind: "unavailable"; readonly reason: string };

/** A program that can be started. */
export interface Ready {
  readonly kind: "ready";
  /** As it is run: TypeScript has become JavaScript here; everything else is as it was written. */
  readonly program: Program;
  readonly tools: Tools;
  /** The folder of what was compiled; null when the program is run as it is written. */
  readonly artifact: string | null;
  /** What is started. */
  readonly main: string;
  /** What the compiler said; null when the language has none. */
  readonly log: string | null;
}

/** The name of a program's file in the working folder. */
export function programFile(program: Program): string {
  return path.basename(program.fileName);
}

/** The parts of a run that follow from the program alone. Limits, input and environment are the caller's. */
export function startOf(
  { program, tools, artifact, main }: Ready,
  toolchain: Toolchain,
  { memoryMb, args }: { readonly memoryMb: number; readonly args: readonly string[] },
): Pick<RunRequest, "command" | "files" | "artifact" | "readable"> {
  return {
    command: commandLine(program.language, tools, { memoryMb, main, args }),
    files: artifact === null ? filesOf(program) : {},
    artifact,
    readable: readablePaths(toolchain, tools.runtime),
  };
}

/** The files of a program that is run as it is written, by their name in a run. */
export function filesOf(program: Program): Readonly<Record<string, string>> {
  const companions = Object.entries(program.companions ?? {});
  return Object.fromEntries([
    ...companions.map(([name, text]) => [`work/${name}`, text] as const),
    [`work/${programFile(program)}`, program.source],
  ]);
}
