import path from "node:path";
import { fileURLToPath } from "node:url";

import { readTextFile } from "./text-file.js";

/** A price file that is not parsed yet. */
export interface PriceFile {
  /** How messages call it. */
  readonly shownAs: string;
  readonly text: string;
}

// The same distance from src/settings and from dist/settings: the package holds the source file alone.
const SHIPPED = fileURLToPath(new URL("../../src/models/prices.json", import.meta.url));

const MAX_BYTES = 1_000_000;

/** Reads the user's own prices. Throws PipelineError "bad_settings" when there is no such text file. */
export async function readPriceFile(file: string, cwd: string): Promise<PriceFile> {
  return read(path.resolve(cwd, file), file);
}

/** Reads the prices that come with the package. */
export function readShippedPrices(): Promise<PriceFile> {
  return read(SHIPPED, "src/models/prices.json (shipped)");
}

async function read(file: string, shownAs: string): Promise<PriceFile> {
  const request = { path: file, shownAs, kind: "bad_settings", maxBytes: MAX_BYTES } as const;
  return { shownAs, text: await readTextFile(request) };
}
