import type { Prices } from "../core/ports.js";
import type { RunPlan } from "../core/run-plan.js";
import { withCommandPrompt } from "../models/claude-cli/command-prompt.js";
import {
  costOf,
  mergePriceTables,
  type PriceTable,
  parsePriceTable,
  type TokenCounts,
  worstCaseUsd,
} from "../models/prices.js";
import { readPriceFile, readShippedPrices } from "../settings/price-file.js";
import { frozenFile } from "./frozen-file.js";

type FrozenPrices = Pick<RunPlan, "priceFile">;

/** The prices that a run reckons with: the user's own as they were when it began, then the shipped ones. */
export async function priceTableOf({ priceFile }: FrozenPrices): Promise<PriceTable> {
  const shipped = await readShippedPrices();
  const table = parsePriceTable(shipped.text, shipped.shownAs);
  if (priceFile === null) return table;
  return mergePriceTables(parsePriceTable(priceFile.text, priceFile.file), table);
}

/** The user's own price file as a run keeps it. Throws PipelineError "bad_settings" when it is none. */
export async function freezePriceFile(
  file: string,
  cwd: string,
): Promise<NonNullable<RunPlan["priceFile"]>> {
  const { shownAs, text } = await readPriceFile(file, cwd);
  parsePriceTable(text, shownAs);
  return frozenFile(shownAs, text);
}

/** What tokens cost by a table, as a backend asks for it. */
export function costsFrom(table: PriceTable) {
  return (model: string, tokens: TokenCounts): number | null => costOf(table, model, tokens);
}

/** What calls over a backend may cost, as the engine asks for it. Null: nobody bills. */
export function pricesOver(backend: RunPlan["backend"], table: PriceTable): Prices | null {
  switch (backend) {
    case "anthropic":
      return pricesFrom(table);
    case "claude-cli":
      return withCommandPrompt(pricesFrom(table));
    case "quest":
    case "replay":
      return null;
  }
}

function pricesFrom(table: PriceTable): Prices {
  return {
    worstCaseUsd: (model, inputTokens, maxOutputTokens) =>
      worstCaseUsd(table, model, { inputTokens, maxOutputTokens }),
  };
}
