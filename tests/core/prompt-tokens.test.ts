import { describe, expect, test } from "vitest";

import { tokensAtWorst, tokensExpected } from "../../src/core/prompt-tokens.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Letters that follow no rule, the same in each test run. */
function scattered(alphabet: string, length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return alphabet[state % alphabet.length];
  }).join("");
}

function inLines(text: string, width: number): string {
  return text.replaceAll(new RegExp(`.{${width}}`, "g"), "$&\n");
}

const PROSE = `Every call of a run sends the whole story again. A server that keeps the beginning of prompts
charges little for what it has seen, as long as not a byte of it differs. What stands for the whole run comes before
what happens in it, and the ledger only grows; the role and the reply rules differ from call to call.
`;

const CODE = `def longest_run(values):
    best = current = 0
    previous = None
    for value in values:
        current = current + 1 if value == previous else 1
        previous = value
        best = max(best, current)
    return best


def main():
    count = int(input())
    values = list(map(int, input().split()))
    print(longest_run(values[:count]))
`;

describe("the most tokens that a prompt can come to", () => {
  test.each([
    ["capitals, line by line", inLines(scattered(LETTERS, 10_000), 1)],
    ["a grid of four letters", inLines(scattered("XOWB", 10_000), 50)],
    ["a walk", scattered("UDLR", 10_000)],
    ["digits", scattered("0123456789", 10_000)],
    ["a maze", inLines(scattered("#.", 10_000), 100)],
    ["foreign letters", "Ωж漢🙂".repeat(500)],
    ["small letters, line by line", inLines(scattered("abcdefgh", 5000), 1)],
  ])("is one for each byte where each may be one: %s", (_, text) => {
    expect(tokensAtWorst(text)).toBeGreaterThanOrEqual(Buffer.byteLength(text));
  });

  test.each([
    ["one letter after the other", "a b c d ".repeat(100), 400],
    ["words of three letters", "the cat sat ".repeat(100), 600],
    ["words of two letters, line by line", "ab\n".repeat(500), 1000],
  ])("rounds up word by word: %s", (_, text, tokens) => {
    expect(tokensAtWorst(text)).toBeGreaterThanOrEqual(tokens);
  });

  test.each([
    ["prose", PROSE.repeat(20)],
    ["code", CODE.repeat(20)],
  ])("is about two and a half times what %s takes", (_, text) => {
    const factor = tokensAtWorst(text) / tokensExpected(text);
    expect(factor).toBeGreaterThan(1.5);
    expect(factor).toBeLessThan(2.75);
  });

  test("is what a server puts around it where there is nothing", () => {
    expect(tokensAtWorst("")).toBe(100);
  });
});
