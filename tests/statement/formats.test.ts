import * as fc from "fast-check";
import { expect, test } from "vitest";

import { readStatement } from "../../src/statement/read-statement.js";
import { FORMATS } from "./formats.js";

const number = fc.integer({ min: -1000, max: 1_000_000 }).map(String);
const numbers = fc.array(number, { minLength: 1, maxLength: 5 }).map((row) => row.join(" "));

// What such a page looks like does not say where the output begins, unless each is one line.
const ONE_LINE_EACH = new Set(["Kattis with everything in one column"]);
// With two lines, a wide gap may also be data.
const ONE_COLUMN = new Set(["Kattis with columns of spaces"]);

test.each(FORMATS)("plain numbers are read, never refused: $name", ({ name, render }) => {
  const lines = ONE_LINE_EACH.has(name) ? 1 : 4;
  const written = fc.record({
    input: fc.array(numbers, { minLength: 1, maxLength: lines }),
    output: fc.array(numbers, { minLength: 1, maxLength: Math.min(lines, 3) }),
  });
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 3 }), (samples) => {
      fc.pre(
        !ONE_COLUMN.has(name) ||
          samples.every(({ input, output }) => input.length !== 2 || output.length > 1),
      );
      const inputs = samples.map(({ input }) => input.join("\n"));
      fc.pre(new Set(inputs).size === inputs.length);
      const { samples: found, refused } = readStatement(render(samples), "none");
      expect(refused).toEqual([]);
      expect(found.map(({ test: { input, expected } }) => [input, expected])).toEqual(
        samples.map(({ input, output }) => [`${input.join("\n")}\n`, `${output.join("\n")}\n`]),
      );
    }),
    { numRuns: 150 },
  );
});
