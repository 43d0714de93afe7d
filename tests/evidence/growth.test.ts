import { describe, expect, test } from "vitest";

import type { Growth } from "../../src/core/growth.js";
import { measureGrowthOf } from "../../src/evidence/growth.js";
import { type Behaviour, ModelBench, modelOracle, named } from "./model-bench.js";

const LIMITS = { timeLimitMs: 1000, memoryLimitMb: 64 };
const BUDGET_MS = 60_000;

interface Measured {
  readonly growth: Growth;
  readonly bench: ModelBench;
}

async function measured(
  behaviour: Behaviour,
  {
    largest,
    claimed = largest,
    isLegal,
  }: {
    readonly largest: number;
    readonly claimed?: number | null;
    readonly isLegal?: (size: number, seed: number) => boolean;
  },
): Promise<Measured> {
  const bench = new ModelBench({ solution: behaviour }, isLegal);
  const work = { program: named("solution"), limits: LIMITS, budgetMs: BUDGET_MS };
  const growth = await measureGrowthOf({ ...work, examined: modelOracle(largest, claimed) }, bench);
  return { growth, bench };
}

describe("the largest legal size", () => {
  test("it is run with several seeds, and decides", async () => {
    const { growth, bench } = await measured((size) => ({ cpuMs: 20 + size / 400 }), {
      largest: 200_000,
    });

    expect(growth).toMatchObject({
      verdict: "within",
      failure: null,
      largest: { size: 200_000, from: "measured", cpuMs: 520 },
    });
    expect(growth.fit?.fits[0]).toBe("n");
    expect(bench.sizesOf("solution").filter((size) => size === 200_000).length).toBeGreaterThan(2);
  });

  test("one seed of several that takes too long is enough, and is named", async () => {
    const slow = 2;
    const { growth } = await measured(
      (size, seed) => ({ cpuMs: seed === slow && size > 900 ? 5000 : 20 }),
      { largest: 1000 },
    );

    expect(growth).toMatchObject({ verdict: "exceeds", failure: { seed: slow, verdict: "TLE" } });
  });

  test("out of the generator's reach it is foretold, and where that is near the limit nothing is said", async () => {
    const far = await measured((size) => ({ cpuMs: 20 + size / 1000 }), {
      largest: 100_000,
      claimed: 200_000,
    });
    const near = await measured((size) => ({ cpuMs: 20 + size / 210 }), {
      largest: 100_000,
      claimed: 200_000,
    });

    expect(far.growth).toMatchObject({ verdict: "within", largest: { from: "predicted" } });
    expect(near.growth).toMatchObject({ verdict: "unknown", failure: null });
  });

  test("that nobody knows it leaves the verdict open", async () => {
    const { growth } = await measured(() => ({ cpuMs: 20 }), { largest: 4096, claimed: null });

    expect(growth).toMatchObject({ verdict: "unknown", largest: null, failure: null });
    expect(growth.fit?.fits).toEqual(["1", "log n"]);
  });
});

describe("a failure at a legal size", () => {
  test("the smallest size that fails is looked for, and the growth is known beside it", async () => {
    const { growth } = await measured((size) => ({ cpuMs: 20 + (size / 100) ** 2 }), {
      largest: 100_000,
    });

    expect(growth.verdict).toBe("exceeds");
    expect(growth.fit?.fits).toEqual(["n^2"]);
    // From 3131 on it takes more than a second.
    expect(growth.failure?.size).toBeGreaterThanOrEqual(3131);
    expect(growth.failure?.size).toBeLessThan(1.5 * 3131);
  });

  test("exponential growth is told from powers though few sizes stand out", async () => {
    const { growth } = await measured((size) => ({ cpuMs: 20 + 2 ** size / 1e5 }), { largest: 60 });

    expect(growth.fit?.fits).toEqual(["2^n"]);
    expect(growth.failure).toMatchObject({ size: 27, verdict: "TLE" });
  });

  test("a crash is found at the smallest size and kept with its seed", async () => {
    const crash = { verdict: "RE" as const, exitCode: 1, note: "It broke." };
    const { growth } = await measured((size) => (size >= 1000 ? crash : {}), { largest: 4000 });

    expect(growth).toMatchObject({
      verdict: "exceeds",
      failure: { verdict: "RE", seed: 1, note: "It broke." },
    });
    expect(growth.failure?.size).toBeLessThan(1400);
  });

  test("a little over the limit is measured again, and the best counts", async () => {
    let runs = 0;
    const { growth } = await measured(
      (size) => {
        if (size < 64) return { cpuMs: 20 };
        runs += 1;
        const isSlow = runs === 1;
        return isSlow ? { verdict: "TLE", exitCode: 0, cpuMs: 999, note: "late" } : { cpuMs: 900 };
      },
      { largest: 64 },
    );

    expect(growth).toMatchObject({ verdict: "within", largest: { cpuMs: 900 } });
  });
});

test("a size that a busy machine once slowed down changes nothing", async () => {
  let runs = 0;
  const { growth } = await measured(
    (size) => {
      runs += 1;
      return { cpuMs: size === 256 && runs < 20 ? 90 : 20 };
    },
    { largest: 10_000 },
  );

  expect(growth.fit?.fits).toEqual(["1", "log n"]);
});

describe("what may not count against the program", () => {
  test("inputs that the validator refuses are left out, whatever the program does on them", async () => {
    const isLegal = (size: number): boolean => size <= 100;
    const { growth, bench } = await measured((size) => (size > 100 ? { cpuMs: 5000 } : {}), {
      largest: 1000,
      isLegal,
    });

    expect(growth).toMatchObject({ verdict: "unknown", failure: null });
    expect(growth.note).toContain("the validator did not accept it");
    expect(bench.sizesOf("solution").every(isLegal)).toBe(true);
  });

  test("a judge that fails stops the measuring, and what was measured stays", async () => {
    const { growth } = await measured(
      (size) => (size >= 64 ? { verdict: "JE", note: "no memory" } : {}),
      { largest: 1000 },
    );

    expect(growth).toMatchObject({
      verdict: "unknown",
      failure: null,
      fit: { fits: ["1", "log n"] },
    });
    expect(growth.note).toContain("no memory");
  });
});
