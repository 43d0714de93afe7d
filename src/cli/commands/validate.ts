import { EXIT_CODES } from "../../core/exit-code.js";
import { type Validated, validateFiles } from "../../orchestrator/validate.js";
import type { CommandAction } from "../cli-context.js";
import { printable } from "../format.js";
import { settingsFor } from "../session.js";

/** `pipeline validate [files…]`: checks pipelines and agents; without files, all that would be found from here. */
export const validateCommand: CommandAction = async (files, flags, context) => {
  const settings = await settingsFor(flags, context);
  const validated = await validateFiles(files, { cwd: context.cwd, agents: settings.agents });
  const broken = validated.filter(({ problems }) => problems.length > 0);
  if (settings.format === "text") context.stdout(printable(validationText(validated)));
  else
    context.stdout(
      `${JSON.stringify({ schema: 1, valid: broken.length === 0, files: validated })}\n`,
    );
  return broken.length === 0 ? EXIT_CODES.passed : EXIT_CODES.wrongUsage;
};

function validationText(validated: readonly Validated[]): string {
  const lines = validated.flatMap(({ problems, warnings }) => [...problems, ...warnings]);
  const count = validated.reduce((sum, { problems }) => sum + problems.length, 0);
  const broken = validated.filter(({ problems }) => problems.length > 0).length;
  const errors = `${count} error${count === 1 ? "" : "s"}`;
  const files = `${validated.length} file${validated.length === 1 ? "" : "s"}`;
  const summary = count === 0 ? `${files}, no errors` : `${errors} in ${broken} of ${files}`;
  return `${[...lines, summary].join("\n")}\n`;
}
