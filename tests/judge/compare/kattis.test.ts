import { describe, expect, test } from "vitest";

import type { KattisFlags } from "../../../src/core/comparison.js";
import { parseKattisFlags } from "../../../src/core/kattis-flags.js";
import { compareOutput } from "../../../src/judge/compare/compare.js";
import { BYTE_VECTORS, VECTORS } from "./vectors.js";

function flagsOf(text: string): KattisFlags {
  const flags = parseKattisFlags(text);
  if ("refused" in flags) throw new Error(flags.refused);
  return flags;
}

describe("the rules of Kattis packages", () => {
  test("stand in a table without a line twice", () => {
    expect(VECTORS.length).toBeGreaterThan(250);
    expect(new Set(VECTORS.map((vector) => JSON.stringify(vector.slice(0, 3)))).size).toBe(
      VECTORS.length,
    );
  });

  test.each(VECTORS)(
    "under [%s] the answer %j and the output %j: %s",
    (flags, answer, output, accepts) => {
      const comparison = { kind: "kattis", ...flagsOf(flags) } as const;
      const difference = compareOutput(comparison, Buffer.from(answer), Buffer.from(output));

      expect(difference === null).toBe(accepts);
    },
  );

  test.each(BYTE_VECTORS)(
    "under [%s] the bytes %j and %j: %s",
    (flags, answer, output, accepts) => {
      const bytes = (text: string) => Buffer.from(text, "latin1");
      const comparison = { kind: "kattis", ...flagsOf(flags) } as const;

      expect(compareOutput(comparison, bytes(answer), bytes(output)) === null).toBe(accepts);
    },
  );
});
