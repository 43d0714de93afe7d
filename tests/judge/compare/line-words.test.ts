import { expect, test } from "vitest";

import { compareOutput } from "../../../src/judge/compare/compare.js";

const EXPECTED = "mod 2: pairs 4\n\nYes\n";

test.each([
  ["the same", "mod 2: pairs 4\n\nYes\n", true],
  ["more space between words", "mod  2:\tpairs   4\n\nYes\n", true],
  ["space around the words of a line", "  mod 2: pairs 4 \r\n \n Yes", true],
  ["one line for two", "mod 2: pairs 4 Yes\n", false],
  ["an empty line less", "mod 2: pairs 4\nYes\n", false],
  ["a word that is divided", "mod 2 : pairs 4\n\nYes\n", false],
  ["other letters", "mod 2: pairs 4\n\nYES\n", false],
  ["a line too many", "mod 2: pairs 4\n\nYes\nNo\n", false],
  ["nothing", "", false],
])("line for line and word for word: %s", (_, output, accepted) => {
  const difference = compareOutput(
    { kind: "line-words" },
    Buffer.from(EXPECTED),
    Buffer.from(output),
  );

  expect(difference === null).toBe(accepted);
});
