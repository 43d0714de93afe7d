import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { closest } from "../../src/core/suggest.js";

const READABLE = ["problem", "limits", "goal", "code", "solution", "report", "fix_plan", "history"];

describe("closest", () => {
  test.each([
    ["fixplan", READABLE, "fix_plan"],
    ["fix-plan", READABLE, "fix_plan"],
    ["Solution", READABLE, "solution"],
    ["soluton", READABLE, "solution"],
    ["sloution", READABLE, "solution"],
    ["reprot", READABLE, "report"],
    ["problems", READABLE, "problem"],
    ["maxTurn", ["model", "maxTurns"], "maxTurns"],
    ["max_turns", ["model", "maxTurns"], "maxTurns"],
    ["hgih", ["low", "high"], "high"],
  ])("takes %j for %j -> %j", (word, candidates, expected) => {
    expect(closest(word, candidates)).toBe(expected);
  });

  test.each([
    ["banana", READABLE],
    ["x", READABLE],
    ["", READABLE],
    ["report", []],
    ["r".repeat(100_000), READABLE],
  ])("suggests nothing for %.20j", (word, candidates) => {
    expect(closest(word, candidates)).toBeNull();
  });

  test("prefers the nearest, and the first of two that are equally near", () => {
    expect(closest("code", ["cone", "code", "core"])).toBe("code");
    expect(closest("colde", ["cold", "code"])).toBe("cold");
  });

  test("always finds a word that is among the candidates", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.nat(),
        (words, pick) => {
          const word = words[pick % words.length] ?? "";
          expect(closest(word, words)).toBe(word);
        },
      ),
    );
  });
});
