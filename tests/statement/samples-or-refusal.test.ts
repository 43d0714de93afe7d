import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Problem } from "../../src/core/problem.js";
import { readStatement } from "../../src/statement/read-statement.js";
import { FORMATS, type Written } from "./formats.js";

/** Words that data may hold although pages use them for other things. */
const AWKWARD = [
  "->",
  "=>",
  "...",
  "#",
  "##",
  "//",
  "---",
  "|",
  "*",
  "**",
  "`",
  "$",
  "=",
  "or",
  "the",
  "is",
];

const token = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -1000, max: 100_000 }).map(String) },
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z]{1,6}$/) },
  { weight: 2, arbitrary: fc.stringMatching(/^[A-Z]{1,4}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[.#]{1,5}$/) },
  { weight: 1, arbitrary: fc.constantFrom(...AWKWARD) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("Case", "#1:", "copy", "note", "input", "a.b", "3.14", "[1,2]"),
  },
);
const line = fc.array(token, { minLength: 1, maxLength: 4 }).map((tokens) => tokens.join(" "));
/**
 * Lines of a block; one in between may be blank, as between two cases of one test. No rule follows then: what is
 * meant by `---` below a blank line nobody can tell.
 */
const block = (maxLength: number): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(fc.array(line, { minLength: 1, maxLength }), fc.integer({ min: 0, max: 9 }))
    .map(([lines, at]) =>
      at > 0 && at < lines.length && !lines.includes("---")
        ? [...lines.slice(0, at), "", ...lines.slice(at)]
        : lines,
    );
const written: fc.Arbitrary<Written> = fc.record({ input: block(4), output: block(3) });

function asWritten(problem: Problem): readonly (readonly [string, string | null])[] {
  return problem.samples.map(({ test: { input, expected } }) => [input, expected] as const);
}

/** True when every item of the first list stands in the second, in the same order. */
function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let from = 0;
  return part.every((item) => {
    const at = whole.indexOf(item, from);
    from = at + 1;
    return at >= 0;
  });
}

describe("samples of any content are read exactly or refused", () => {
  test.each(FORMATS)("$name", ({ render }) => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 3 }), (samples) => {
        const problem = readStatement(render(samples), "none");
        const found = asWritten(problem).map((pair) => JSON.stringify(pair));
        const meant = samples.map(({ input, output }) =>
          JSON.stringify([`${input.join("\n")}\n`, `${output.join("\n")}\n`]),
        );
        expect(isSubsequence(found, meant), `found ${found.join(" ")}`).toBe(true);
        expect(found.length === meant.length || problem.refused.length > 0).toBe(true);
      }),
      { numRuns: 250 },
    );
  });
});
