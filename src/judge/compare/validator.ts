import type { Validator } from "../../core/comparison.js";
import type { CaseContext } from "../cases/case-context.js";
import type { Outcome } from "../cases/verdict-of.js";
import { decideTwice, outcomeOfDecision, readDecision } from "./protocol.js";
import { prepareValidator, type ValidatedFiles, validatorRequest } from "./validator-run.js";

/** Has a program of a problem package decide. One that fails is asked once more; then nothing can be said. */
export async function runValidator(
  context: CaseContext,
  validator: Validator,
  files: ValidatedFiles,
): Promise<Outcome> {
  const ready = await prepareValidator(context, validator);
  if ("verdict" in ready) return ready;
  const request = validatorRequest(context, { validator, ready }, files);
  const decision = await decideTwice(async () =>
    readDecision(validator.protocol, await context.crew.run(request)),
  );
  return outcomeOfDecision(decision, "validator");
}
