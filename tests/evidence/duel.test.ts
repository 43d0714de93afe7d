import { describe, expect, test } from "vitest";

import type { Duel } from "../../src/core/duel.js";
import { type DuelWork, duelOf } from "../../src/evidence/duel.js";
import { type Behaviour, ModelBench, modelOracle, named } from "./model-bench.js";

interface Fought {
  readonly duel: Duel;
  readonly bench: ModelBench;
}

async function fought(
  programs: { readonly parent: Behaviour; readonly child: Behaviour; readonly brute?: Behaviour },
  change: Partial<DuelWork> = {},
): Promise<Fought> {
  const bench = new ModelBench(programs);
  const duel = await duelOf(
    {
      parent: { version: 1, program: named("parent") },
      child: { version: 2, program: named("child") },
      examined: modelOracle(100_000),
      knownSize: null,
      cases: [],
      limits: { timeLimitMs: 1000, memoryLimitMb: 64 },
      comparison: { kind: "lines" },
      ...change,
    },
    bench,
  );
  return { duel, bench };
}

/** Whose turn it was at the largest size, as the bench saw it. */
function orderAt(bench: ModelBench, size: number): string {
  return bench.runs
    .filter(
      ({ input, program }) =>
        input.startsWith(`${size} `) && ["parent", "child"].includes(program.source),
    )
    .map(({ program }) => program.source.charAt(0))
    .join("");
}

describe("two versions in turns", () => {
  test("on the same inputs, one after the other, beginning in turns", async () => {
    const { duel, bench } = await fought({
      parent: (size) => ({ cpuMs: 20 + size / 500 }),
      child: (size) => ({ cpuMs: 20 + size / 1000 }),
    });

    expect(duel).toMatchObject({ verdict: "faster", parent: 1, child: 2 });
    expect(duel.points[0]).toEqual({ size: 100_000, parentCpuMs: 220, childCpuMs: 120 });
    expect(duel.note).toBe(
      "It is faster: 120 ms, not 220 ms, at size 100000 (0.56 to 0.56 times its parent's time).",
    );
    expect(orderAt(bench, 100_000)).toMatch(/^pc(?:pccp){2,}/);
  });

  test("a child that grows faster is slower, though it is as fast on small inputs", async () => {
    const { duel } = await fought({
      parent: () => ({ cpuMs: 20 }),
      child: (size) => ({ cpuMs: 20 + (size / 4000) ** 2 }),
    });

    expect(duel.verdict).toBe("slower");
  });

  test("noise is level", async () => {
    let count = 0;
    const noisy: Behaviour = () => {
      count += 1;
      return { cpuMs: 100 * (1 + 0.04 * Math.sin(count * 7.3)) };
    };
    const { duel } = await fought({ parent: noisy, child: noisy });

    expect(duel.verdict).toBe("level");
  });

  test("what takes long has fewer turns", async () => {
    const { duel, bench } = await fought({
      parent: (size) => ({ cpuMs: size === 100_000 ? 900 : 10 }),
      child: (size) => ({ cpuMs: size === 100_000 ? 400 : 10 }),
    });

    expect(duel.verdict).toBe("faster");
    expect(orderAt(bench, 100_000)).toHaveLength(8);
  });

  test("one that fails where the other ends is decided by that", async () => {
    const slow: Behaviour = (size) => ({ cpuMs: size > 60_000 ? 5000 : 50 });
    const fast: Behaviour = () => ({ cpuMs: 50 });
    const worse = await fought({ parent: fast, child: slow });
    const better = await fought({ parent: slow, child: fast });

    expect(worse.duel).toMatchObject({
      verdict: "slower",
      note: "At size 100000 it fails, and its parent does not: Too long.",
    });
    expect(better.duel.verdict).toBe("faster");
    expect(better.duel.points[0]?.size).toBe(50_000);
  });

  test("without an oracle the slowest cases are taken", async () => {
    const cases = ["1", "2", "3", "4"].map((input) => ({
      kind: "data" as const,
      id: `sample/${input}`,
      origin: "sample" as const,
      input,
      expected: "x",
    }));
    const { duel, bench } = await fought(
      { parent: () => ({ cpuMs: 100, output: "a" }), child: () => ({ cpuMs: 20, output: "b" }) },
      { examined: null, cases },
    );

    expect(duel.verdict).toBe("faster");
    expect(new Set(bench.sizesOf("child"))).toEqual(new Set([1, 2, 3]));
  });

  test("a judge that fails leaves the two level and says so", async () => {
    const { duel } = await fought({
      parent: () => ({}),
      child: () => ({ verdict: "JE", note: "no memory" }),
    });

    expect(duel).toMatchObject({ verdict: "level", ratio: null });
    expect(duel.note).toContain("no memory");
  });
});

describe("two versions that answer differently", () => {
  const odd: Behaviour = (size) => ({ output: size > 50 ? "odd" : "right" });
  const right: Behaviour = () => ({ output: "right" });

  test.each<readonly [string, Behaviour, Behaviour, Behaviour, Duel["accepted"]]>([
    ["the child is wrong", right, odd, right, "parent"],
    ["the parent is wrong", odd, right, right, "child"],
    [
      "both are wrong",
      odd,
      (size) => ({ output: size > 50 ? "other" : "right" }),
      right,
      "neither",
    ],
    [
      "the brute force is too slow to say",
      right,
      odd,
      (size) => ({ cpuMs: size > 50 ? 1e5 : 10, output: "right" }),
      null,
    ],
  ])("%s", async (_name, parent, child, brute, accepted) => {
    const { duel } = await fought({ parent, child, brute });

    expect(duel).toMatchObject({ verdict: "differs", accepted });
  });
});
