import { readFileSync } from "node:fs";
import path from "node:path";

import { parsePriceTable } from "../../src/models/prices.js";

const FILE = path.resolve(import.meta.dirname, "../../src/models/prices.json");

/** The text of the price file that comes with the package. */
export const SHIPPED_PRICES_TEXT = readFileSync(FILE, "utf8");

/** The prices that come with the package. */
export const SHIPPED_PRICES = parsePriceTable(SHIPPED_PRICES_TEXT, "prices.json");
