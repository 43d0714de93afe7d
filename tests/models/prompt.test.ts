import { describe, expect, test } from "vitest";

import { comparableText, isSamePrompt, promptSha256 } from "../../src/models/prompt.js";
import { aRequest } from "./a-request.js";

describe("the fingerprint of a prompt", () => {
  const shaWith = (instruction: string): string => promptSha256(aRequest({ instruction }));

  test.each([
    ["ran 3 tests in 0.002s", "ran 3 tests in 1.114s"],
    ["cpu 12.5 ms, 9,812 KB", "cpu 8 ms, 10,004 KB"],
    ['"cpu_ms": 12, "memoryKb": 4000', '"cpu_ms": 7.5, "memoryKb": 4100'],
    ["1.8x faster", "2.4x faster"],
    ['File "/tmp/judge-Ab12/solution.py"', 'File "/var/tmp/judge-Zz99/solution.py"'],
    ["<object at 0x7f3a12bc>", "<object at 0x55e0a1ff>"],
  ])("does not see that %j became %j", (before, after) => {
    expect(shaWith(after)).toBe(shaWith(before));
  });

  test.each([
    ["samples 2/3", "samples 3/3"],
    ["v1", "v2"],
    ["expected 12, got 13", "expected 12, got 14"],
    ["line 42", "line 43"],
    ["/tmp/judge-Ab12/a.py", "/tmp/judge-Ab12/b.py"],
  ])("sees that %j became %j", (before, after) => {
    expect(shaWith(after)).not.toBe(shaWith(before));
  });

  test("depends on where a text stands", () => {
    const left = aRequest({ shared: ["a", "b"] });
    const right = aRequest({ shared: ["ab"] });
    expect(promptSha256(left)).not.toBe(promptSha256(right));
    const repairs = [{ reply: "Sure!", complaint: "There is no FILE block." }];
    expect(promptSha256(aRequest({ repairs }))).not.toBe(promptSha256(aRequest()));
  });

  test("is the one that recordings of version 1 hold", () => {
    expect(promptSha256(aRequest())).toBe(
      "dc9583206079561b323c13d0663872d2df22a43a07ca2955dfb50bd73e29516d",
    );
  });

  // Row upon row of digits, or a path without end, once took minutes: the test would not come to its end.
  test.each(["1", "123,", "/a", "/tmp", "1."])("does not get lost in 200 KB of %j", (piece) => {
    expect(comparableText(piece.repeat(200_000 / piece.length)).length).toBeGreaterThan(0);
  });
});

describe("two prompts ask for the same", () => {
  const isSame = (left: string, right: string): boolean =>
    isSamePrompt(aRequest({ shared: [left] }), aRequest({ shared: [right] }));

  test.each([
    ["cpu 12.5 ms", "cpu 8 ms"],
    ["size: it grows like n log n; at the largest", "size: at the largest"],
    [
      "4 of 4 checks passed; time grows like n^1.1; no findings",
      "4 of 4 checks passed; no findings",
    ],
    ["with under 10 % of the time limit", "with more than half of the time limit"],
    ["| AC | under 10 % of the limit |", "| AC | 10 to 50 % of the limit |"],
  ])("whether it is %j or %j", (left, right) => {
    expect(isSame(left, right)).toBe(true);
  });

  test.each([
    ["it stays inside the limits", "it must be expected to exceed the limits"],
    ["| AC | 50 to 100 % of the limit |", "| AC | over the limit |"],
    ["samples 2/3", "samples 3/3"],
  ])("but not when it is %j and %j", (left, right) => {
    expect(isSame(left, right)).toBe(false);
  });
});
