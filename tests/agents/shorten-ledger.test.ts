import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { LedgerEntry } from "../../src/agents/context.js";
import { sharedBlocks, shorterBlocks } from "../../src/agents/shared-blocks.js";
import { shortenLedger, type WrittenEntry } from "../../src/agents/shorten-ledger.js";
import type { Growth } from "../../src/core/growth.js";
import { caseResult, context, LEDGER, plan, report, solution } from "./fixtures.js";

const GROWTH: Growth = {
  points: [],
  fit: null,
  largest: null,
  failure: null,
  verdict: "unknown",
  timeLimitMs: 1000,
  memoryLimitMb: 256,
  note: "",
};

const entry: fc.Arbitrary<LedgerEntry> = fc
  .record({
    kind: fc.constantFrom("solution", "report", "growth", "fix_plan"),
    version: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ kind, version }): LedgerEntry => {
    switch (kind) {
      case "solution":
        return { kind, solution: solution(version), file: `solution_v${version}.py` };
      case "report":
        return { kind, version, report: report([caseResult()]) };
      case "growth":
        return { kind, version, growth: GROWTH };
      case "fix_plan":
        return { kind, plan: plan({ number: version + 1 }) };
    }
  });

const written: fc.Arbitrary<WrittenEntry> = fc.record({
  entry,
  text: fc.integer({ min: 1, max: 500 }).map((length) => "x".repeat(length)),
});
const ledgers = fc.array(written, { maxLength: 14 });
const works = fc.record({
  currentVersion: fc.option(fc.integer({ min: 0, max: 5 })),
  codeVersion: fc.constantFrom(0, null),
});

const length = (entries: readonly { readonly text: string }[]): number =>
  entries.reduce((sum, { text }) => sum + text.length, 0);

/** What no shortening takes away. */
function needed(ledger: readonly WrittenEntry[], current: number | null): readonly WrittenEntry[] {
  return ledger.filter(({ entry: each }, index) => {
    const isNewest = (other: (entry: LedgerEntry) => boolean): boolean =>
      !ledger.slice(index + 1).some((later) => other(later.entry));
    switch (each.kind) {
      case "solution":
        return each.solution.version === current;
      case "report":
      case "growth":
        return each.version === current;
      case "fix_plan":
        return isNewest((other) => other.kind === "fix_plan");
    }
  });
}

/** What may go, in the order in which it goes. */
function goingOrder(
  ledger: readonly WrittenEntry[],
  { currentVersion, codeVersion }: Parameters<typeof shortenLedger>[1],
): readonly WrittenEntry[] {
  const stays = needed(ledger, currentVersion);
  const rank = ({ entry: each }: WrittenEntry): number =>
    each.kind === "solution" && each.solution.version === codeVersion ? 1 : 0;
  return ledger
    .filter((each) => !stays.includes(each))
    .toSorted((left, right) => rank(left) - rank(right));
}

describe("a ledger that is too long", () => {
  test("loses half of its entries and of its characters, or all that may go", () => {
    fc.assert(
      fc.property(ledgers, works, (ledger, work) => {
        const shortened = shortenLedger(ledger, work);
        const stays = needed(ledger, work.currentVersion);
        expect(shortened === null).toBe(stays.length === ledger.length);

        const gone = new Set(shortened?.leftOut);
        const kept = ledger.filter((each) => !gone.has(each.entry));
        expect(stays.every((each) => kept.includes(each))).toBe(true);
        if (kept.length === stays.length) return;
        expect(kept.length * 2).toBeLessThanOrEqual(ledger.length);
        expect(length(kept) * 2).toBeLessThanOrEqual(length(ledger));
      }),
    );
  });

  test("loses the oldest first and the user's own file last", () => {
    fc.assert(
      fc.property(ledgers, works, (ledger, work) => {
        const gone = new Set(shortenLedger(ledger, work)?.leftOut);
        const order = goingOrder(ledger, work);
        expect(order.map((each) => gone.has(each.entry))).toEqual(
          order.map((_each, index) => index < gone.size),
        );
      }),
    );
  });

  test("keeps every report and the growth of the current version, a counterexample or not", () => {
    const writtenAs = (each: LedgerEntry, text: string): WrittenEntry => ({ entry: each, text });
    const reportOf = (version: number): LedgerEntry => ({
      kind: "report",
      version,
      report: report([caseResult()]),
    });
    const ledger = [
      writtenAs({ kind: "solution", solution: solution(1), file: "solution_v1.py" }, "first"),
      writtenAs(reportOf(1), "old report"),
      writtenAs({ kind: "solution", solution: solution(2), file: "solution_v2.py" }, "second"),
      writtenAs(reportOf(2), "main report".padEnd(3000, ".")),
      writtenAs(reportOf(2), "counterexample"),
      writtenAs({ kind: "growth", version: 2, growth: GROWTH }, "growth"),
    ];
    const shortened = shortenLedger(ledger, { currentVersion: 2, codeVersion: null });
    expect(shortened?.texts.slice(1)).toEqual(ledger.slice(2).map(({ text }) => text));
  });

  test("loses no more than it must, and comes out the same each time", () => {
    fc.assert(
      fc.property(ledgers, works, (ledger, work) => {
        const shortened = shortenLedger(ledger, work);
        expect(shortenLedger(ledger, work)).toEqual(shortened);
        const gone = new Set(shortened?.leftOut);
        const before = goingOrder(ledger, work).slice(0, Math.max(0, gone.size - 1));
        fc.pre(before.length > 0);
        const wasHalved =
          before.length * 2 >= ledger.length && length(before) * 2 >= length(ledger);
        expect(wasHalved).toBe(false);
      }),
    );
  });

  test("keeps everything else in its place, with one block for what is missing", () => {
    fc.assert(
      fc.property(ledgers, works, (ledger, work) => {
        const shortened = shortenLedger(ledger, work);
        if (shortened === null) return;
        const gone = new Set(shortened.leftOut);
        const first = ledger.findIndex((each) => gone.has(each.entry));
        const kept = ledger.filter((each) => !gone.has(each.entry)).map(({ text }) => text);
        expect(shortened.texts.toSpliced(first, 1)).toEqual(kept);
        expect(shortened.texts[first]).toMatch(/^# Left out\n/);
      }),
    );
  });
});

describe("the blocks that all agents are given", () => {
  const long = context({
    reads: ["problem", "goal", "solution", "history", "report", "fix_plan"],
    goal: "Make it right.",
    ledger: LEDGER,
    currentVersion: 2,
  });

  test("lose the oldest, and say by number what it was", () => {
    const [problem, goal, ...ledger] = sharedBlocks(long);
    const blocks = shorterBlocks(long);
    // Its newest plan stands between the first version and the second, and stays.
    expect(blocks).toEqual([problem, goal, expect.any(String), ...ledger.slice(2)]);
    expect(blocks?.[2]).toBe(`# Left out

The whole record is longer than you can be given. Missing here, oldest first:

- the code of v1
- reports on v1

What stands below is complete. Where it speaks of something that is missing, go by what is there.`);
  });

  test("cannot lose anything where there is only what the step works on", () => {
    expect(shorterBlocks({ ...long, ledger: LEDGER.slice(2) })).toBeNull();
    expect(shorterBlocks({ ...long, reads: ["problem", "solution", "report"] })).toBeNull();
  });

  test("an entry that the agent does not read is not counted", () => {
    const history = shorterBlocks({ ...long, reads: ["problem", "history"], currentVersion: 1 });
    expect(history?.join("\n")).not.toContain("the code of v1");
  });
});
