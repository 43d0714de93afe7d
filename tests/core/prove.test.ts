import { describe, expect, test } from "vitest";

import type { DataCase, TestFileCase } from "../../src/core/case.js";
import {
  besideOracle,
  caseOfConfirmed,
  decideProof,
  needsOracle,
  type OracleAnswer,
  type Trial,
  trialOf,
} from "../../src/core/prove.js";
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
const ofTest: Trial = { proof: testFile, authority: "reviewer", claimed: null };
const silent: OracleAnswer = { kind: "silent" };
const knows = (output: string): OracleAnswer => ({ kind: "answer", output });
const sample: DataCase = { ...input("4\n", "2\n"), id: "sample/1", origin: "sample" };

describe("what a run says about a finding", () => {
  test.each<[string, DataCase | TestFileCase, Verdict, Trial["authority"], string]>([
    ["the output is the expected one", input("18\n"), "AC", "reviewer", "refuted"],
    ["it ended well and nothing was expected", input(null), "AC", "reviewer", "unproven"],
    ["the output differs from the reviewer's", input("18\n"), "WA", "reviewer", "claimed"],
    ["the output differs from a sample's", input("18\n"), "WA", "case", "confirmed"],
    ["the output differs from the oracle's", input("18\n"), "WA", "oracle", "confirmed"],
    ["the output is the oracle's", input("18\n"), "AC", "oracle", "refuted"],
    ["it ended well, and with the oracle's answer", input(null), "AC", "oracle", "refuted"],
    ["it crashed where the oracle answers", input("18\n"), "RE", "oracle", "confirmed"],
    ["it crashed", input("18\n"), "RE", "reviewer", "confirmed"],
    ["it took too long", input(null), "TLE", "reviewer", "confirmed"],
    ["it took too much memory", input(null), "MLE", "reviewer", "confirmed"],
    ["it wrote too much", input(null), "OLE", "reviewer", "confirmed"],
    ["the judge failed", input("18\n"), "JE", "reviewer", "unproven"],
    ["it does not compile", input("18\n"), "CE", "reviewer", "unproven"],
    ["the proof test passed", testFile, "AC", "reviewer", "refuted"],
    ["the proof test failed", testFile, "WA", "reviewer", "confirmed"],
    ["the proof test crashed", testFile, "RE", "reviewer", "confirmed"],
    ["the proof test was none", testFile, "JE", "reviewer", "unproven"],
  ])("%s", (_name, proof, verdict, authority, status) => {
    const trial = { proof, authority, claimed: "18\n" };
    const decided = decideProof(trial, [result(proof.id, verdict)]);

    expect(decided.status).toBe(status);
    expect(decided.evidence).not.toBe("");
  });

  test("one failed test of several decides", () => {
    const results = [result("proof/1.1/a", "AC"), result("proof/1.1/b", "WA")];

    expect(decideProof(ofTest, results).status).toBe("confirmed");
  });

  test("no result is no proof", () => {
    expect(decideProof(ofTest, []).status).toBe("unproven");
  });
});

describe("whose answer decides", () => {
  test("a sample's, where the input is a sample's, whatever an oracle would say", () => {
    const claim = input("5\n", "2");

    expect(needsOracle(claim, [sample])).toBe(false);
    expect(trialOf(claim, [sample], knows("6\n"))).toEqual({
      proof: { ...claim, expected: "4\n" },
      authority: "case",
      claimed: "5\n",
      caseId: "sample/1",
    });
  });

  test("the oracle's, where it knows", () => {
    expect(needsOracle(input("5\n"), [sample])).toBe(true);
    expect(trialOf(input("5\n"), [sample], knows("6\n"))).toEqual({
      proof: input("6\n"),
      authority: "oracle",
      claimed: "5\n",
    });
  });

  test("the reviewer's, where nobody else knows", () => {
    expect(trialOf(input("5\n"), [sample], silent)).toEqual({
      proof: input("5\n"),
      authority: "reviewer",
      claimed: "5\n",
    });
    expect(needsOracle(testFile, [sample])).toBe(false);
    expect(trialOf(testFile, [sample], silent)).toEqual(ofTest);
  });

  test("what was refuted says what the reviewer expected, in short", () => {
    const trial = trialOf(input("7".repeat(500)), [], knows("6\n"));
    const { evidence } = decideProof(trial, [result("proof/1.1", "AC")]);

    expect(evidence).toMatch(
      /^The program agrees with the oracle; the reviewer expected "7{60}…"\.$/,
    );
  });

  test("what is refuted by a case says whose output it was, and what the reviewer expected", () => {
    const evidenceOf = (proof: DataCase) =>
      decideProof(trialOf(proof, [sample], silent), [result("proof/1.1", "AC")]).evidence;

    expect(evidenceOf(input("5\n", "2"))).toBe(
      'The program gives the output of sample/1; the reviewer expected "5".',
    );
    expect(evidenceOf(input("4", "2"))).toBe("The program gives the output of sample/1.");
    expect(evidenceOf(input(null, "2"))).toBe("The program gives the output of sample/1.");
  });

  test("what is confirmed by a case names it, whatever it comes from", () => {
    const evidenceOf = (known: DataCase) =>
      decideProof(trialOf(input("5\n", "2"), [known], silent), [result("proof/1.1", "WA")])
        .evidence;

    expect(evidenceOf(sample)).toBe("Run on the input of sample/1: it went wrong");
    expect(evidenceOf({ ...sample, id: "stress/1", origin: "stress" })).toBe(
      "Run on the input of stress/1: it went wrong",
    );
  });

  test("later versions are held to a good end, not to the reviewer's output", () => {
    const held = (proof: DataCase | TestFileCase, answer?: string) =>
      caseOfConfirmed({ proof, ...(answer === undefined ? {} : { answer }) }, [sample]);

    expect(held(input("5\n"))).toEqual(input(null));
    expect(held(input("5\n"), "6\n")).toEqual(input("6\n"));
    expect(held(input("5\n", "2\n"))).toEqual(input("4\n", "2\n"));
    expect(held(testFile)).toEqual(testFile);
    expect(caseOfConfirmed({ proof: null }, [])).toBeNull();
  });
});

describe("a proof test that the brute force fails as well", () => {
  const confirmed = decideProof(ofTest, [result("proof/1.1", "WA")]);

  test("contradicts the oracle", () => {
    const { status, evidence } = besideOracle(confirmed, [
      result("proof/1.1", "WA", { cpuMs: 499 }),
    ]);

    expect(status).toBe("refuted");
    expect(evidence).toContain("contradicts the oracle");
  });

  test.each<[string, readonly Verdict[]]>([
    ["passed", ["AC"]],
    ["was too slow", ["TLE"]],
    ["could not be run", ["JE"]],
    ["lacks what the test reaches for", ["RE"]],
    ["was not run", []],
  ])("and stays confirmed where the brute force %s", (_name, verdicts) => {
    const onBruteForce = verdicts.map((verdict) => result("proof/1.1", verdict));

    expect(besideOracle(confirmed, onBruteForce)).toEqual(confirmed);
  });

  test("may only hold it to be slow, and stays confirmed where the brute force took long", () => {
    const slow = [result("proof/1.1", "WA", { cpuMs: 500 })];

    expect(besideOracle(confirmed, slow)).toEqual(confirmed);
    expect(besideOracle(confirmed, [...slow, result("proof/1.1", "WA")]).status).toBe("refuted");
  });

  test("says nothing of what was refuted anyway", () => {
    const refuted = decideProof(ofTest, [result("proof/1.1", "AC")]);

    expect(besideOracle(refuted, [result("proof/1.1", "WA")])).toEqual(refuted);
  });
});
