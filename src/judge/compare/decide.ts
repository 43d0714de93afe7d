import type { DataCase } from "../../core/case.js";
import type { CaseContext } from "../cases/case-context.js";
import { ACCEPTED, type Outcome } from "../cases/verdict-of.js";
import { runChecker } from "./checker.js";
import { compareOutput, type Difference } from "./compare.js";
import { compareValues } from "./compare-values.js";
import { parseJson } from "./json-value.js";
import { runValidator } from "./validator.js";

/** What a program that ended in good order handed over. */
export interface Handed {
  /** Of a function that was called, its value as JSON text; otherwise standard output. */
  readonly output: Buffer;
  readonly isValue: boolean;
}

/** Decides whether what a program handed over is what the case expects. Where nothing is expected everything is. */
export async function decideOutput(
  context: CaseContext,
  { input, expected }: DataCase,
  { output, isValue }: Handed,
): Promise<Outcome> {
  if (expected === null) return ACCEPTED;
  const { comparison } = context.request;
  switch (comparison.kind) {
    case "checker":
      return runChecker(context, comparison.command, { input, output, answer: expected });
    case "validator":
      return runValidator(context, comparison.validator, { input, output, answer: expected });
    case "interactive":
      return { verdict: "JE", note: "A program that is called cannot talk with another." };
    case "exact":
    case "lines":
    case "line-words":
    case "tokens":
    case "float":
    case "unordered-lines":
    case "kattis":
      return accepting(
        isValue
          ? compareValues(comparison, parseJson(expected), output.toString())
          : compareOutput(comparison, Buffer.from(expected), output),
      );
  }
}

function accepting(difference: Difference): Outcome {
  return difference === null ? ACCEPTED : { verdict: "WA", note: difference };
}
