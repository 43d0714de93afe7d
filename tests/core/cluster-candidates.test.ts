import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  type AnsweredInput,
  clusteringOf,
  whyPreferred,
} from "../../src/core/cluster-candidates.js";

/** One input: what versions 1, 2, … answered, and what the oracle says. */
function answered(input: string, outputs: readonly string[], right?: string): AnsweredInput {
  return {
    input,
    answers: outputs.map((output, at) => ({
      version: at + 1,
      kind: output,
      output,
      isRight: right === undefined ? null : output === right,
    })),
  };
}

function clustered(...inputs: readonly AnsweredInput[]) {
  return clusteringOf(inputs[0]?.answers.map(({ version }) => version) ?? [], inputs);
}

describe("candidates are grouped by their answers", () => {
  const table: readonly [
    name: string,
    inputs: readonly AnsweredInput[],
    decidedBy: string,
    preferred: readonly number[],
    distinguishing: string | undefined,
  ][] = [
    ["nothing was tried", [], "nobody", [], undefined],
    [
      "all agree",
      [answered("1", ["a", "a", "a"]), answered("2", ["b", "b", "b"])],
      "agreement",
      [1, 2, 3],
      undefined,
    ],
    ["most agree", [answered("1", ["a", "b", "b"])], "majority", [2, 3], "1"],
    ["as many say one as the other", [answered("1", ["a", "b"])], "nobody", [], "1"],
    [
      "the oracle is with the smaller group",
      [answered("1", ["a", "b", "b"], "a")],
      "oracle",
      [1],
      "1",
    ],
    [
      "the smallest input that shows it",
      [answered("100", ["a", "b"]), answered("55", ["a", "b"]), answered("66", ["a", "b"])],
      "nobody",
      [],
      "55",
    ],
    [
      "an input on which the oracle is silent shows nothing where it decided",
      [answered("1", ["a", "b", "b"]), answered("22", ["a", "b", "b"], "a")],
      "oracle",
      [1],
      "22",
    ],
    [
      "the oracle excludes one group, and the others are of different size",
      [answered("1", ["a", "b", "b", "b"], "b"), answered("2", ["c", "c", "d", "d"])],
      "oracle",
      [3, 4],
      "1",
    ],
    [
      "the oracle excludes one group, and nothing tells the others apart",
      [answered("1", ["a", "b", "b"], "b"), answered("2", ["c", "c", "d"])],
      "oracle",
      [2, 3],
      "1",
    ],
    [
      "all are wrong in different ways",
      [answered("1", ["a", "b", "b"], "c")],
      "majority",
      [2, 3],
      "1",
    ],
    [
      "all agree on what is wrong: nobody is preferred to another",
      [answered("1", ["a", "a"], "c")],
      "agreement",
      [1, 2],
      undefined,
    ],
  ];

  test.each(table)("%s", (_name, inputs, decidedBy, preferred, distinguishing) => {
    const clustering = clustered(...inputs);

    expect(clustering).toMatchObject({ decidedBy, preferred, inputs: inputs.length });
    expect(clustering.distinguishing?.input).toBe(distinguishing);
  });

  test("everybody's answer stands beside the distinguishing input", () => {
    expect(clustered(answered("1", ["a", "b"])).distinguishing?.outputs).toEqual([
      { version: 1, output: "a" },
      { version: 2, output: "b" },
    ]);
  });

  const inputs = fc.array(
    fc
      .tuple(
        fc.string({ maxLength: 3 }),
        fc.array(fc.constantFrom("a", "b", "c"), { minLength: 5, maxLength: 5 }),
        fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined }),
      )
      .map(([input, outputs, right]) => answered(input, outputs, right)),
    { minLength: 1, maxLength: 4 },
  );

  test("every candidate is in one group, members agree throughout, and different groups somewhere not", () => {
    fc.assert(
      fc.property(inputs, (rows) => {
        const { clusters } = clustered(...rows);
        const answersOf = (version: number): string =>
          JSON.stringify(rows.map(({ answers }) => answers[version - 1]?.kind));
        const groups = clusters.map(({ versions }) => new Set(versions.map(answersOf)));

        expect(
          clusters.flatMap(({ versions }) => versions).toSorted((left, right) => left - right),
        ).toEqual([1, 2, 3, 4, 5]);
        expect(groups.every(({ size }) => size === 1)).toBe(true);
        expect(new Set(groups.flatMap((group) => [...group])).size).toBe(groups.length);
      }),
    );
  });

  test("nobody is preferred whom the oracle refuses more often than another", () => {
    fc.assert(
      fc.property(inputs, (rows) => {
        const { preferred, decidedBy } = clustered(...rows);
        const wrong = (version: number): number =>
          rows.filter(({ answers }) => answers[version - 1]?.isRight === false).length;
        const fewest = Math.min(...[1, 2, 3, 4, 5].map(wrong));

        expect(preferred.every((version) => wrong(version) === fewest)).toBe(true);
        expect(preferred.length === 0).toBe(decidedBy === "nobody");
      }),
    );
  });
});

test.each([
  [clustered(answered("1", ["a", "b"], "a")), 1, "agrees with the oracle more often than others"],
  [
    clustered(
      answered("1", ["a", "b"], "a"),
      answered("2", ["a", "b"], "a"),
      answered("3", ["a", "b"], "b"),
    ),
    1,
    "agrees with the oracle more often than others",
  ],
  [clustered(answered("1", ["a", "b", "b"])), 3, "2 of 3 candidates give the same answers"],
  [clustered(answered("1", ["a", "b", "b"])), 1, null],
  [clustered(answered("1", ["a", "b"])), 1, null],
  [clustered(answered("1", ["a", "a"])), 1, null],
])("why %j is preferred", (clustering, version, why) => {
  expect(whyPreferred(clustering, version)).toBe(why);
});
