import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { DEFAULT_MODEL, MODEL_ALIASES, resolveModelName } from "../../src/models/model-names.js";
import { costOf, PRICES_AS_OF, priceOf, worstCaseUsd } from "../../src/models/prices.js";

const NOTHING = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
const MILLION = 1_000_000;

describe("prices", () => {
  test.each([
    ["claude-fable-5-2", 8, 40, 10, 0.2],
    ["claude-fable-5-1", 10, 50, 12.5, 0.25],
    ["claude-opus-5-5", 4, 20, 5, 0.2],
    ["claude-opus-5", 5, 25, 6.25, 0.5],
    ["claude-sonnet-5-5", 2, 10, 2.5, 0.1],
    ["claude-sonnet-5", 2, 10, 2.5, 0.2],
    ["claude-sonnet-4-6", 3, 15, 3.75, 0.3],
    ["claude-haiku-4-5-20251001", 1, 5, 1.25, 0.1],
    ["opus", 4, 20, 5, 0.2],
  ])("of %s: %d in, %d out, %d written, %d read", (model, input, output, cacheWrite, cacheRead) => {
    expect(priceOf(model)).toMatchObject({ input, output, cacheWrite, cacheRead });
    expect(costOf(model, { ...NOTHING, inputTokens: MILLION })).toBe(input);
    expect(costOf(model, { ...NOTHING, outputTokens: MILLION })).toBe(output);
    expect(costOf(model, { ...NOTHING, cacheWriteTokens: MILLION })).toBe(cacheWrite);
    expect(costOf(model, { ...NOTHING, cacheReadTokens: MILLION })).toBe(cacheRead);
  });

  test("of haiku rise for the whole request when its prompt is longer than 100,000 tokens", () => {
    const usage = { ...NOTHING, inputTokens: 50_000, cacheReadTokens: 50_000, outputTokens: 1000 };
    const short = (50_000 * 0.1 + 50_000 * 0.01 + 1000 * 0.5) / MILLION;
    const long = (50_000 * 0.5 + 50_000 * 0.05 + 1 * 0.625 + 1000 * 2.5) / MILLION;
    expect(costOf("haiku", usage)).toBeCloseTo(short, 12);
    expect(costOf("haiku", { ...usage, cacheWriteTokens: 1 })).toBeCloseTo(long, 12);
  });

  test.each(["qwen2.5-coder:7b", "toString", "constructor", ""])("of %j are not known", (model) => {
    expect(priceOf(model)).toBeNull();
    expect(costOf(model, NOTHING)).toBeNull();
    expect(worstCaseUsd(model, 100, 100)).toBeNull();
  });

  test("carry the day on which they were checked", () => {
    expect(PRICES_AS_OF).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test("are known for the default model and for every short name", () => {
    expect(priceOf(DEFAULT_MODEL)).not.toBeNull();
    for (const name of Object.keys(MODEL_ALIASES)) expect(priceOf(name)).not.toBeNull();
    expect(resolveModelName("sonnet")).toBe(DEFAULT_MODEL);
    expect(resolveModelName("hasOwnProperty")).toBe("hasOwnProperty");
  });
});

describe("the worst case of a call", () => {
  const model = fc.constantFrom("sonnet", "opus", "haiku", "fable", "claude-haiku-4-5");
  const tokens = fc.nat(400_000);

  test("is never less than what the call costs, however its prompt is cached", () => {
    fc.assert(
      fc.property(model, fc.tuple(tokens, tokens, tokens, tokens), (name, counts) => {
        const [inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens] = counts;
        // At least two characters to a token: that is what the worst case is reckoned with.
        const characters = 2 * (inputTokens + cacheReadTokens + cacheWriteTokens);
        const cost = costOf(name, { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens });
        expect(worstCaseUsd(name, characters, outputTokens)).toBeGreaterThanOrEqual(cost ?? NaN);
      }),
    );
  });

  test("grows by the same amount with every token of output", () => {
    fc.assert(
      fc.property(model, tokens, tokens, (name, characters, output) => {
        const [none, some, double] = [0, output, 2 * output].map(
          (count) => worstCaseUsd(name, characters, count) ?? Number.NaN,
        );
        expect((double ?? NaN) - (some ?? NaN)).toBeCloseTo((some ?? NaN) - (none ?? NaN), 9);
      }),
    );
  });
});
