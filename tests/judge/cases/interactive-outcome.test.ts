import { describe, expect, test } from "vitest";

import type { Ending, Verdict } from "../../../src/core/verdict.js";
import { decideInteractive } from "../../../src/judge/cases/interactive-outcome.js";
import { type Execution, notStarted } from "../../../src/judge/sandbox/execution.js";

const allowed = { timeLimitMs: 1000, memoryLimitMb: 256 };

function ended(ending: Ending, rest: Partial<Execution> = {}): Execution {
  return { ...notStarted(""), ending, ...rest };
}

const PROGRAM_ENDS = [
  "ends well",
  "ends with code 1",
  "is killed by SIGPIPE",
  "computes too long",
  "ends well, but late",
  "waits too long",
  "takes too much memory",
  "writes too much",
  "cannot be started",
] as const;
type ProgramEnd = (typeof PROGRAM_ENDS)[number];
const PROGRAMS: Readonly<Record<ProgramEnd, Execution>> = {
  "ends well": ended({ kind: "exited", code: 0 }),
  "ends with code 1": ended({ kind: "exited", code: 1 }),
  "is killed by SIGPIPE": ended({ kind: "signalled", signal: "SIGPIPE" }),
  "computes too long": ended({ kind: "cpu-limit" }, { cpuMs: 1500 }),
  "ends well, but late": ended({ kind: "exited", code: 0 }, { cpuMs: 1100 }),
  "waits too long": ended({ kind: "wall-limit" }),
  "takes too much memory": ended({ kind: "memory-limit" }),
  "writes too much": ended({ kind: "output-limit" }),
  "cannot be started": notStarted("no room"),
};

const VALIDATOR_ENDS = [
  "accepts",
  "refuses",
  "ends with code 1",
  "is killed",
  "computes too long",
  "waits too long",
  "cannot be started",
] as const;
type ValidatorEnd = (typeof VALIDATOR_ENDS)[number];
const VALIDATORS: Readonly<Record<ValidatorEnd, Execution>> = {
  accepts: ended({ kind: "exited", code: 42 }),
  refuses: ended({ kind: "exited", code: 43 }),
  "ends with code 1": ended({ kind: "exited", code: 1 }),
  "is killed": ended({ kind: "signalled", signal: "SIGSEGV" }),
  "computes too long": ended({ kind: "cpu-limit" }),
  "waits too long": ended({ kind: "wall-limit" }),
  "cannot be started": notStarted("no room"),
};

/** By how the validator ends: the verdict when the program ended first, and when the validator did. */
type Row = Readonly<Record<ValidatorEnd, readonly [Verdict, Verdict]>>;

/** A fault of the program counts unless the validator had refused or broken before. */
function faulty(verdict: Verdict): Row {
  return {
    accepts: [verdict, verdict],
    refuses: [verdict, "WA"],
    "ends with code 1": [verdict, "JE"],
    "is killed": [verdict, "JE"],
    "computes too long": [verdict, "JE"],
    "waits too long": [verdict, "JE"],
    "cannot be started": ["JE", "JE"],
  };
}

const JUDGED_BY_VALIDATOR: Row = {
  accepts: ["AC", "AC"],
  refuses: ["WA", "WA"],
  "ends with code 1": ["JE", "JE"],
  "is killed": ["JE", "JE"],
  "computes too long": ["JE", "JE"],
  "waits too long": ["JE", "JE"],
  "cannot be started": ["JE", "JE"],
};

const TABLE: Readonly<Record<ProgramEnd, Row>> = {
  "ends well": JUDGED_BY_VALIDATOR,
  "ends with code 1": faulty("RE"),
  "is killed by SIGPIPE": faulty("RE"),
  "computes too long": faulty("TLE"),
  "ends well, but late": faulty("TLE"),
  // Each waits for the other: the program is the one that should have spoken.
  "waits too long": { ...faulty("TLE"), "waits too long": ["TLE", "TLE"] },
  "takes too much memory": faulty("MLE"),
  "writes too much": faulty("OLE"),
  "cannot be started": {
    accepts: ["JE", "JE"],
    refuses: ["JE", "JE"],
    "ends with code 1": ["JE", "JE"],
    "is killed": ["JE", "JE"],
    "computes too long": ["JE", "JE"],
    "waits too long": ["JE", "JE"],
    "cannot be started": ["JE", "JE"],
  },
};

const ALL = PROGRAM_ENDS.flatMap((program) =>
  VALIDATOR_ENDS.flatMap((validator) =>
    (["program", "partner"] as const).map((first, at) => ({
      program,
      validator,
      first,
      verdict: TABLE[program][validator][at],
    })),
  ),
);

describe("a program that talks with a validator", () => {
  test.each(ALL)(
    "$program, the validator $validator, the $first ends first: $verdict",
    ({ program, validator, first, verdict }) => {
      const talk = {
        program: PROGRAMS[program],
        partner: VALIDATORS[validator],
        firstToEnd: first,
      };
      const outcome = decideInteractive(talk, { protocol: "kattis", allowed });

      expect(outcome.verdict).toBe(verdict);
      expect(outcome.note === "").toBe(verdict === "AC");
    },
  );

  test("is judged by the codes of testlib where the validator speaks that", () => {
    const [program, partner] = [PROGRAMS["ends well"], ended({ kind: "exited", code: 0 })];
    const rules = { protocol: "testlib", allowed } as const;

    expect(decideInteractive({ program, partner, firstToEnd: "program" }, rules).verdict).toBe(
      "AC",
    );
    expect(
      decideInteractive(
        { program, partner: VALIDATORS["ends with code 1"], firstToEnd: "program" },
        rules,
      ),
    ).toEqual({ verdict: "WA", note: "The validator says: wrong." });
  });
});
