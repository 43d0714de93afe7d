import { EXIT_CODES } from "../core/exit-code.js";
import { dryRun } from "../orchestrator/dry-run.js";
import type { RunRequest } from "../orchestrator/plan-run.js";
import type { CliContext } from "./cli-context.js";
import { costText } from "./dry-run-cost-text.js";
import { dryRunJson } from "./dry-run-json.js";
import { dryRunText } from "./dry-run-text.js";
import { printable } from "./format.js";

/** Prints what a run would do. All of it is the result, so all of it goes to stdout. */
export async function tellDryRun(request: RunRequest, context: CliContext): Promise<number> {
  const { format, verbosity } = request.settings;
  const dry = await dryRun(request, { signal: context.signal });
  if (format !== "text") context.stdout(`${JSON.stringify(dryRunJson(dry))}\n`);
  else if (verbosity === "quiet") context.stdout(`${printable(costText(dry))}\n`);
  else context.stdout(printable(dryRunText(dry)));
  return EXIT_CODES.passed;
}
