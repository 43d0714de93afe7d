import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import { DEFAULT_MODEL, MODEL_ALIASES, resolveModelName } from "../../src/models/model-names.js";
import {
  costOf,
  mergePriceTables,
  type PriceTable,
  parsePriceTable,
  priceOf,
  worstCaseUsd,
} from "../../src/models/prices.js";
import { SHIPPED_PRICES, SHIPPED_PRICES_TEXT } from "./shipped-prices.js";

const NOTHING = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
const MILLION = 1_000_000;
const RATES = { input: 2, output: 10, cache_write_5m: 2.5, cache_write_1h: 4, cache_read: 0.1 };

function fileWith(models: unknown, rest: object = {}): string {
  const head = { as_of: "2026-11-21", currency: "USD per million tokens" };
  return JSON.stringify({ ...head, models, ...rest });
}

function tableWith(models: unknown): PriceTable {
  return parsePriceTable(fileWith(models), "mine.json");
}

function hintOf(refused: () => unknown): string {
  try {
    refused();
  } catch (error) {
    if (error instanceof PipelineError) return error.hint ?? "";
    throw error;
  }
  return "";
}

describe("the shipped prices", () => {
  test.each([
    ["claude-fable-5-2", 8, 40, 10, 16, 0.2],
    ["claude-mythos-5-2", 8, 40, 10, 16, 0.2],
    ["claude-fable-5-1", 10, 50, 12.5, 20, 0.25],
    ["claude-mythos-5-1", 10, 50, 12.5, 20, 0.25],
    ["claude-fable-5", 10, 50, 12.5, 20, 1],
    ["claude-mythos-5", 10, 50, 12.5, 20, 1],
    ["claude-opus-5-5", 4, 20, 5, 8, 0.2],
    ["claude-opus-5", 5, 25, 6.25, 10, 0.5],
    ["claude-opus-4-8", 5, 25, 6.25, 10, 0.5],
    ["claude-opus-4-7", 5, 25, 6.25, 10, 0.5],
    ["claude-opus-4-6", 5, 25, 6.25, 10, 0.5],
    ["claude-opus-4-5-20251101", 5, 25, 6.25, 10, 0.5],
    ["claude-sonnet-5-5", 2, 10, 2.5, 4, 0.1],
    ["claude-sonnet-5", 2, 10, 2.5, 4, 0.2],
    ["claude-sonnet-4-6", 3, 15, 3.75, 6, 0.3],
    ["claude-sonnet-4-5-20250929", 3, 15, 3.75, 6, 0.3],
    ["claude-haiku-4-5-20251001", 1, 5, 1.25, 2, 0.1],
    ["opus", 4, 20, 5, 8, 0.2],
  ])("of %s: %d in, %d out, %d or %d written, %d read", (model, ...expected) => {
    const [input, output, cacheWrite, cacheWriteHour, cacheRead] = expected;
    const rates = { input, output, cacheWrite, cacheWriteHour, cacheRead };
    expect(priceOf(SHIPPED_PRICES, model)).toMatchObject({ ...rates, longPrompt: null });
    const cost = (tokens: Partial<typeof NOTHING>) =>
      costOf(SHIPPED_PRICES, model, { ...NOTHING, ...tokens });
    expect(cost({ inputTokens: MILLION })).toBe(input);
    expect(cost({ outputTokens: MILLION })).toBe(output);
    expect(cost({ cacheWriteTokens: MILLION })).toBe(cacheWrite);
    expect(cost({ cacheReadTokens: MILLION })).toBe(cacheRead);
  });

  test("of haiku rise for the whole request when its prompt is longer than 100,000 tokens", () => {
    expect(priceOf(SHIPPED_PRICES, "haiku")).toMatchObject({
      input: 0.1,
      output: 0.5,
      cacheWrite: 0.125,
      cacheWriteHour: 0.2,
      cacheRead: 0.01,
      longPrompt: {
        overTokens: 100_000,
        rates: { input: 0.5, output: 2.5, cacheWrite: 0.625, cacheWriteHour: 1, cacheRead: 0.05 },
      },
    });
    const usage = { ...NOTHING, inputTokens: 50_000, cacheReadTokens: 50_000, outputTokens: 1000 };
    const short = (50_000 * 0.1 + 50_000 * 0.01 + 1000 * 0.5) / MILLION;
    const long = (50_000 * 0.5 + 50_000 * 0.05 + 1 * 0.625 + 1000 * 2.5) / MILLION;
    expect(costOf(SHIPPED_PRICES, "haiku", usage)).toBeCloseTo(short, 12);
    const longer = { ...usage, cacheWriteTokens: 1 };
    expect(costOf(SHIPPED_PRICES, "haiku", longer)).toBeCloseTo(long, 12);
  });

  test.each(["qwen2.5-coder:7b", "toString", "__proto__", ""])("lack %j", (model) => {
    expect(priceOf(SHIPPED_PRICES, model)).toBeNull();
    expect(costOf(SHIPPED_PRICES, model, NOTHING)).toBeNull();
    const call = { inputTokens: 100, maxOutputTokens: 100 };
    expect(worstCaseUsd(SHIPPED_PRICES, model, call)).toBeNull();
  });

  test("carry the day on which they were checked, and know the default model and every short name", () => {
    for (const name of [DEFAULT_MODEL, ...Object.keys(MODEL_ALIASES)]) {
      expect(priceOf(SHIPPED_PRICES, name)?.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
    expect(resolveModelName("sonnet")).toBe(DEFAULT_MODEL);
    expect(resolveModelName("hasOwnProperty")).toBe("hasOwnProperty");
  });

  test("are one model to a line of the file: none is lost on the way", () => {
    const { models }: { models: object } = JSON.parse(SHIPPED_PRICES_TEXT);
    expect([...SHIPPED_PRICES.keys()]).toEqual(Object.keys(models));
  });
});

describe("a price file of the user's", () => {
  test("wins model by model, and leaves all others as they are", () => {
    const own = tableWith({ opus: { ...RATES, input: 1 }, "my-model": RATES });
    const merged = mergePriceTables(own, SHIPPED_PRICES);

    expect(priceOf(merged, "claude-opus-5-5")).toMatchObject({ input: 1, cacheRead: 0.1 });
    expect(priceOf(merged, "my-model")?.output).toBe(10);
    expect(priceOf(merged, "claude-opus-5")).toEqual(priceOf(SHIPPED_PRICES, "claude-opus-5"));
    expect(merged.size).toBe(SHIPPED_PRICES.size + 1);
  });

  test("can price one snapshot of a model otherwise than the others", () => {
    const merged = mergePriceTables(
      tableWith({ "claude-haiku-4-5-20251001": { ...RATES, input: 7 } }),
      SHIPPED_PRICES,
    );
    expect(priceOf(merged, "claude-haiku-4-5-20251001")?.input).toBe(7);
    expect(priceOf(merged, "claude-haiku-4-5-20261001")?.input).toBe(1);
  });

  test("may give its tokens away", () => {
    const free = { input: 0, output: 0, cache_write_5m: 0, cache_write_1h: 0, cache_read: 0 };
    const table = tableWith({ mine: free });
    expect(worstCaseUsd(table, "mine", { inputTokens: 1e6, maxOutputTokens: 1e6 })).toBe(0);
  });

  test("may ask a million dollars for a million tokens", () => {
    expect(priceOf(tableWith({ mine: { ...RATES, output: 1e6 } }), "mine")?.output).toBe(1e6);
  });

  test("is shown as it should look, in lines that a terminal holds, where it cannot be read", () => {
    const hint = hintOf(() => parsePriceTable("{}", "mine.json"));
    const [first = "", ...sample] = hint.split("\n");

    expect(first).toContain('"Prices" in README.md');
    expect(parsePriceTable(sample.join("\n"), "sample").size).toBe(1);
    expect(Math.max(...hint.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(78);
  });

  const long = { over_tokens: 1000, ...RATES };
  const TOO_DEAR =
    /^mine\.json: models\.m\.input is above 1,000,000, and rates are USD per million tokens\.$/;

  test.each<[what: string, text: string, message: RegExp]>([
    ["no JSON", "{", /^mine\.json is not JSON: /],
    ["a list", "[]", /^mine\.json: the file must be an object of keys and values\.$/],
    [
      "a mistyped key of a model",
      fileWith({ m: { ...RATES, cache_read: undefined, cahce_read: 1 } }),
      /^mine\.json: unknown key "cahce_read" in models\.m \(did you mean "cache_read"\?\)\.$/,
    ],
    [
      "a mistyped key of the file",
      fileWith({}, { modles: {} }),
      /^mine\.json: unknown key "modles" \(did you mean "models"\?\)\.$/,
    ],
    [
      "a missing rate",
      fileWith({ m: { ...RATES, output: undefined } }),
      /^mine\.json: models\.m\.output is missing\.$/,
    ],
    [
      "a negative rate",
      fileWith({ m: { ...RATES, input: -1 } }),
      /^mine\.json: models\.m\.input must be a number of 0 or more\.$/,
    ],
    [
      "a rate beyond all bounds",
      fileWith({ m: RATES }).replace('"input":2', '"input":1e999'),
      TOO_DEAR,
    ],
    ["a rate that is no price", fileWith({ m: { ...RATES, input: 1_000_001 } }), TOO_DEAR],
    [
      "a rate as text",
      fileWith({ m: { ...RATES, input: "2" } }),
      /^mine\.json: models\.m\.input must be a number of 0 or more\.$/,
    ],
    [
      "a tier without its border",
      fileWith({ m: { ...RATES, long_prompt: RATES } }),
      /^mine\.json: models\.m\.long_prompt\.over_tokens is missing\.$/,
    ],
    [
      "a border that is no count",
      fileWith({ m: { ...RATES, long_prompt: { ...long, over_tokens: 0.5 } } }),
      /^mine\.json: models\.m\.long_prompt\.over_tokens must be a whole number above 0\.$/,
    ],
    [
      "another currency",
      fileWith({}, { currency: "EUR per million tokens" }),
      /^mine\.json: currency must be "USD per million tokens"\.$/,
    ],
    [
      "no day",
      fileWith({}, { as_of: "today" }),
      /^mine\.json: as_of must be a day, such as "2026-11-21"\.$/,
    ],
    [
      "one model by two names",
      fileWith({ opus: RATES, "claude-opus-5-5": RATES }),
      /^mine\.json: claude-opus-5-5 has two prices\.$/,
    ],
  ])("with %s is refused in one sentence", (_what, text, message) => {
    expect(() => parsePriceTable(text, "mine.json")).toThrow(
      expect.objectContaining({ kind: "bad_settings", message: expect.stringMatching(message) }),
    );
  });
});

describe("the worst case of a call", () => {
  const rate = fc.integer({ min: 0, max: 100_000 }).map((thousandths) => thousandths / 1000);
  const rates = fc.record({
    input: rate,
    output: rate,
    cache_write_5m: rate,
    cache_write_1h: rate,
    cache_read: rate,
  });
  const anyTable = fc
    .record({ rates, long: rates, over_tokens: fc.integer({ min: 1, max: 400_000 }) })
    .map(({ rates: usual, long, over_tokens }) =>
      tableWith({ any: { ...usual, long_prompt: { over_tokens, ...long } } }),
    );
  const shippedName = fc.constantFrom("sonnet", "opus", "haiku", "fable", "claude-haiku-4-5");
  const priced = fc.oneof(
    shippedName.map((name) => ({ table: SHIPPED_PRICES, name })),
    anyTable.map((table) => ({ table, name: "any" })),
  );
  const tokens = fc.nat(400_000);

  test("is never less than what a call within its bounds costs, however its prompt is cached", () => {
    fc.assert(
      fc.property(
        priced,
        fc.tuple(tokens, tokens, tokens, tokens),
        fc.tuple(fc.nat(50_000), fc.nat(50_000)),
        ({ table, name }, counts, [spareInput, spareOutput]) => {
          const [inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens] = counts;
          const usage = { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens };
          const worst = worstCaseUsd(table, name, {
            inputTokens: inputTokens + cacheReadTokens + cacheWriteTokens + spareInput,
            maxOutputTokens: outputTokens + spareOutput,
          });
          expect(worst).toBeGreaterThanOrEqual(costOf(table, name, usage) ?? Number.NaN);
        },
      ),
    );
  });

  test("of a shipped model is that of a prompt which is written to the cache for five minutes", () => {
    fc.assert(
      fc.property(shippedName, tokens, tokens, (name, prompt, output) => {
        const worst = worstCaseUsd(SHIPPED_PRICES, name, {
          inputTokens: prompt,
          maxOutputTokens: output,
        });
        const written = { ...NOTHING, cacheWriteTokens: prompt, outputTokens: output };
        expect(worst).toBeCloseTo(costOf(SHIPPED_PRICES, name, written) ?? Number.NaN, 9);
      }),
    );
  });

  test("never falls when more output is allowed", () => {
    fc.assert(
      fc.property(
        priced,
        tokens,
        tokens,
        fc.nat(10_000),
        ({ table, name }, prompt, output, more) => {
          const worst = (maxOutputTokens: number) =>
            worstCaseUsd(table, name, { inputTokens: prompt, maxOutputTokens }) ?? Number.NaN;
          expect(worst(output + more)).toBeGreaterThanOrEqual(worst(output));
        },
      ),
    );
  });
});
