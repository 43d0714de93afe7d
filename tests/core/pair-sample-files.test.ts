import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { pairSampleFiles } from "../../src/core/pair-sample-files.js";

function pairsOf(...names: readonly string[]): readonly string[] {
  return pairSampleFiles(names).pairs.map(({ id, input, answer }) => `${id}: ${input} ${answer}`);
}

describe("pairs the two files of a sample", () => {
  test.each([
    [["1.in", "1.ans"], ["1: 1.in 1.ans"]],
    [["1.in", "1.out"], ["1: 1.in 1.out"]],
    [["sample-1.in", "sample-1.out"], ["sample-1: sample-1.in sample-1.out"]],
    [["sample-1.in", "sample-1.ans"], ["sample-1: sample-1.in sample-1.ans"]],
    [["in1.txt", "ans1.txt"], ["1: in1.txt ans1.txt"]],
    [["in1.txt", "out1.txt"], ["1: in1.txt out1.txt"]],
    [["input1.txt", "output1.txt"], ["1: input1.txt output1.txt"]],
    [["input_01.txt", "output_01.txt"], ["01: input_01.txt output_01.txt"]],
    [["1_input.txt", "1_output.txt"], ["1: 1_input.txt 1_output.txt"]],
    [["sample1.input", "sample1.expected"], ["sample1: sample1.input sample1.expected"]],
    [["data/sample/1.in", "data/sample/1.ans"], ["1: data/sample/1.in data/sample/1.ans"]],
    [["input/input00.txt", "output/output00.txt"], ["00: input/input00.txt output/output00.txt"]],
    [["in/1", "out/1"], ["1: in/1 out/1"]],
    [["input/1.in", "output/1.out"], ["1: input/1.in output/1.out"]],
    [["tests/01", "tests/01.a"], ["01: tests/01 tests/01.a"]],
    [["in.txt", "out.txt"], ["sample: in.txt out.txt"]],
    [["1.IN", "1.OUT"], ["1: 1.IN 1.OUT"]],
    [["in1.in", "in1.out"], ["in1: in1.in in1.out"]],
    [["begin.in", "begin.ans"], ["begin: begin.in begin.ans"]],
    [["outer-1.in", "outer-1.ans"], ["outer-1: outer-1.in outer-1.ans"]],
  ])("%j", (names, pairs) => {
    expect(pairsOf(...names)).toEqual(pairs);
    expect(pairSampleFiles(names).unpaired).toEqual([]);
  });

  test("in natural order of their numbers", () => {
    const names = ["10.in", "2.ans", "1.in", "2.in", "10.ans", "1.ans"];
    expect(pairSampleFiles(names).pairs.map(({ id }) => id)).toEqual(["1", "2", "10"]);
  });

  test("of folders that have the same names, under ids that differ", () => {
    const names = ["a/1.in", "a/1.ans", "b/1.in", "b/1.ans"];
    expect(pairSampleFiles(names).pairs.map(({ id }) => id)).toEqual(["a/1", "b/1"]);
  });
});

describe("leaves alone", () => {
  test.each([
    ["an input without an answer", ["1.in", "2.in", "2.ans"], ["1.in"]],
    ["an answer without an input", ["1.in", "1.ans", "3.out"], ["3.out"]],
    ["two answers to one input", ["1.in", "1.ans", "1.out"], ["1.ans", "1.in", "1.out"]],
    ["other files", ["notes.txt", "1.in", "1.ans"], ["notes.txt"]],
    ["a name that is both", ["input_output.txt"], ["input_output.txt"]],
    ["different numbers", ["in1.txt", "out2.txt"], ["in1.txt", "out2.txt"]],
    ["different endings", ["in1.txt", "out1.md"], ["in1.txt", "out1.md"]],
  ])("%s", (_, names, unpaired) => {
    expect(pairSampleFiles(names).unpaired).toEqual(unpaired);
  });

  test("and tells a lost half from a file of another kind", () => {
    const { halves } = pairSampleFiles(["notes.txt", "1.in", "1.ans", "2.in", "out7.txt"]);
    expect(halves).toEqual(["2.in", "out7.txt"]);
  });

  test("nothing twice: every name is in one pair or unpaired", () => {
    const part = fc.constantFrom("in", "out", "ans", "1", "2", "sample", "-", ".", "/", "_", "txt");
    const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (names) => {
        const { pairs, unpaired } = pairSampleFiles(names);
        const all = [...pairs.flatMap(({ input, answer }) => [input, answer]), ...unpaired];
        expect(all.toSorted()).toEqual(names.toSorted());
        expect(new Set(pairs.map(({ id }) => id)).size).toBe(pairs.length);
      }),
    );
  });
});
