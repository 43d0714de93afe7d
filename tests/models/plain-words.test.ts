import { expect, test } from "vitest";

import { plainWords } from "../../src/models/plain-words.js";
import { KEY } from "./anthropic/rig.js";

const secrets = [KEY, "hunter2-hunter2"];

test.each([
  ["what is harmless", "No such model.", "No such model."],
  ["lines", "first\n\n  second\tthird ", "first second third"],
  ["escapes", "\u001b[31mred\u001b[0m \u001b]0;title\u0007end", "red end"],
  ["a secret", "a hunter2-hunter2 b", "a [redacted] b"],
  ["a secret that is broken up by what is invisible", "hunter2\u001b[0m-hunter2", "[redacted]"],
  ["a key of somebody else's", `sk-ant-${"0a".repeat(20)}`, "[redacted]"],
])("%s", (_what, said, shown) => {
  expect(plainWords(said, { secrets })).toBe(shown);
});

test("is cut, and no half of a secret is left at the end", () => {
  expect(plainWords("x".repeat(900), { secrets })).toHaveLength(300);
  const cut = plainWords(`${"x".repeat(95)} ${KEY}`, { secrets, most: 100 });
  expect(cut).toBe(`${"x".repeat(95)} [red`);
});
