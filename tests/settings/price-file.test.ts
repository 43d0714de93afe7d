import { readFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import { readPriceFile, readShippedPrices } from "../../src/settings/price-file.js";
import { SHIPPED_PRICES_TEXT } from "../models/shipped-prices.js";
import { temporaryFolder } from "./temp-folder.js";

test("the prices that come with the package are one file, which is in the package", async () => {
  const root = path.resolve(import.meta.dirname, "../..");
  const { files }: { files: string[] } = JSON.parse(
    await readFile(path.join(root, "package.json"), "utf8"),
  );

  expect(files).toContain("src/models/prices.json");
  expect(await readShippedPrices()).toEqual({
    shownAs: "src/models/prices.json (shipped)",
    text: SHIPPED_PRICES_TEXT,
  });
});

test("a price file is read from the working folder, and called what the user calls it", async () => {
  const cwd = await temporaryFolder({ "a/p.json": "{}" });

  expect(await readPriceFile("a/p.json", cwd)).toEqual({ shownAs: "a/p.json", text: "{}" });
  await expect(readPriceFile("a/q.json", cwd)).rejects.toMatchObject({
    kind: "bad_settings",
    message: "There is no file a/q.json.",
    hint: "Did you mean p.json?",
  });
  await expect(readPriceFile("/dev/null", cwd)).rejects.toMatchObject({
    message: "/dev/null is not a regular file.",
    hint: "Name a file that lies on the disk.",
  });
});
