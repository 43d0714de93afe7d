import type { LocalJudge } from "../../src/judge/create-judge.js";
import { FIXED } from "../e2e/double-problem.js";
import { TableJudge } from "../engine/engine-maker.js";

/**
 * Knows what the scripted programs of the problem of doubling do: all are right up to 8, one is right everywhere. Nothing
 * is started.
 */
export class DoubleJudge extends TableJudge implements LocalJudge {
  constructor() {
    super((source, test) => {
      const isRight = source === FIXED || (test.kind === "data" && Number(test.input) < 9);
      return isRight ? "AC" : "WA";
    });
  }

  /** Every language is there. */
  require(): Promise<void> {
    return Promise.resolve();
  }
}
