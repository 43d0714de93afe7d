import { expect, test } from "vitest";

import { agreementOf, PACKAGE_NAMES, QUICK_PACKAGES } from "./package-agreement.js";

const names = PACKAGE_NAMES.filter((name) => !QUICK_PACKAGES.includes(name));

test.each(names)(
  "the verdicts on the submissions of %s are those of their labels",
  async (name) => {
    const { judged, disagreements } = await agreementOf(name);

    expect(disagreements).toEqual([]);
    expect(judged).toBeGreaterThan(0);
  },
  300_000,
);
