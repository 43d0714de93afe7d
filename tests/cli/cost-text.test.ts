import { describe, expect, test } from "vitest";

import { costText } from "../../src/cli/cost-text.js";
import { type Account, NEW_ACCOUNT } from "../../src/core/account.js";
import { NO_USAGE } from "../../src/core/usage.js";

function account(usd: number | null, change: Partial<Account> = {}): Account {
  return {
    ...NEW_ACCOUNT,
    usage: { ...NO_USAGE, calls: 1, usd },
    spent: { tokens: 0, usd: usd ?? 0 },
    ...change,
  };
}

const open = (usd: number | null) => [
  { attempt: 2, call: "1/call-2", reserved: { tokens: 1000, usd } },
];

describe("what a run cost", () => {
  test("is not spoken of where nothing was asked, and is where an attempt was paid that brought no answer", () => {
    expect(costText(NEW_ACCOUNT)).toBeNull();
    expect(costText(account(0.0067, { usage: { ...NO_USAGE, usd: 0.0067 } }))).toBe("$0.007");
  });

  test("names an attempt that a killed process left open", () => {
    expect(costText(account(0.037, { openAttempts: open(0.001) }))).toBe(
      "$0.037, and 1 attempt whose cost nobody knows",
    );
    expect(costText(account(0.037, { openAttempts: open(0.5) }))).toBe(
      "$0.037 as counted, $0.537 at most: 1 attempt left open by a killed process",
    );
    expect(costText(account(null, { openAttempts: open(null), isPriced: false }))).toBe(
      "price unknown, and 1 attempt whose cost nobody knows",
    );
  });

  test("is not counted where the price is known and the tokens are not", () => {
    expect(costText(account(null))).toBe("not counted by the server");
    expect(costText(account(null, { spent: { tokens: 9, usd: 0.4 } }))).toBe(
      "not counted by the server, $0.400 at most",
    );
    expect(costText(account(null, { isPriced: false }))).toBe("price unknown");
    expect(costText(account(0))).toBe("$0");
  });
});
