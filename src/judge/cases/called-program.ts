import path from "node:path";

import { LANGUAGES } from "../../core/language.js";
import type { Program } from "../../core/solution.js";
import { programFile, startOf } from "../compile/compilation.js";
import { callerOf } from "../drivers/drivers.js";
import { allowedBy } from "../languages/languages.js";
import type { RunRequest } from "../sandbox/execution.js";
import type { CaseContext } from "./case-context.js";
import { harnessFiles } from "./program-files.js";

/** Why no function of a program can be called, whatever it looks like; null when one can, or none is to be. */
export function uncallable({ language, shape }: Program): string | null {
  const { harness, name } = LANGUAGES[language];
  const isCallable = shape !== "call" || harness !== null || callerOf(language) !== null;
  return isCallable ? null : `Functions in ${name} cannot be called here.`;
}

/** A program of a compiled language with what calls its function; any other as it is. */
export function withCaller(program: Program): Program {
  const caller = program.shape === "call" ? callerOf(program.language) : null;
  if (caller === null) return program;
  const { source, companions } = caller.driverFor(
    program.source,
    program.entry,
    programFile(program),
  );
  const ours = Object.entries(harnessFiles(caller.companions)).map(
    ([name, text]) => [path.basename(name), text] as const,
  );
  return {
    ...program,
    source,
    companions: { ...program.companions, ...companions, ...Object.fromEntries(ours) },
  };
}

/** The parts of a run that call the function of a compiled program. */
export function startOfCall({
  ready,
  toolchain,
  request,
}: CaseContext): Pick<RunRequest, "command" | "files" | "artifact" | "readable"> {
  const { memoryLimitMb: memoryMb } = allowedBy(request.limits);
  const start = callerOf(ready.program.language)?.start ?? null;
  const main = start === null ? ready.main : `@../harness/${start.fileName}`;
  const started = startOf({ ...ready, main }, toolchain, { memoryMb, args: [] });
  return start === null
    ? started
    : { ...started, files: { ...started.files, [`harness/${start.fileName}`]: start.text } };
}
