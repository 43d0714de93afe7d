import { describe, expect, test } from "vitest";

import type { DataCase, TestFileCase } from "../../src/core/case.js";
import { caseOfConfirmed, decideProof, isIndependent, proofToRun } from "../../src/core/prove.js";
import type { Verdict } from "../../src/core/verdict.js";
import { result } from "./run-maker.js";

const input = (expected: string | null, text = "9\n"): DataCase => ({
  kind: "data",
  id: "proof/1.1",
  origin: "proof",
  input: text,
  expected,
});
const testFile: TestFileCase = {
  kind: "test-file",
  id: "proof/1.1",
  origin: "proof",
  fileName: "proof_1.py",
  source: "def test_x(): assert False",
};
const sample: DataCase = { ...input("4\n", "2\n"), id: "sample/1", origin: "sample" };

describe("what a run says about a finding", () => {
  test.each<[string, DataCase | TestFileCase, Verdict, boolean, string]>([
    ["the output is the expected one", input("18\n"), "AC", false, "refuted"],
    ["it ended well and nothing was expected", input(null), "AC", false, "unproven"],
    ["the output differs from the reviewer's", input("18\n"), "WA", false, "claimed"],
    ["the output differs from a sample's", input("18\n"), "WA", true, "confirmed"],
    ["it crashed", input("18\n"), "RE", false, "confirmed"],
    ["it took too long", input(null), "TLE", false, "confirmed"],
    ["it took too much memory", input(null), "MLE", false, "confirmed"],
    ["it wrote too much", input(null), "OLE", false, "confirmed"],
    ["the judge failed", input("18\n"), "JE", false, "unproven"],
    ["it does not compile", input("18\n"), "CE", false, "unproven"],
    ["the proof test passed", testFile, "AC", false, "refuted"],
    ["the proof test failed", testFile, "WA", false, "confirmed"],
    ["the proof test crashed", testFile, "RE", false, "confirmed"],
    ["the proof test was none", testFile, "JE", false, "unproven"],
  ])("%s", (_name, proof, verdict, independent, status) => {
    const decided = decideProof(proof, [result(proof.id, verdict)], independent);

    expect(decided.status).toBe(status);
    expect(decided.evidence).not.toBe("");
  });

  test("one failed test of several decides", () => {
    const results = [result("proof/1.1/a", "AC"), result("proof/1.1/b", "WA")];

    expect(decideProof(testFile, results, false).status).toBe("confirmed");
  });

  test("no result is no proof", () => {
    expect(decideProof(testFile, [], false).status).toBe("unproven");
  });
});

describe("whose answer decides", () => {
  test("a sample's, where the input is a sample's", () => {
    const claim = input("5\n", "2");

    expect(proofToRun(claim, [sample])).toMatchObject({ expected: "4\n", id: "proof/1.1" });
    expect(isIndependent(claim, [sample])).toBe(true);
  });

  test("the reviewer's, where it is not", () => {
    expect(proofToRun(input("5\n"), [sample])).toMatchObject({ expected: "5\n" });
    expect(isIndependent(input("5\n"), [sample])).toBe(false);
    expect(isIndependent(testFile, [sample])).toBe(false);
  });

  test("later versions are held to a good end, not to the reviewer's output", () => {
    expect(caseOfConfirmed(input("5\n"), [sample])).toMatchObject({ expected: null });
    expect(caseOfConfirmed(input("5\n", "2\n"), [sample])).toMatchObject({ expected: "4\n" });
    expect(caseOfConfirmed(testFile, [])).toEqual(testFile);
  });
});
