import { z } from "zod";

import { messageOf, PipelineError } from "../core/errors.js";
import { grouped } from "../core/grouped.js";
import { closest } from "../core/suggest.js";
import type { Usage } from "../core/usage.js";
import { resolveModelName, withoutSnapshotDate } from "./model-names.js";

/** USD per million tokens. Cache prices are absolute: their share of the input price differs by model. */
interface Rates {
  readonly input: number;
  readonly output: number;
  /** Kept for five minutes. */
  readonly cacheWrite: number;
  /** Kept for an hour. */
  readonly cacheWriteHour: number;
  readonly cacheRead: number;
}

/** What a model costs. */
export interface Price extends Rates {
  /** Rates of a request whose whole prompt, cached parts included, is longer than `overTokens`. */
  readonly longPrompt: { readonly overTokens: number; readonly rates: Rates } | null;
  /** The day on which it was held against a price list, such as `2026-11-21`. */
  readonly asOf: string;
}

/** Prices by model id. */
export type PriceTable = ReadonlyMap<string, Price>;

/** Tokens of one call, as the server counted them. */
export type TokenCounts = Omit<Usage, "calls" | "usd">;

function must(be: string) {
  return {
    error: ({ input }: { readonly input: unknown }) =>
      input === undefined ? "is missing" : `must be ${be}`,
  };
}

const CURRENCY = "USD per million tokens";
/** More than this for a million tokens is a slip of the pen. */
const DEAREST = 1_000_000;
const TOO_DEAR = `is above ${grouped(DEAREST)}, and rates are ${CURRENCY}`;
const A_RATE = {
  error: ({ input }: { readonly input: unknown }) => {
    if (input === undefined) return "is missing";
    return typeof input === "number" && input > DEAREST
      ? TOO_DEAR
      : "must be a number of 0 or more";
  },
};
const A_COUNT = must("a whole number above 0");
const A_BLOCK = must("an object of keys and values");

const rate = z.number(A_RATE).nonnegative(A_RATE).max(DEAREST, A_RATE);
const rates = {
  input: rate,
  output: rate,
  cache_write_5m: rate,
  cache_write_1h: rate,
  cache_read: rate,
};
const longPrompt = z.strictObject(
  { over_tokens: z.int(A_COUNT).positive(A_COUNT), ...rates },
  A_BLOCK,
);
const model = z.strictObject({ ...rates, long_prompt: longPrompt.optional() }, A_BLOCK);
const priceFile = z.strictObject(
  {
    as_of: z.iso.date(must('a day, such as "2026-11-21"')),
    /** Stands there for the reader, and so that nobody takes cents or thousands for what they are not. */
    currency: z.literal(CURRENCY, must(`"${CURRENCY}"`)),
    source: z.string(must("text")).optional(),
    models: z.record(z.string(), model, A_BLOCK),
  },
  A_BLOCK,
);

const KEYS = [priceFile, model, longPrompt].flatMap((schema) => Object.keys(schema.shape));

/** Reads a price file. Throws PipelineError "bad_settings" that names the file and the key. */
export function parsePriceTable(text: string, fileName: string): PriceTable {
  const parsed = priceFile.safeParse(jsonOf(text, fileName));
  if (!parsed.success) throw badFile(`${fileName}: ${complaintOf(parsed.error.issues)}.`);
  const { as_of: asOf, models } = parsed.data;
  const table = new Map<string, Price>();
  for (const [name, { long_prompt: long, ...usual }] of Object.entries(models)) {
    const id = resolveModelName(name);
    if (table.has(id)) throw badFile(`${fileName}: ${id} has two prices.`);
    const longer =
      long === undefined ? null : { overTokens: long.over_tokens, rates: ratesOf(long) };
    table.set(id, { ...ratesOf(usual), longPrompt: longer, asOf });
  }
  return table;
}

/** The user's own prices, and the shipped ones of all other models. */
export function mergePriceTables(own: PriceTable, shipped: PriceTable): PriceTable {
  return new Map([...shipped, ...own]);
}

/** The price of a model by id or short name, or null when the table does not have it. */
export function priceOf(table: PriceTable, name: string): Price | null {
  const id = resolveModelName(name);
  return table.get(id) ?? table.get(withoutSnapshotDate(id)) ?? null;
}

/** What one call with these tokens cost in USD, or null when no price is known. */
export function costOf(table: PriceTable, name: string, tokens: TokenCounts): number | null {
  const price = priceOf(table, name);
  if (price === null) return null;
  const { inputTokens, cacheWriteTokens, cacheReadTokens, outputTokens } = tokens;
  const promptTokens = inputTokens + cacheWriteTokens + cacheReadTokens;
  const { longPrompt: long } = price;
  const due = long !== null && promptTokens > long.overTokens ? long.rates : price;
  const millionths =
    inputTokens * due.input +
    cacheWriteTokens * due.cacheWrite +
    cacheReadTokens * due.cacheRead +
    outputTokens * due.output;
  return millionths / 1e6;
}

/** Sums of products are rounded: so much more, and no real cost is above the worst one by its last digit. */
const ROUNDING = 1 + 8 * Number.EPSILON;

/**
 * The most that one call can cost in USD with so long a prompt or a shorter one: all of it at the dearest rate
 * that a prompt can have, as a rule that of writing it to the cache for five minutes, and an answer as long as it
 * may be. Null when no price is known.
 */
export function worstCaseUsd(
  table: PriceTable,
  name: string,
  { inputTokens, maxOutputTokens }: { inputTokens: number; maxOutputTokens: number },
): number | null {
  const price = priceOf(table, name);
  if (price === null) return null;
  const { longPrompt: long } = price;
  const worstAt = (due: Rates, promptTokens: number): number =>
    promptTokens * Math.max(due.input, due.cacheWrite, due.cacheRead) +
    maxOutputTokens * due.output;
  const millionths =
    long === null || inputTokens <= long.overTokens
      ? worstAt(price, inputTokens)
      : // A prompt that comes to less than was reckoned with has the usual rates, which a file may set higher.
        Math.max(worstAt(long.rates, inputTokens), worstAt(price, long.overTokens));
  return (millionths / 1e6) * ROUNDING;
}

function ratesOf(raw: z.output<z.ZodObject<typeof rates>>): Rates {
  return {
    input: raw.input,
    output: raw.output,
    cacheWrite: raw.cache_write_5m,
    cacheWriteHour: raw.cache_write_1h,
    cacheRead: raw.cache_read,
  };
}

function jsonOf(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badFile(`${fileName} is not JSON: ${messageOf(error)}`, error);
  }
}

/** One sentence about the first thing that is wrong: a mistyped key before the one that it leaves missing. */
function complaintOf(issues: readonly z.core.$ZodIssue[]): string {
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const [key = ""] = issue.keys;
    const near = closest(key, KEYS);
    const place = issue.path.length === 0 ? "" : ` in ${issue.path.join(".")}`;
    return `unknown key "${key}"${place}${near === null ? "" : ` (did you mean "${near}"?)`}`;
  }
  const [first] = issues;
  const key = first?.path.join(".") ?? "";
  return `${key === "" ? "the file" : key} ${first?.message ?? "cannot be read"}`;
}

function badFile(message: string, cause?: unknown): PipelineError {
  return new PipelineError("bad_settings", message, {
    cause,
    hint: `A price file looks like this ("Prices" in README.md says more):
  { "as_of": "2026-11-21", "currency": "${CURRENCY}",
    "models": { "NAME": { "input": 2, "output": 10,
      "cache_write_5m": 2.5, "cache_write_1h": 4, "cache_read": 0.1 } } }`,
  });
}
