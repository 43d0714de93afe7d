import { startOf } from "../compile/compilation.js";
import { allowedBy, environment, runLimits } from "../languages/languages.js";
import type { RunRequest } from "../sandbox/execution.js";
import type { CaseContext } from "./case-context.js";

/** A run of the judged program that reads its input. */
export function stdioRequest(context: CaseContext, stdin: string): RunRequest {
  const { ready, toolchain, request } = context;
  const { memoryLimitMb: memoryMb } = allowedBy(request.limits);
  return {
    ...commonRequest(context),
    ...startOf(ready, toolchain, { memoryMb, args: [] }),
    stdin,
  };
}

/** What every run of the judged program with one input has. */
export function commonRequest({ request, seed }: CaseContext) {
  const { language } = request.program;
  return {
    environment: environment(seed),
    prepare: null,
    writable: [],
    limits: runLimits(language, allowedBy(request.limits)),
    mayFork: false,
    collect: null,
  };
}
