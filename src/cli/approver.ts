import { createInterface } from "node:readline/promises";

import { PipelineError } from "../core/errors.js";
import type { Approver } from "../core/ports.js";
import type { CliContext } from "./cli-context.js";

/** Asks the person at the terminal; without one, a pipeline that needs a person stops and can be resumed. */
export function createApprover({ stdin, stderr }: CliContext): Approver {
  return {
    async approve(question, signal) {
      if (stdin.isTTY !== true) {
        throw new PipelineError("needs_person", `a person must agree to: ${question}`, {
          hint: "Run `pipeline resume` in a terminal.",
        });
      }
      stderr(`  ? ${question} [y/N] `);
      const lines = createInterface({ input: stdin });
      try {
        const answer = await lines.question("", { signal });
        return /^\s*y(es)?\s*$/i.test(answer);
      } finally {
        lines.close();
      }
    },
  };
}
