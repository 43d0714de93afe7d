import { describe, expect, test } from "vitest";

import type { Oracle } from "../../src/core/oracle.js";
import type { Program } from "../../src/core/solution.js";
import { askOracle } from "../../src/evidence/ask-oracle.js";
import { OracleBench } from "../../src/evidence/oracle-bench.js";
import { type Deed, FakeBench } from "./fake-bench.js";

const part = (source: string): Program => ({
  language: "python",
  fileName: `${source}.py`,
  source,
  shape: "stdio",
  entry: null,
});
const oracle: Oracle = {
  brute: part("brute"),
  generator: part("generator"),
  validator: part("validator"),
  checker: null,
  largestSize: null,
};

/** What the oracle says of inputs, where its two programs do this. */
function asked(inputs: readonly string[], validator: Deed, brute: Deed) {
  const bench = new FakeBench({ validator, brute });
  return askOracle(new OracleBench(oracle, bench), inputs);
}

const accepts: Deed = () => ({});
const fails =
  (doing: ReturnType<Deed>): Deed =>
  () =>
    doing;

describe("what a certified oracle says of inputs", () => {
  test("each has its own answer, in the order of the inputs", async () => {
    const validator: Deed = (_words, input) => ({ exitCode: input === "-1\n" ? 1 : 0 });
    const brute: Deed = (_words, input) => ({ output: `${2 * Number(input)}\n` });

    expect(await asked(["3\n", "-1\n", "5\n"], validator, brute)).toEqual([
      { kind: "answer", output: "6\n" },
      { kind: "illegal" },
      { kind: "answer", output: "10\n" },
    ]);
  });

  test.each<[what: string, validator: Deed, brute: Deed]>([
    ["the brute force takes too long", accepts, fails({ verdict: "TLE" })],
    ["the brute force takes too much memory", accepts, fails({ verdict: "MLE" })],
    ["the brute force crashes", accepts, fails({ verdict: "RE" })],
    ["the answer is too long to be kept", accepts, fails({ output: "7".repeat(2_000_001) })],
    ["the validator takes too long", fails({ verdict: "TLE" }), fails({ output: "7" })],
    ["the validator is killed", fails({ verdict: "RE" }), fails({ output: "7" })],
    ["the judge cannot run the validator", fails({ verdict: "JE" }), fails({ output: "7" })],
    ["the judge cannot run the brute force", accepts, fails({ verdict: "JE" })],
  ])("it is silent where %s", async (_what, validator, brute) => {
    expect(await asked(["3\n"], validator, brute)).toEqual([{ kind: "silent" }]);
  });

  test("nothing is asked of nobody", async () => {
    expect(await asked([], accepts, accepts)).toEqual([]);
  });
});
