import { expect, test } from "vitest";
import { HAS_COMPILER } from "../installed.js";

import { agreementOf, PACKAGE_NAMES, QUICK_PACKAGES } from "./package-agreement.js";

test("there are packages of every kind to be held against", () => {
  expect(PACKAGE_NAMES.length).toBeGreaterThanOrEqual(6);
});

test.skipIf(!HAS_COMPILER).each(QUICK_PACKAGES)(
  "the verdicts on the submissions of %s are those of their labels",
  async (name) => {
    const { judged, disagreements } = await agreementOf(name);

    expect(disagreements).toEqual([]);
    expect(judged).toBeGreaterThan(0);
  },
  120_000,
);
