import { describe, expect, test } from "vitest";

import { createJudge } from "../../src/judge/create-judge.js";
import { evidenceDecides, runWith } from "./evidence-decides.js";

describe("with programs that are really run", { timeout: 180_000 }, () => {
  evidenceDecides(createJudge);
});

/** Right in the first run, and another answer in the next: as where the order of a set decides. */
const BY_CHANCE = `import os

def double(n):
    return 2 * n if os.environ["PYTHONHASHSEED"] == "0" else 2 * n + 1
`;

test("answers that hang on the hash of strings are found with nobody saying a word, and fixed", async () => {
  const roles = { oracle: false, solver: BY_CHANCE, findings: [] };
  const { end, state } = await runWith(createJudge(), roles);
  const [first] = state.versions;

  expect(first?.cases.map(({ disagreement }) => disagreement?.verdicts)).toEqual([
    ["AC", "WA"],
    ["AC", "WA"],
  ]);
  expect(end).toMatchObject({ status: "passed", finalVersion: 2 });
});

test("answers that hang on the hash of strings never pass, where nobody mends them", async () => {
  const roles = { oracle: false, solver: BY_CHANCE, findings: [], fixer: BY_CHANCE };
  const { end } = await runWith(createJudge(), roles);

  expect(end).toMatchObject({ status: "failed" });
  expect(end.type === "run.finished" && end.reason).toContain(
    "it gives different answers to sample/1 and 1 other case",
  );
});
