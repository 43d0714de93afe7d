import { describe, expect, test } from "vitest";

import {
  comparablePrompt,
  isSamePrompt,
  type Prompt,
  promptSha256,
} from "../../src/models/prompt.js";
import { aRequest } from "./a-request.js";

function instructionWith(body: string, tried: string): string {
  return [
    `## Your role: solution-improver\n\n${body}`,
    `## What was tried so far, in short\n\n${tried}`,
    "## The program\n\n- Language: Python 3.",
    "## How to reply\n\nWith the whole file.",
  ].join("\n\n");
}

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
    const report = `# Test report of v1\n\n${piece.repeat(200_000 / piece.length)}`;
    const { shared } = comparablePrompt(aRequest({ shared: [report] }));
    expect(shared[0]).toMatch(/^# Test report of v1\n\n./);
  });
});

describe("two prompts ask for the same", () => {
  const PLACES: readonly (readonly [place: string, promptWith: (text: string) => Prompt])[] = [
    ["a report", (text) => aRequest({ shared: [`# Test report of v1\n\n${text}`] })],
    ["a growth", (text) => aRequest({ shared: [`# Growth of v1\n\n${text}`] })],
    ["a fix plan", (text) => aRequest({ shared: [`# Fix plan 1: a review of v1\n\n${text}`] })],
    ["what was tried", (text) => aRequest({ instruction: instructionWith("Fix it.", text) })],
    ["a complaint", (text) => aRequest({ repairs: [{ reply: "", complaint: text }] })],
  ];
  const FROZEN: readonly (readonly [place: string, promptWith: (text: string) => Prompt])[] = [
    ["the rules", (text) => aRequest({ system: text })],
    ["the problem", (text) => aRequest({ shared: [`# The problem\n\n# Growth of v1\n${text}`] })],
    ["a version", (text) => aRequest({ shared: [`# Version v1: the user's own file\n\n${text}`] })],
    ["a role", (text) => aRequest({ instruction: instructionWith(text, "- v1: dropped") })],
    ["a role without history", (text) => aRequest({ instruction: text })],
    ["a reply", (text) => aRequest({ repairs: [{ reply: text, complaint: "" }] })],
  ];
  const isSame = (left: string, right: string): boolean =>
    PLACES.every(([, promptWith]) => isSamePrompt(promptWith(left), promptWith(right)));

  test.each(FROZEN)(
    "to the letter in %s: figures there were not measured",
    (_place, promptWith) => {
      const left = promptWith("At most 10 seconds, 3 MB, memory = 64, a 2x speedup, /tmp/a/in.txt");
      for (const right of [
        "At most 99 seconds, 3 MB, memory = 64, a 2x speedup, /tmp/a/in.txt",
        "At most 10 seconds, 3 MB, memory = 64, a 2x speedup, /tmp/b/in.txt",
      ]) {
        expect(isSamePrompt(left, promptWith(right))).toBe(false);
      }
    },
  );

  test("also where an input that is told of has a heading of ours in it", () => {
    const text = "- v1 broke\n\n## The program\n\nprint(1)";
    const left = aRequest({ instruction: instructionWith("Fix it.", `${text} in 3 ms`) });
    const right = aRequest({ instruction: instructionWith("Fix it.", `${text} in 4 ms`) });
    expect(isSamePrompt(left, right)).toBe(true);
  });

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
