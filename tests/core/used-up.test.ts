import { expect, test } from "vitest";

import { usedUpWords } from "../../src/core/used-up.js";

test.each([
  [2, 2, "all 2 calls of the budget are used"],
  [1, 1, "the one call of the budget is used"],
  [1, 2, "2 of 1 calls are used; give more than 2"],
])("a limit of %i calls after %i", (limit, used, words) => {
  expect(usedUpWords("call", limit, used)).toBe(words);
});

test("minutes may be parts of one", () => {
  expect(usedUpWords("minute", 0.5, 0.5)).toBe("all 0.5 minutes of the budget are used");
  expect(usedUpWords("minute", 1, 2.3)).toBe("2.3 of 1 minutes are used; give more than 2.3");
});
