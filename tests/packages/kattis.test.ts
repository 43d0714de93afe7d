import { describe, expect, test } from "vitest";

import type { ProblemPackage } from "../../src/packages/problem-package.js";
import { readPackage } from "../../src/packages/read-package.js";
import { temporaryFolder } from "../settings/temp-folder.js";

type Files = Readonly<Record<string, string>>;

const LEGACY: Files = {
  "problem.yaml": "name: Sums\n",
  "data/sample/1.in": "1 2\n",
  "data/sample/1.ans": "3\n",
  "data/secret/10-big.in": "5 5\n",
  "data/secret/10-big.ans": "10\n",
  "data/secret/2-small.in": "1 1\n",
  "data/secret/2-small.ans": "2\n",
};

const VALIDATOR = "import sys\nsys.exit(42)\n";

async function packageWith(files: Files): Promise<ProblemPackage> {
  return readPackage(await temporaryFolder({ ...LEGACY, ...files }), "sums");
}

describe("the cases of a Kattis package", () => {
  test("are samples first, then secrets, in natural order, and are read when asked", async () => {
    const { format, title, cases } = await packageWith({});

    expect([format, title]).toEqual(["kattis", "Sums"]);
    expect(cases.map(({ id, origin }) => [id, origin])).toEqual([
      ["sample/1", "sample"],
      ["secret/2-small", "given"],
      ["secret/10-big", "given"],
    ]);
    expect(await cases[2]?.read()).toEqual({
      kind: "data",
      id: "secret/10-big",
      origin: "given",
      input: "5 5\n",
      expected: "10\n",
    });
  });

  test("of nested groups take the flags of the nearest group, after those of the package", async () => {
    const { cases } = await packageWith({
      "problem.yaml": "name: Sums\nvalidation: custom\nvalidator_flags: loud\n",
      "output_validators/check.py": VALIDATOR,
      "data/secret/testdata.yaml": "output_validator_flags: a b\n",
      "data/secret/3/testdata.yaml": "output_validator_flags: c\n",
      "data/secret/3/deep/1.in": "1\n",
      "data/secret/3/deep/1.ans": "1\n",
    });
    const flags = cases.map(({ id, comparison }) => [
      id,
      comparison.kind === "validator" ? comparison.validator.flags : null,
    ]);

    expect(Object.fromEntries(flags)).toEqual({
      "sample/1": ["loud"],
      "secret/2-small": ["loud", "a", "b"],
      "secret/3/deep/1": ["loud", "c"],
      "secret/10-big": ["loud", "a", "b"],
    });
  });

  test("of the newer format take a list of arguments from their group", async () => {
    const { cases } = await packageWith({
      "problem.yaml": "problem_format_version: 2025-09\nname: { en: Sums }\n",
      "output_validator/check.py": VALIDATOR,
      "data/secret/test_group.yaml": "output_validator_args: [--limit, 7]\n",
    });

    expect(cases[1]?.comparison).toMatchObject({
      kind: "validator",
      validator: { protocol: "kattis", flags: ["--limit", "7"], program: { fileName: "check.py" } },
    });
  });
});

describe("what decides about the outputs of a Kattis package", () => {
  const plain = {
    kind: "kattis",
    caseSensitive: false,
    spaceSensitive: false,
    absoluteTolerance: null,
    relativeTolerance: null,
  };

  test.each([
    ["", plain],
    ["case_sensitive", { ...plain, caseSensitive: true }],
    ["space_change_sensitive", { ...plain, spaceSensitive: true }],
    ["float_tolerance 1e-6", { ...plain, absoluteTolerance: 1e-6, relativeTolerance: 1e-6 }],
    ["float_absolute_tolerance 0.5", { ...plain, absoluteTolerance: 0.5 }],
    ["float_relative_tolerance 1e-9", { ...plain, relativeTolerance: 1e-9 }],
  ])("the default validator with the flags %j", async (flags, comparison) => {
    const found = await packageWith({ "problem.yaml": `name: S\nvalidator_flags: ${flags}\n` });

    expect(found.comparison).toEqual(comparison);
  });

  test("a validator's headers come with it", async () => {
    const { comparison } = await packageWith({
      "problem.yaml": "name: S\nvalidation: custom\n",
      "output_validators/check/__main__.py": VALIDATOR,
      "output_validators/check/words.py": "WORDS = []\n",
    });

    expect(comparison).toMatchObject({
      kind: "validator",
      validator: {
        program: { fileName: "__main__.py", companions: { "words.py": "WORDS = []\n" } },
      },
    });
  });

  test.each([
    ["validation: custom interactive\n", "output_validators/talk.py"],
    ["problem_format_version: 2023-07-draft\ntype: interactive\n", "output_validators/talk.py"],
    ["problem_format_version: 2025-09\ntype: [interactive]\n", "output_validator/talk.py"],
  ])("an interactive package needs no answers: %j", async (yaml, validator) => {
    const found = await packageWith({
      "problem.yaml": `name: S\n${yaml}`,
      [validator]: VALIDATOR,
      "data/secret/3.in": "7\n",
    });

    expect(found.comparison.kind).toBe("interactive");
    expect(await found.cases[2]?.read()).toMatchObject({ input: "7\n", expected: "" });
  });
});

describe("the limits of a Kattis package", () => {
  test.each<[string, Files, number, string]>([
    [
      "problem.yaml",
      { "problem.yaml": "limits: { time_limit: 1.5 }\n", ".timelimit": "9" },
      1500,
      "problem.yaml",
    ],
    [
      "the file of DOMjudge",
      { "domjudge-problem.ini": "short-name = a\ntimelimit='3'\n" },
      3000,
      "domjudge-problem.ini",
    ],
    [".timelimit", { ".timelimit": "2\n" }, 2000, ".timelimit"],
  ])("stand in %s", async (_, files, timeLimitMs, from) => {
    const { limits, timeLimitFrom } = await packageWith(files);

    expect({ limits, timeLimitFrom }).toEqual({
      limits: { timeLimitMs, memoryLimitMb: 2048 },
      timeLimitFrom: from,
    });
  });

  test.each([
    ["name: S\n", { multiplier: 5, resolutionMs: 1000 }],
    ["limits: { time_multiplier: 3 }\n", { multiplier: 3, resolutionMs: 1000 }],
    ["problem_format_version: 2025-09\n", { multiplier: 2, resolutionMs: 1000 }],
    [
      "problem_format_version: 2023-07\nlimits: { time_resolution: 0.1, time_multipliers: { ac_to_time_limit: 4 } }\n",
      { multiplier: 4, resolutionMs: 100 },
    ],
  ])("follow from the accepted submissions where none is stated: %j", async (yaml, rule) => {
    const { limits, derivedTimeLimit } = await packageWith({ "problem.yaml": yaml });

    expect(limits.timeLimitMs).toBeNull();
    expect(derivedTimeLimit).toEqual(rule);
  });
});

describe("the submissions of a package", () => {
  test("are files and folders of files, with what their folder or a comment says", async () => {
    const { submissions, skipped } = await packageWith({
      "submissions/accepted/add.py": "print(1)\n",
      "submissions/accepted/two/main.py": "import other\n",
      "submissions/accepted/two/other.py": "x = 1\n",
      "submissions/mixed/odd.js": "// @EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT\n",
      "submissions/slow_accepted/slow.py": "print(2)\n",
      "submissions/wrong_answer/notes.odt": "?",
      "submissions/unheard_of/add.py": "print(1)\n",
    });
    const shown = submissions.map(({ name, label, expected, program }) => {
      return [
        name,
        label,
        expected.join(" "),
        program.fileName,
        Object.keys(program.companions ?? {}),
      ];
    });

    expect(shown).toEqual([
      ["accepted/add.py", "accepted", "AC", "add.py", []],
      ["accepted/two", "accepted", "AC", "main.py", ["other.py"]],
      ["mixed/odd.js", "WRONG-ANSWER, TIMELIMIT", "WA TLE", "odd.js", []],
      ["slow_accepted/slow.py", "slow_accepted", "AC TLE", "slow.py", []],
    ]);
    expect(skipped.map(({ name }) => name)).toEqual([
      "unheard_of/add.py",
      "wrong_answer/notes.odt",
    ]);
  });

  test("are told of by submissions.yaml, which outweighs their folder", async () => {
    const { submissions } = await packageWith({
      "submissions/submissions.yaml":
        'partly/few.py:\n  permitted: [AC, WA]\n  required: [WA]\n"rejected/*":\n  permitted: TLE\npartly/two:\n  entrypoint: second.py\n  permitted: [AC]\n',
      "submissions/partly/few.py": "print(1)\n",
      "submissions/partly/two/first.py": "if __name__ == '__main__': pass\n",
      "submissions/partly/two/second.py": "print(3)\n",
      "submissions/rejected/any.py": "print(2)\n",
    });

    expect(
      submissions.map(({ name, expected, program }) => [name, expected, program.fileName]),
    ).toEqual([
      ["partly/few.py", ["WA"], "few.py"],
      ["partly/two", ["AC"], "second.py"],
      ["rejected/any.py", ["TLE"], "any.py"],
    ]);
  });
});

test("the folder's label holds where a file names only results that nobody knows", async () => {
  const { submissions, remarks } = await packageWith({
    "submissions/accepted/a.py": "# @EXPECTED_RESULTS@: SURPRISE\n",
  });

  expect(submissions.map(({ label, expected }) => [label, expected])).toEqual([
    ["accepted", ["AC"]],
  ]);
  expect(remarks).toEqual([
    'sums/submissions/accepted/a.py: the result "SURPRISE" is not known here',
    'sums/submissions/accepted/a.py: its folder "accepted" says what is expected',
  ]);
});

test("what is not followed is told, with the file", async () => {
  const { remarks } = await packageWith({
    "problem.yaml": "name: S\ntype: scoring\nlimits: { output: 4 }\n",
    "data/secret/testdata.yaml": "grader_flags: min accept_if_any_accepted\n",
    "submissions/mixed/a.py": "# @EXPECTED_RESULTS@: CORRECT, SURPRISE\n",
  });

  expect(remarks).toEqual([
    "sums/problem.yaml: no scores are counted; accepted means that every case passed",
    "sums/problem.yaml: limits.output is not applied",
    "sums/data/secret/testdata.yaml: grader_flags is not followed; every case has to pass",
    'sums/submissions/mixed/a.py: the result "SURPRISE" is not known here',
  ]);
});

test("the statement is the English one", async () => {
  const { statement } = await packageWith({
    "problem_statement/problem.de.tex": "Summen\n",
    "problem_statement/problem.en.tex": "Sums\n",
  });

  expect(statement).toBe("Sums\n");
});
