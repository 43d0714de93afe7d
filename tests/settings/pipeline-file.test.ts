import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import { parsePipeline, requirePipeline } from "../../src/settings/pipeline-file.js";
import { problemLines } from "../../src/settings/yaml-file.js";

const AGENTS = ["problem-solver", "solution-improver", "bug-report-reviewer", "solution-fixer"];

/** A pipeline without a fault; rows of the table change one thing. */
const GOOD = `version: 1
name: mine
steps:
  - agent: problem-solver
    reads: [problem]
    writes: solution
  - repeat:
      max: 3
      until: [checks_pass, no_major_findings]
      stop_if: [unchanged]
      steps:
        - agent: bug-report-reviewer
          reads: [problem, solution, report]
          writes: fix_plan
        - agent: solution-fixer
          reads: [problem, solution, fix_plan]
          writes: solution
`;

function complaints(text: string): string[] {
  const result = parsePipeline(text, AGENTS);
  return "problems" in result ? problemLines("", result.problems).map((line) => line.slice(1)) : [];
}

/** The good pipeline with one passage replaced, which must be there. */
function changed(passage: string, replacement: string): string {
  expect(GOOD).toContain(passage);
  return GOOD.replace(passage, () => replacement);
}

test("a good file gives the pipeline, with what it leaves out filled in", () => {
  expect(parsePipeline(GOOD, AGENTS)).toMatchObject({
    pipeline: {
      name: "mine",
      input: "problem",
      final: "best",
      checks: { samples: "auto", own: "auto", tests: "auto", stress: "auto" },
      steps: [{ agent: "problem-solver" }, { repeat: { max: 3 } }],
    },
  });
});

test.each([
  ["line ends of Windows", GOOD.replaceAll("\n", "\r\n")],
  ["a byte order mark", `\uFEFF${GOOD}`],
  ["comments and empty lines", `# mine\n\n${GOOD}\n# end\n`],
  [
    "anchors",
    changed("[checks_pass, no_major_findings]", "&all [checks_pass]").replace(
      "[unchanged]",
      "*all",
    ),
  ],
  [
    "a check and an approval",
    `${GOOD}  - check: "ruff {file}"\n  - approve: Shall it go on?\n    when: [has_findings]\n`,
  ],
])("a file with %s is read", (_what, text) => {
  expect(complaints(text)).toEqual([]);
});

describe("a fresh start", () => {
  const fresh = (lines: string, stops = "unchanged, no_progress"): string =>
    changed(
      "stop_if: [unchanged]\n",
      `stop_if: [${stops}]\n      fresh_start:\n${lines.replaceAll(/^/gm, "        ")}\n`,
    );
  const WELL = "agent: problem-solver\nreads: [problem, history]\nwrites: solution";

  test("is a step that writes a solution without the old work", () => {
    const result = parsePipeline(fresh(`${WELL}\nmodel: other\nprompt: Be bold.`), AGENTS);

    expect(result).toMatchObject({
      pipeline: { steps: [{}, { repeat: { fresh_start: { agent: "problem-solver" } } }] },
    });
  });

  test.each<[what: string, text: string, expected: string[]]>([
    [
      "an unknown key",
      fresh(`${WELL}\nread: 1`),
      ['15:9 unknown key "read" (did you mean "reads"?)'],
    ],
    [
      "a key that says nothing here",
      fresh(`${WELL}\nkeep: if-better`),
      ['15:9 unknown key "keep"; there is agent, focus, reads, writes, model, prompt'],
    ],
    [
      "an unknown agent",
      fresh(WELL.replace("problem-solver", "problem-solvr")),
      ['12:9 there is no agent "problem-solvr" (did you mean "problem-solver"?)'],
    ],
    [
      "something else than a solution",
      fresh(WELL.replace("writes: solution", "writes: fix_plan")),
      ['14:9 writes must be solution, not "fix_plan"'],
    ],
    [
      "the old work",
      fresh(
        WELL.replace("[problem, history]", "[problem, solution, code, report, fix_plan, oracle]"),
      ),
      ["solution", "code", "report", "fix_plan", "oracle"].map(
        (word, at) =>
          `13:${[26, 36, 42, 50, 60][at]} a fresh start is made without the old work, so it cannot read "${word}"`,
      ),
    ],
    [
      "a loop that never stops for want of progress",
      fresh(WELL, "unchanged"),
      ["11:7 a fresh start never comes: stop_if does not name no_progress"],
    ],
    [
      "no step at all",
      fresh("").replace("fresh_start:", "fresh_start: 3"),
      ["11:7 fresh_start must be"],
    ],
  ])("is refused with %s", (_what, text, expected) => {
    const told = complaints(text);

    expect(told).toHaveLength(expected.length);
    for (const [at, line] of expected.entries()) expect(told[at]).toContain(line);
  });
});

describe("a bad file is told with line, column and what to write instead", () => {
  test.each<[what: string, text: string, expected: string[]]>([
    // The form of values.
    [
      "a word for a number",
      changed("max: 3", "max: three"),
      ['8:7 max must be a whole number, not "three"'],
    ],
    ["half a round", changed("max: 3", "max: 2.5"), ["8:7 max must be a whole number, not 2.5"]],
    ["too many rounds", changed("max: 3", "max: 9"), ["8:7 max must be 5 or less, not 9"]],
    [
      "rounds beyond all bounds",
      changed("max: 3", "max: 1e300"),
      ["8:7 max must be 5 or less, not 1e+300"],
    ],
    ["no rounds", changed("max: 3", "max: 0"), ["8:7 max must be 1 or more, not 0"]],
    ["no value", changed("max: 3", "max:"), ["8:7 max must be a whole number, not nothing"]],
    [
      "an unknown key",
      changed("stop_if", "stopif"),
      ['10:7 unknown key "stopif" (did you mean "stop_if"?)'],
    ],
    [
      "a key far from all others",
      changed("version: 1", "version: 1\nowner: me"),
      [
        '2:1 unknown key "owner"; there is version, name, description, input, budget, checks, steps, final',
      ],
    ],
    [
      "an unreadable word",
      changed("fix_plan]", "fixplan]"),
      ['16:38 "fixplan" cannot be read by an agent (did you mean "fix_plan"?)'],
    ],
    [
      "a word far from all others",
      changed("reads: [problem]", "reads: [everything]"),
      [
        '5:13 "everything" cannot be read by an agent; there is problem, limits, goal, code, solution, report, fix_plan, oracle, history',
      ],
    ],
    [
      "a number where a word stands",
      changed("reads: [problem]", "reads: [7]"),
      [
        "5:13 7 cannot be read by an agent; there is problem, limits, goal, code, solution, report, fix_plan, oracle, history",
      ],
    ],
    [
      "one word for a list",
      changed("reads: [problem]", "reads: problem"),
      ['5:5 reads must be a list, not "problem"'],
    ],
    ["an empty list", changed("reads: [problem]", "reads: []"), ["5:5 reads must not be empty"]],
    [
      "an unknown condition",
      changed("[unchanged]", "[unchanged, no-progres]"),
      ['10:28 "no-progres" is not a condition (did you mean "no_progress"?)'],
    ],
    [
      "an unknown thing to write",
      changed("writes: solution\n  - repeat", "writes: solutions\n  - repeat"),
      [
        '6:5 writes must be solution or fix_plan or oracle, not "solutions" (did you mean "solution"?)',
      ],
    ],
    ["another version", changed("version: 1", "version: 2"), ["1:1 version must be 1, not 2"]],
    ["no version", changed("version: 1\n", ""), ['1:1 the key "version" is missing']],
    ["no name", changed("name: mine\n", ""), ['1:1 the key "name" is missing']],
    [
      "an unusable name",
      changed("name: mine", "name: My Pipeline"),
      ['2:1 name must be small letters, digits and hyphens, not "My Pipeline"'],
    ],
    [
      "a missing key of a step",
      changed("    writes: solution\n  - repeat", "  - repeat"),
      ['4:5 the key "writes" is missing'],
    ],
    [
      "a missing key of a repeat",
      changed("      until: [checks_pass, no_major_findings]\n", ""),
      ['7:5 the key "until" is missing'],
    ],
    [
      "text for a switch",
      changed(
        "writes: solution\n  - repeat",
        "writes: solution\n    optional: sometimes\n  - repeat",
      ),
      ['7:5 optional must be true or false, not "sometimes"'],
    ],
    [
      "a negative budget",
      changed("version: 1", "version: 1\nbudget: { usd: -1, calls: 1.5 }"),
      ["2:11 usd must be more than 0, not -1", "2:20 calls must be a whole number, not 1.5"],
    ],
    [
      "an unknown check",
      changed("version: 1", "version: 1\nchecks: { sample: auto, own: yes }"),
      [
        '2:11 unknown key "sample" (did you mean "samples"?)',
        '2:25 own must be auto or off, not "yes"',
      ],
    ],
    [
      "a key that is no member of any object by chance",
      changed("version: 1", "version: 1\n__proto__: 1\nconstructor: 2"),
      [
        '2:1 unknown key "__proto__"; there is version, name, description, input, budget, checks, steps, final',
        '3:1 unknown key "constructor"; there is version, name, description, input, budget, checks, steps, final',
      ],
    ],
    // Steps.
    ["no steps", "version: 1\nname: mine\nsteps: []\n", ["3:1 steps must not be empty"]],
    [
      "steps that are no list",
      "version: 1\nname: mine\nsteps: all\n",
      ['3:1 steps must be a list, not "all"'],
    ],
    [
      "a step that is a word",
      changed(
        "- agent: problem-solver\n    reads: [problem]\n    writes: solution",
        "- problem-solver",
      ),
      ['4:5 a step begins with a key such as "agent:", not "problem-solver"'],
    ],
    [
      "an empty step",
      changed("  - repeat", "  -\n  - repeat"),
      ['7:4 a step begins with a key such as "agent:", not nothing'],
    ],
    [
      "a misspelt kind of step",
      changed("- agent: problem-solver", "- agnet: problem-solver"),
      ['4:5 unknown key "agnet" (did you mean "agent"?)'],
    ],
    [
      "a step of no kind",
      changed("  - repeat", "  - wait: 5\n  - repeat"),
      ["7:5 a step needs one of the keys agent, check, approve, repeat"],
    ],
    [
      "a step of two kinds",
      changed("  - repeat", "  - agent: problem-solver\n    repeat: {}\n  - repeat"),
      ["7:5 a step can be only one of agent, repeat: make it two steps"],
    ],
    [
      "a repeat in a repeat",
      changed(
        "        - agent: bug",
        "        - repeat: { until: [slow], steps: [] }\n        - agent: bug",
      ),
      ["12:11 a repeat cannot stand inside a repeat"],
    ],
    [
      "a fault deep in a repeat",
      changed("reads: [problem, solution, report]", "reads: [problem, solutoin]"),
      ['13:28 "solutoin" cannot be read by an agent (did you mean "solution"?)'],
    ],
    [
      "an agent that does not exist",
      changed("agent: problem-solver", "agent: problem-slover"),
      ['4:5 there is no agent "problem-slover" (did you mean "problem-solver"?)'],
    ],
    [
      "an agent like no other",
      changed("agent: solution-fixer", "agent: oracle"),
      [
        '15:11 there is no agent "oracle"; there is problem-solver, solution-improver, bug-report-reviewer, solution-fixer',
      ],
    ],
    // The flow.
    [
      "a fixer before the reviewer",
      changed("reads: [problem]", "reads: [problem, fix_plan]"),
      ['5:22 "fix_plan" is read before any step writes one'],
    ],
    [
      "a solution before there is one",
      changed("reads: [problem]", "reads: [solution, report, oracle]"),
      [
        '5:13 "solution" is read before any step writes one',
        '5:23 "report" is read before there is a solution to test',
        '5:31 "oracle" is read before any step writes one',
      ],
    ],
    [
      "code in a pipeline for problems",
      changed("reads: [problem]", "reads: [problem, code]"),
      ['5:22 "code" is never there with "input: problem"'],
    ],
    [
      "a problem in a pipeline for code",
      changed("version: 1", "version: 1\ninput: code"),
      [
        '6:13 "problem" is never there with "input: code"',
        '14:19 "problem" is never there with "input: code"',
        '17:19 "problem" is never there with "input: code"',
      ],
    ],
    [
      "no step that solves",
      "version: 1\nname: mine\nsteps:\n  - agent: bug-report-reviewer\n    reads: [problem]\n    writes: oracle\n",
      ["3:1 no step writes a solution"],
    ],
    [
      "a check of nothing",
      changed("steps:\n  - agent: problem", "steps:\n  - check: ruff {file}\n  - agent: problem"),
      ["4:5 there is no solution yet that a check could run on"],
    ],
    [
      "a loop that waits for a review in vain",
      changed("writes: fix_plan", "writes: oracle").replace("solution, fix_plan]", "solution]"),
      ["9:28 no_major_findings can never hold: no step of this repeat writes a fix_plan"],
    ],
    [
      "a reviewer that keeps the better version",
      changed(
        "writes: fix_plan",
        "writes: fix_plan\n          keep: if-better\n          tries: 2\n          as: x",
      ),
      [
        "15:11 keep is only for a step that writes a solution",
        "16:11 tries is only for a step that writes a solution",
        "17:11 as is only for a step that writes a solution",
      ],
    ],
    [
      "a name with an unknown part",
      changed("writes: solution\n  - repeat", 'writes: solution\n    as: "{name}_x"\n  - repeat'),
      ["7:5 as knows no braces but {stem}"],
    ],
    [
      "a name that a run uses itself",
      changed("writes: solution\n  - repeat", 'writes: solution\n    as: "{stem}_v2"\n  - repeat'),
      ["7:5 as must not be a name that every run uses itself, such as {stem}_v2"],
    ],
    [
      "a name of dots",
      changed("writes: solution\n  - repeat", "writes: solution\n    as: ..\n  - repeat"),
      ["7:5 as must not begin with a dot"],
    ],
    [
      "a name that is a path",
      changed("writes: solution\n  - repeat", "writes: solution\n    as: ../../x\n  - repeat"),
      ['7:5 as must be a plain file name without its ending, such as {stem}_fixed, not "../../x"'],
    ],
    // YAML itself.
    ["nothing", "", ["1:1 the file holds no pipeline"]],
    ["only white space", " \n\n ", ["1:1 the file holds no pipeline"]],
    ["only comments", "# a pipeline\n", ["1:1 the file holds no pipeline"]],
    ["only a word", "hello\n", ['1:1 the file must hold "key: value" lines, not "hello"']],
    ["a list", "- agent: x\n", ['1:1 the file must hold "key: value" lines, not a list']],
    ["an explicit nothing", "~\n", ['1:1 the file must hold "key: value" lines, not nothing']],
    [
      "a tab",
      changed("    reads: [problem]", "\treads: [problem]"),
      ["5:1 a tab cannot indent YAML; use spaces"],
    ],
    [
      "a key that stands twice",
      changed("name: mine", "name: mine\nname: yours"),
      ['3:1 the key "name" stands here twice'],
    ],
    [
      "a key that stands twice, and its second value bad",
      changed("max: 3", "max: 3\n      max: 9"),
      ['9:7 the key "max" stands here twice', "9:7 max must be 5 or less, not 9"],
    ],
    [
      "a second document",
      `${GOOD}---\nversion: 1\n`,
      ['18:1 a second document begins here; a file holds one, so leave out "---"'],
    ],
    [
      "a bracket that is not closed",
      changed("reads: [problem]", "reads: [problem"),
      ["6:5 a bracket that was opened before this line is not closed"],
    ],
    [
      "a quote that is not closed",
      'version: 1\nname: "mine\n',
      ["3:1 a quote that was opened is not closed"],
    ],
    [
      "a colon in plain text",
      changed("version: 1", "version: 1\ndescription: solve: then fix"),
      ["2:14 a second key on one line; put it on its own line, or the text in quotes"],
    ],
    [
      "a line out of line",
      changed("    writes: solution\n  - repeat", "   writes: solution\n  - repeat"),
      ["6:1 this line is not indented like the list it is in"],
    ],
    [
      "a key without a colon",
      changed("name: mine", "name"),
      ['2:1 a key without its ":", or one that goes over two lines'],
    ],
    [
      "a sign that begins no value",
      changed("name: mine", "name: @mine"),
      ["2:7 a value that begins with @ must stand in quotes"],
    ],
    [
      "an unknown escape",
      changed("name: mine", 'name: "\\q"'),
      ["2:8 this backslash sequence has no meaning in double quotes"],
    ],
    [
      "a tag",
      changed("version: 1", "version: 1\ndescription: !!binary aGVsbG8="),
      ['2:14 the tag "!!binary" has no meaning here'],
    ],
    [
      "a key that is a list",
      changed("name: mine", "? [name]\n: mine"),
      ["2:3 a key must be plain text"],
    ],
    [
      "an alias without its anchor",
      changed("[unchanged]", "*done"),
      ['10:16 "*done" has no "&done" before it'],
    ],
    [
      "an alias inside its own anchor",
      "version: 1\nname: mine\nsteps: &all [*all]\n",
      ['3:14 a step begins with a key such as "agent:", not a list'],
    ],
    [
      "too long a file",
      `# ${"x".repeat(70_000)}\n${GOOD}`,
      ["1:1 the file is longer than 65536 characters"],
    ],
    ["many brackets", `name: ${"[".repeat(30_000)}`, ["1:1 the file nests too deeply"]],
    ["many dashes", `${"- ".repeat(30_000)}x`, ["1:1 the file nests too deeply"]],
    ["many question marks", `${"? ".repeat(30_000)}x`, ["1:1 the file nests too deeply"]],
  ])("%s", (_what, text, expected) => {
    expect(complaints(text)).toEqual(expected);
  });

  test("aliases that multiply are stopped", () => {
    const layers = Array.from({ length: 9 }, (_, index) => {
      const content = index === 0 ? "x" : `*a${index - 1}`;
      return `a${index}: &a${index} [${Array.from({ length: 9 }, () => content).join(", ")}]`;
    });
    expect(complaints(layers.join("\n"))).toEqual(["1:1 the file uses too many aliases"]);
  });

  test("a fault behind an alias is told where the anchor's text stands", () => {
    const text = changed("[checks_pass, no_major_findings]", "&all [checks_past]");
    expect(complaints(text.replace("[unchanged]", "*all"))).toEqual([
      '9:20 "checks_past" is not a condition (did you mean "checks_pass"?)',
      '9:20 "checks_past" is not a condition (did you mean "checks_pass"?)',
    ]);
  });
});

test("all problems of a file come at once, in the order of their places", () => {
  const text = GOOD.replace("agent: problem-solver", "agent: nobody")
    .replace("fix_plan]", "fixplan]")
    .replace("stop_if", "stopif")
    .replace("max: 3", "max: three");
  expect(complaints(text)).toEqual([
    '4:5 there is no agent "nobody"; there is problem-solver, solution-improver, bug-report-reviewer, solution-fixer',
    '8:7 max must be a whole number, not "three"',
    '10:7 unknown key "stopif" (did you mean "stop_if"?)',
    '16:38 "fixplan" cannot be read by an agent (did you mean "fix_plan"?)',
  ]);
});

test("whatever a file holds, it is answered with a pipeline or with problems", () => {
  const lines = fc.constantFrom(
    ...GOOD.split("\n"),
    "",
    "  - ",
    "a: &a",
    "*a",
    "\t",
    "'",
    '"',
    "{",
    "]",
    "? ",
    "--- ",
    "!!x",
    "%",
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(lines, { maxLength: 25 }).map((parts) => parts.join("\n")),
  );
  fc.assert(
    fc.property(text, (content) => {
      const result = parsePipeline(content, AGENTS);
      if ("pipeline" in result) return;
      expect(result.problems.length).toBeGreaterThan(0);
      const total = content.split("\n").length;
      for (const { line, column } of result.problems) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(total);
        expect(column).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});

test("a pipeline that is about to run is refused with a line for each problem", () => {
  const file = { shownAs: "pipelines/mine.yaml", text: changed("max: 3", "max: 9\n      foo: 1") };
  expect(() => requirePipeline(file, AGENTS)).toThrow(
    expect.objectContaining({
      kind: "bad_pipeline",
      message:
        'pipelines/mine.yaml:8:7 max must be 5 or less, not 9\npipelines/mine.yaml:9:7 unknown key "foo"; there is max, until, stop_if, fresh_start, steps',
    }),
  );
  expect(() => requirePipeline(file, AGENTS)).toThrow(PipelineError);
  expect(requirePipeline({ shownAs: "x", text: GOOD }, AGENTS).name).toBe("mine");
});
