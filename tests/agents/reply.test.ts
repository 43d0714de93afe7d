import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type {
  ExpectedOracle,
  ExpectedPlan,
  ExpectedSolution,
} from "../../src/agents/expectation.js";
import { readReply } from "../../src/agents/reply.js";

const ID = "K7Q2AB";

const SOLUTION: ExpectedSolution = {
  kind: "solution",
  id: ID,
  language: "python",
  shape: "call",
  entry: null,
  fileName: "solution.py",
  mayStayUnchanged: false,
};
const IMPROVED: ExpectedSolution = { ...SOLUTION, mayStayUnchanged: true };

const PLAN: ExpectedPlan = {
  kind: "fix_plan",
  id: ID,
  language: "python",
  shape: "call",
  entry: "f",
  planNumber: 3,
  programFile: "solution.py",
  resultsAreText: null,
};
const STREAM_PLAN: ExpectedPlan = { ...PLAN, shape: "stdio", entry: null };

const ORACLE: ExpectedOracle = {
  kind: "oracle",
  id: ID,
  language: "python",
  shape: "stdio",
  entry: null,
};

const CODE = "def f(x):\n    return x\n";
const END = `<<<END id="${ID}">>>`;
const file = (text: string, attributes = `path="solution.py" id="${ID}"`): string =>
  `<<<FILE ${attributes}>>>\n${text}${END}`;
const fence = (text: string, tag = ""): string => `\`\`\`${tag}\n${text}\`\`\``;
const json = (value: unknown): string => fence(`${JSON.stringify(value, null, 2)}\n`, "json");

describe("a solution is read from", () => {
  test.each<[string, string]>([
    ["one FILE block", file(CODE)],
    ["a block with words around it", `Here it is.\n\n${file(CODE)}\n\nGood luck!`],
    ["attributes in another order", file(CODE, `id="${ID}" path="solution.py"`)],
    ["single quotes", file(CODE, `path='solution.py' id='${ID}'`)],
    ["no quotes", file(CODE, `path=solution.py id=${ID}`)],
    ["typographic quotes", file(CODE, `path=“solution.py” id=“${ID}”`)],
    ["spaces around the equals signs", file(CODE, `path = "solution.py"  id = "${ID}"`)],
    ["an attribute that nobody asked for", file(CODE, `path="solution.py" lang="py" id="${ID}"`)],
    [
      "small letters in the markers",
      file(CODE).replace("<<<FILE", "<<<file").replace("<<<END", "<<<end"),
    ],
    [
      "spaces inside the markers",
      `<<< FILE path="solution.py" id="${ID}" >>>\n${CODE}<<< END id="${ID}" >>>`,
    ],
    [
      "a path in the END line too",
      `<<<FILE path="solution.py" id="${ID}">>>\n${CODE}<<<END path="solution.py" id="${ID}">>>`,
    ],
    ["markers in bold", `**<<<FILE path="solution.py" id="${ID}">>>**\n${CODE}**${END}**`],
    ["markers in code marks", `\`<<<FILE path="solution.py" id="${ID}">>>\`\n${CODE}\`${END}\``],
    [
      "markers with spaces before and behind",
      `  <<<FILE path="solution.py" id="${ID}">>>  \n${CODE}  ${END}  `,
    ],
    ["a code fence inside the block", file(`${fence(CODE, "python")}\n`)],
    ["a code fence without a tag inside the block", file(`${fence(CODE)}\n`)],
    ["a code fence around the block", fence(`${file(CODE)}\n`, "text")],
    ["a file whose last line has no line end", file(CODE.trimEnd())],
    ["line ends of Windows", file(CODE).replaceAll("\n", "\r\n")],
    ["a byte order mark before the reply", `\uFEFF${file(CODE)}`],
    ["a byte order mark before the code", file(`\uFEFF${CODE}`)],
    ["the second of two versions of one file", `${file("print(1)\n")}\nBetter:\n${file(CODE)}`],
    ["another name in the right language", file(CODE, `path="my_solution.py" id="${ID}"`)],
    ["one plain fence", `Here:\n${fence(CODE)}\n`],
    ["one fence with the language", fence(CODE, "python")],
    ["one fence with another name of the language", fence(CODE, "Py")],
    ["one fence with more words behind the tag", fence(CODE, 'python title="a.py"')],
    ["one fence of tildes", `~~~python\n${CODE}~~~`],
    ["one fence beside a json block", `${fence(CODE, "python")}\n${json({ approach: "x" })}`],
    [
      "one fence beside a block of another kind",
      `${fence("$ python3 a.py\n", "console")}\n${fence(CODE, "python")}`,
    ],
    [
      "a block, whatever other blocks show",
      `${fence("print(0)\n", "python")}\n${file(CODE)}\n${fence("x\n")}`,
    ],
    [
      "a block beside one with the id of another reply",
      `${file("print(0)\n", 'path="solution.py" id="AAAAAA"')}\n${file(CODE)}`,
    ],
    [
      "a block behind a sentence that ends with a marker",
      `It begins with <<<FILE path="x.py" id="${ID}">>>\nas you see.\n${file(CODE)}`,
    ],
    [
      "a block behind a marker that is quoted",
      `The line <<<FILE path="x.py" id="${ID}">>> begins it.\n${file(CODE)}`,
    ],
  ])("%s", (_, reply) => {
    const read = readReply(reply, SOLUTION);
    expect(read).toMatchObject({ kind: "solution", files: [{ text: CODE }] });
  });

  test.each<[string, string, RegExp]>([
    ["nothing", "", /^The reply is empty/],
    ["white space", " \n\t\r\n", /^The reply is empty/],
    ["words alone", "I cannot do that.", /There is no program.*id="K7Q2AB"/],
    [
      "a block without END",
      `<<<FILE path="solution.py" id="${ID}">>>\n${CODE}`,
      /"solution\.py" has no line <<<END id="K7Q2AB">>>/,
    ],
    [
      "a block with the END of another id",
      `<<<FILE path="solution.py" id="${ID}">>>\n${CODE}<<<END id="K7Q2AC">>>`,
      /has no line <<<END/,
    ],
    [
      "a block with an END without id",
      `<<<FILE path="solution.py" id="${ID}">>>\n${CODE}<<<END>>>`,
      /has no line <<<END/,
    ],
    [
      "a block that another one cuts short",
      `<<<FILE path="solution.py" id="${ID}">>>\n${CODE}${file(CODE)}`,
      /has no line <<<END/,
    ],
    [
      "an END with the id in small letters",
      `<<<FILE path="solution.py" id="${ID}">>>\n${CODE}<<<END id="k7q2ab">>>`,
      /has no line <<<END/,
    ],
    [
      "a block with another id",
      file(CODE, 'path="solution.py" id="K7Q2"'),
      /id of this reply, which is "K7Q2AB"; found: "K7Q2"/,
    ],
    ["a block without an id", file(CODE, 'path="solution.py"'), /found: ""/],
    [
      "a block with another id in a fence",
      fence(`${file(CODE, 'path="solution.py" id="X"')}\n`),
      /found: "X"/,
    ],
    ["a block without a path", file(CODE, `id="${ID}"`), /has no path/],
    ["a block with an empty path", file(CODE, `path="" id="${ID}"`), /has no path/],
    [
      "a path upwards",
      file(CODE, `path="../../x" id="${ID}"`),
      /"\.\.\/\.\.\/x" cannot be written/,
    ],
    [
      "a path upwards with the right ending",
      file(CODE, `path="../solution.py" id="${ID}"`),
      /cannot be written/,
    ],
    ["an absolute path", file(CODE, `path="/etc/passwd" id="${ID}"`), /cannot be written/],
    ["a path of Windows", file(CODE, `path="C:\\x.py" id="${ID}"`), /cannot be written/],
    ["a backslash", file(CODE, `path="a\\b.py" id="${ID}"`), /cannot be written/],
    [
      "a NUL byte in the path",
      file(CODE, `path="a\0.py" id="${ID}"`),
      /"a\\u0000\.py" cannot be written/,
    ],
    ["a folder in the path", file(CODE, `path="src/solution.py" id="${ID}"`), /without folders/],
    ["a hidden file", file(CODE, `path=".solution.py" id="${ID}"`), /cannot be written/],
    ["two dots in the name", file(CODE, `path="a..py" id="${ID}"`), /cannot be written/],
    ["a home folder", file(CODE, `path="~x.py" id="${ID}"`), /cannot be written/],
    ["a name with a space", file(CODE, `path="my solution.py" id="${ID}"`), /cannot be written/],
    [
      "a name with letters from right to left",
      file(CODE, `path="sol\u202Eyp.py" id="${ID}"`),
      /cannot be written/,
    ],
    [
      "a name without end",
      file(CODE, `path="${"a".repeat(300)}.py" id="${ID}"`),
      /cannot be written/,
    ],
    [
      "a file in another language",
      file(CODE, `path="solution.js" id="${ID}"`),
      /must be written in Python.*"solution\.js"/,
    ],
    [
      "a file without an ending",
      file(CODE, `path="solution" id="${ID}"`),
      /must be written in Python/,
    ],
    ["an empty file", file(""), /"solution\.py" is empty/],
    ["a file of white space", file("  \n\n"), /"solution\.py" is empty/],
    ["a fence with nothing in it inside the block", file(`${fence("", "python")}\n`), /is empty/],
    [
      "two files",
      `${file(CODE)}\n${file(CODE, `path="test_it.py" id="${ID}"`)}`,
      /holds 2: solution\.py, test_it\.py/,
    ],
    [
      "an entry that is no name",
      file(CODE, `path="solution.py" entry="f(x)" id="${ID}"`),
      /entry="f\(x\)" is not the name/,
    ],
    [
      "an entry with two dots",
      file(CODE, `path="solution.py" entry="a.b.c" id="${ID}"`),
      /is not the name/,
    ],
    [
      "two fences",
      `${fence(CODE, "python")}\n${fence(CODE, "python")}`,
      /2 code blocks and no FILE line/,
    ],
    [
      "a fence with a tag and one without",
      `${fence(CODE, "python")}\n${fence("4\n")}`,
      /2 code blocks/,
    ],
    ["a fence that is never closed", `\`\`\`python\n${CODE}`, /never closed/],
    ["an empty fence", fence("", "python"), /There is no program/],
    ["a fence in another language", fence(CODE, "cpp"), /There is no program/],
    ["a json block alone", json({ approach: "greedy" }), /There is no program/],
    ["a json block without a tag", fence('{ "approach": "greedy" }\n'), /There is no program/],
    ["code inside json", json({ code: CODE }), /There is no program/],
    [
      "a fence whose own fences cut it short",
      fence(`"""\n\`\`\`\nexample\n\`\`\`\n"""\n${CODE}`, "python"),
      /2 code blocks/,
    ],
    [
      "the answer that nothing is worth changing",
      json({ unchanged: true, why: "fine" }),
      /must hand over a program/,
    ],
  ])("nothing when the reply is %s", (_, reply, complaint) => {
    const read = readReply(reply, SOLUTION);
    expect(read).toEqual({ kind: "unreadable", complaint: expect.stringMatching(complaint) });
  });

  test.each<[string, string, ExpectedSolution, object]>([
    [
      "the entry of the reply",
      file(CODE, `path="solution.py" entry="f" id="${ID}"`),
      SOLUTION,
      { entry: "f", shape: "call" },
    ],
    [
      "a method as entry",
      file(CODE, `path="solution.py" entry="Solution.twoSum" id="${ID}"`),
      SOLUTION,
      { entry: "Solution.twoSum" },
    ],
    ["the entry that is known", file(CODE), { ...SOLUTION, entry: "g" }, { entry: "g" }],
    ["no entry", file(CODE), SOLUTION, { entry: null, shape: "call" }],
    [
      "an entry that a stdio program does not have",
      file(CODE, `path="solution.py" entry="f" id="${ID}"`),
      { ...SOLUTION, shape: "stdio" },
      { entry: null, shape: "stdio" },
    ],
    [
      "a form that only the reply decides: a function",
      file(CODE, `path="solution.py" entry="f" id="${ID}"`),
      { ...SOLUTION, shape: null },
      { entry: "f", shape: "call" },
    ],
    [
      "a form that only the reply decides: a stream",
      file(CODE),
      { ...SOLUTION, shape: null },
      { entry: null, shape: "stdio" },
    ],
    [
      "the approach",
      `${file(CODE)}\n${json({ approach: "dp", time: "O(n)", space: "O(1)" })}`,
      SOLUTION,
      { approach: { approach: "dp", time: "O(n)", space: "O(1)" } },
    ],
    [
      "half an approach",
      `${file(CODE)}\n${json({ approach: "dp", time: 7 })}`,
      SOLUTION,
      { approach: { approach: "dp", time: null, space: null } },
    ],
    [
      "an approach before the file",
      `${json({ approach: "dp" })}\n${file(CODE)}`,
      SOLUTION,
      { approach: { approach: "dp" } },
    ],
    [
      "an approach that is no json",
      `${file(CODE)}\n${fence("{ approach: dp }\n", "json")}`,
      SOLUTION,
      { approach: null },
    ],
    [
      "no approach inside the code",
      file('"""\n```json\n{ "approach": "x" }\n```\n"""\n'),
      SOLUTION,
      { approach: null },
    ],
    [
      "that nothing is worth changing",
      json({ unchanged: true, why: "It is fine." }),
      IMPROVED,
      { kind: "unchanged", why: "It is fine." },
    ],
    [
      "that, in words around it",
      `I looked at it.\n${json({ unchanged: true, why: "fine" })}\nBye.`,
      IMPROVED,
      { kind: "unchanged" },
    ],
    [
      "that, without a fence",
      '{"unchanged": true, "why": "fine"}',
      IMPROVED,
      { kind: "unchanged", why: "fine" },
    ],
    ["that, without a reason", json({ unchanged: true }), IMPROVED, { kind: "unchanged", why: "" }],
    [
      "a program, although it says that nothing changed",
      `${file(CODE)}\n${json({ unchanged: true, why: "x" })}`,
      IMPROVED,
      { kind: "solution" },
    ],
    ["no unchanged that is not true", json({ unchanged: "yes" }), IMPROVED, { kind: "unreadable" }],
  ])("%s", (_, reply, expected, result) => {
    expect(readReply(reply, expected)).toMatchObject(result);
  });
});

describe("a fix plan is read from", () => {
  const FINDING = {
    severity: "critical",
    title: "Crash",
    line: 2,
    end_line: 4,
    issue: "i",
    impact: "m",
    fix: "f",
    proof: null,
  };
  const planOf = (finding: object, more: object = {}): string =>
    json({ summary: "s", findings: [{ ...FINDING, ...finding }], ...more });
  const proofFile = (name: string): string =>
    file("def test_x():\n    assert 0\n", `path="${name}" id="${ID}"`);

  test("all its parts, with ids of the plan's number", () => {
    const more = {
      recommendations: ["r", " "],
      coverage_gaps: [{ what: "w", input: [[1]], expected: null }, "in words"],
    };
    expect(readReply(`Words.\n${planOf({}, more)}\n`, PLAN)).toEqual({
      kind: "fix_plan",
      number: 3,
      summary: "s",
      findings: [
        {
          id: "3.1",
          severity: "critical",
          title: "Crash",
          line: 2,
          endLine: 4,
          issue: "i",
          impact: "m",
          fix: "f",
          proof: null,
        },
      ],
      recommendations: ["r"],
      coverageGaps: [
        { what: "w", input: "[[1]]", expected: null },
        { what: "in words", input: null, expected: null },
      ],
      flaws: [],
    });
  });

  test.each<[string, string, object]>([
    ["a review that found nothing", json({ summary: "fine", findings: [] }), { findings: [] }],
    [
      "findings alone",
      json({ findings: [] }),
      { summary: "", recommendations: [], coverageGaps: [] },
    ],
    [
      "nulls for lists",
      json({ findings: [], recommendations: null, coverage_gaps: null }),
      { recommendations: [] },
    ],
    [
      "a file beside a review that found nothing",
      `${proofFile("proof_1.py")}\n${json({ findings: [] })}`,
      { findings: [], flaws: [] },
    ],
    ["the last of two json blocks", `${planOf({})}\n${json({ findings: [] })}`, { findings: [] }],
    [
      "a json block behind code blocks",
      `${fence("x\n", "python")}\n${json({ findings: [] })}`,
      { findings: [] },
    ],
    ["an object without a fence", '{"findings": []}', { findings: [] }],
    ["an object without a fence behind words", 'Fine.\n{"findings": []}\n', { findings: [] }],
    ["an object in a fence without a tag", fence('{"findings": []}\n'), { findings: [] }],
    ["a tag in capitals", fence('{"findings": []}\n', "JSON"), { findings: [] }],
    ["line ends of Windows", planOf({}).replaceAll("\n", "\r\n"), { findings: [{ id: "3.1" }] }],
    [
      "a severity in capitals",
      planOf({ severity: " Major" }),
      { findings: [{ severity: "major" }] },
    ],
    [
      "a line as text",
      planOf({ line: "12", end_line: "12" }),
      { findings: [{ line: 12, endLine: 12 }] },
    ],
    [
      "a line that is none",
      planOf({ line: "12-14", end_line: -3 }),
      { findings: [{ line: null, endLine: null }] },
    ],
    [
      "a last line before the first",
      planOf({ line: 9, end_line: 2 }),
      { findings: [{ line: 9, endLine: null }] },
    ],
    [
      "a line with decimals",
      fence('{"findings":[{"severity":"minor","title":"t","line":4.0}]}\n', "json"),
      { findings: [{ line: 4 }] },
    ],
    [
      "a finding with the least that it needs",
      json({ findings: [{ severity: "minor", title: "t" }] }),
      { findings: [{ line: null, issue: "", impact: "", fix: "", proof: null }] },
    ],
    [
      "keys that nobody asked for",
      planOf({ confidence: 90 }, { verdict: "bad" }),
      { findings: [{ title: "Crash" }] },
    ],
    [
      "code fences inside its texts",
      planOf({ fix: "```python\nreturn 0\n```" }),
      { findings: [{ fix: "```python\nreturn 0\n```" }] },
    ],
    [
      "a json block with a FILE marker in a text",
      planOf({ issue: file(CODE) }),
      { findings: [{ issue: file(CODE) }] },
    ],
  ])("%s", (_, reply, expected) => {
    expect(readReply(reply, PLAN)).toMatchObject({ kind: "fix_plan", ...expected });
  });

  test.each<[string, string, RegExp]>([
    ["words", "It looks fine to me.", /no json block; a review without findings is/],
    ["a file alone", proofFile("proof_1.py"), /no json block/],
    ["json with a comma too many", fence('{"findings": [],}\n', "json"), /not valid JSON/],
    [
      "json with a line break in a text",
      fence('{"findings": [], "summary": "a\nb"}\n', "json"),
      /not valid JSON/,
    ],
    [
      "json that is cut off",
      '```json\n{"findings": [{"severity": "ma',
      /never closed, so it may have been cut off/,
    ],
    ["a list", json([]), /must be an object with "findings"/],
    ["null", json(null), /must be an object/],
    ["a text", json("fine"), /must be an object/],
    ["no findings", json({ summary: "fine" }), /findings must be a list/],
    ["findings that are a text", json({ findings: "none" }), /findings must be a list/],
    [
      "a severity that is none",
      planOf({ severity: "blocker" }),
      /findings\[0\]\.severity must be critical, major or minor/,
    ],
    ["a finding without a title", planOf({ title: "" }), /findings\[0\]\.title must not be empty/],
    ["an issue that is no text", planOf({ issue: { a: 1 } }), /findings\[0\]\.issue must be text/],
    [
      "a proof file upwards",
      `${proofFile("../proof_1.py")}\n${json({ findings: [] })}`,
      /cannot be written/,
    ],
    [
      "a proof file without END",
      `<<<FILE path="proof_1.py" id="${ID}">>>\nx\n${json({ findings: [] })}`,
      /has no line <<<END/,
    ],
    [
      "brackets without end",
      fence(`{"findings": [], "x": ${"[".repeat(5000)}${"]".repeat(5000)}}\n`, "json"),
      /nests too deeply/,
    ],
    [
      "many faults",
      json({ findings: Array.from({ length: 9 }, () => ({ severity: "bad", title: "" })) }),
      /13 more places do not fit/,
    ],
  ])("nothing when the reply is %s", (_, reply, complaint) => {
    expect(readReply(reply, PLAN)).toEqual({
      kind: "unreadable",
      complaint: expect.stringMatching(complaint),
    });
  });

  const data = (input: string, expected: string | null): object => ({
    kind: "data",
    id: "proof/3.1",
    origin: "proof",
    input,
    expected,
  });

  test.each<[string, object | string, ExpectedPlan, object | null]>([
    ["arguments as an array", { input: [[3, 1], 2], expected: 4 }, PLAN, data("[[3,1],2]", "4")],
    [
      "arguments as the text of one",
      { input: "[[3, 1], 2]", expected: "4" },
      PLAN,
      data("[[3,1],2]", "4"),
    ],
    ["no expectation", { input: [[]] }, PLAN, data("[[]]", null)],
    ["null as expectation", { input: [[]], expected: null }, PLAN, data("[[]]", null)],
    ["the text null as expectation", { input: [1], expected: "null" }, PLAN, data("[1]", "null")],
    ["a list as expectation", { input: [1], expected: [1, "a"] }, PLAN, data("[1]", '[1,"a"]')],
    ["false as expectation", { input: [1], expected: false }, PLAN, data("[1]", "false")],
    [
      "a word of Python as expectation",
      { input: [1], expected: "True" },
      PLAN,
      data("[1]", "true"),
    ],
    ["a text as expectation", { input: [1], expected: "abc" }, PLAN, data("[1]", '"abc"')],
    [
      "a text in quotes as expectation",
      { input: [1], expected: '"abc"' },
      PLAN,
      data("[1]", '"abc"'),
    ],
    [
      "digits, where results are texts",
      { input: ["1"], expected: "134" },
      { ...PLAN, resultsAreText: true },
      data('["1"]', '"134"'),
    ],
    [
      "quoted digits, where results are texts",
      { input: ["1"], expected: '"134"' },
      { ...PLAN, resultsAreText: true },
      data('["1"]', '"134"'),
    ],
    [
      "digits, where results are no texts",
      { input: ["1"], expected: "134" },
      { ...PLAN, resultsAreText: false },
      data('["1"]', "134"),
    ],
    ["no arguments", { input: [], expected: 1 }, PLAN, data("[]", "1")],
    [
      "lines of input",
      { input: "3\n1 2 3", expected: "6" },
      STREAM_PLAN,
      data("3\n1 2 3\n", "6\n"),
    ],
    [
      "lines with their ends",
      { input: "3\n1 2 3\n", expected: "6\n" },
      STREAM_PLAN,
      data("3\n1 2 3\n", "6\n"),
    ],
    [
      "lines of Windows",
      { input: "3\r\n1\r\n", expected: null },
      STREAM_PLAN,
      data("3\n1\n", null),
    ],
    ["no input at all", { input: "", expected: "0" }, STREAM_PLAN, data("", "0\n")],
    ["numbers for texts", { input: 5, expected: 6 }, STREAM_PLAN, data("5\n", "6\n")],
    [
      "a list of lines",
      { input: ["2", "1 2"], expected: [3] },
      STREAM_PLAN,
      data("2\n1 2\n", "3\n"),
    ],
    ["null", "null", PLAN, null],
  ])("a proof with %s", (_, proof, expectation, expected) => {
    const reply = planOf({ proof: proof === "null" ? null : proof });
    expect(readReply(reply, expectation)).toMatchObject({
      kind: "fix_plan",
      findings: [{ proof: expected }],
      flaws: [],
    });
  });

  test("a proof without losing a digit of its numbers", () => {
    const text =
      '{"findings":[{"severity":"minor","title":"t","proof":{"input":[12345678901234567890, 1.0, -0, 1e400, "1.0"],"expected":98765432109876543210}}]}';
    expect(readReply(fence(`${text}\n`, "json"), PLAN)).toMatchObject({
      findings: [
        { proof: data('[12345678901234567890,1.0,-0,1e400,"1.0"]', "98765432109876543210") },
      ],
    });
    expect(readReply(fence(`${text}\n`, "json"), STREAM_PLAN)).toMatchObject({
      findings: [
        { proof: data("12345678901234567890\n1.0\n-0\n1e400\n1.0\n", "98765432109876543210\n") },
      ],
    });
  });

  test("a proof that is a file of the same reply", () => {
    const reply = `${proofFile("proof_1.py")}\n${planOf({ proof: { file: "proof_1.py" } })}`;
    expect(readReply(reply, PLAN)).toMatchObject({
      findings: [
        {
          proof: {
            kind: "test-file",
            id: "proof/3.1",
            origin: "proof",
            fileName: "proof_1.py",
            source: "def test_x():\n    assert 0\n",
          },
        },
      ],
      flaws: [],
    });
  });

  test.each<[string, string, unknown, ExpectedPlan, RegExp]>([
    [
      "an argument that is no array",
      "",
      { input: 5, expected: 1 },
      PLAN,
      /needs an input that is the JSON array/,
    ],
    ["an argument in words", "", { input: "the empty list", expected: 1 }, PLAN, /needs an input/],
    ["a number too large for its own good", "", { input: "1e999" }, PLAN, /needs an input/],
    ["no input", "", { expected: 1 }, PLAN, /needs an input/],
    ["no standard input", "", { expected: "1" }, STREAM_PLAN, /has no input/],
    ["an object as standard input", "", { input: { n: 1 } }, STREAM_PLAN, /has no input/],
    [
      "an object as standard output",
      "",
      { input: "1", expected: { n: 1 } },
      STREAM_PLAN,
      /expects something/,
    ],
    ["a sentence", "", "run it with an empty list", PLAN, /must be \{ "input"/],
    ["a list", "", [1, 2], PLAN, /must be \{ "input"/],
    [
      "a file that is not there",
      "",
      { file: "proof_9.py" },
      PLAN,
      /"proof_9\.py", which is not in the reply/,
    ],
    [
      "a file that takes the program's place",
      proofFile("solution.py"),
      { file: "solution.py" },
      PLAN,
      /a test is named like/,
    ],
    [
      "a file that takes a module's place",
      proofFile("json.py"),
      { file: "json.py" },
      PLAN,
      /a test is named like/,
    ],
    [
      "a file in another language",
      proofFile("proof_1.js"),
      { file: "proof_1.js" },
      PLAN,
      /a test is named like/,
    ],
    [
      "an input too deep to be meant",
      "",
      { input: `${"[".repeat(9000)}${"]".repeat(9000)}` },
      PLAN,
      /needs an input/,
    ],
  ])("the rest, when a proof is %s", (_, before, proof, expectation, flaw) => {
    const reply = `${before}\n${planOf({ proof })}`;
    expect(readReply(reply, expectation)).toMatchObject({
      kind: "fix_plan",
      findings: [{ title: "Crash", proof: null }],
      flaws: [expect.stringMatching(flaw)],
    });
  });
});

describe("an oracle is read from", () => {
  const part = (name: string): string => file("print(1)\n", `path="${name}" id="${ID}"`);
  const THREE = [part("brute.py"), part("generate.py"), part("validate.py")];

  test.each<[string, string, readonly string[]]>([
    ["its three files", THREE.join("\n"), ["brute.py", "generate.py", "validate.py"]],
    [
      "a checker too",
      [...THREE, part("check.py")].join("\n\n"),
      ["brute.py", "generate.py", "validate.py", "check.py"],
    ],
    ["another order", THREE.toReversed().join("\n"), ["validate.py", "generate.py", "brute.py"]],
    [
      "two languages",
      [part("brute.js"), ...THREE.slice(1)].join("\n"),
      ["brute.js", "generate.py", "validate.py"],
    ],
  ])("%s", (_, reply, paths) => {
    const read = readReply(reply, ORACLE);
    expect(read).toMatchObject({ kind: "oracle", files: paths.map((path) => ({ path })) });
  });

  test.each([
    ["the largest size that it names", json({ largest_size: 200_000 }), 200_000],
    ["none where it names none", "", null],
    ["none where that is no count", json({ largest_size: "2e5" }), null],
    ["none where the block is broken", fence("{ largest_size: ", "json"), null],
  ])("with %s", (_, data, largestSize) => {
    expect(readReply([...THREE, data].join("\n"), ORACLE)).toMatchObject({
      kind: "oracle",
      largestSize,
    });
  });

  test.each<[string, string, RegExp]>([
    ["two of the three files", THREE.slice(0, 2).join("\n"), /These files are missing: validate/],
    ["one fence", fence(CODE, "python"), /missing: brute, generate, validate/],
    [
      "files with another id",
      THREE.join("\n").replaceAll(ID, "AAAAAA"),
      /with another id: "AAAAAA"/,
    ],
    [
      "a file that nobody asked for",
      [...THREE, part("common.py")].join("\n"),
      /Only brute, generate, validate and check/,
    ],
    [
      "a file in an unknown language",
      [...THREE.slice(1), part("brute.hs")].join("\n"),
      /Only brute/,
    ],
    ["two brute forces", [...THREE, part("brute.js")].join("\n"), /Only brute/],
    ["a path upwards", [...THREE, part("../check.py")].join("\n"), /cannot be written/],
  ])("nothing when the reply is %s", (_, reply, complaint) => {
    expect(readReply(reply, ORACLE)).toEqual({
      kind: "unreadable",
      complaint: expect.stringMatching(complaint),
    });
  });
});

describe("whatever a file holds", () => {
  /** Lines that could confuse a reader: fences, markers of other replies, data, quotes, odd letters. */
  const line = fc.oneof(
    fc.constantFrom(
      "```",
      "```python",
      "~~~",
      '```json\n{ "unchanged": true }\n```',
      '<<<END id="AAAAAA">>>',
      '<<<FILE path="../../x" id="AAAAAA">>>',
      '<<<END DATA id="ABCDEFGHJK">>>',
      "<<<END>>>",
      "<<<",
      ">>>",
      "ignore your role",
      "\\",
      "\t  ",
      "",
      "\u2028\u2029\0\u0001",
      "é😀\uD800",
    ),
    fc.string(),
    fc.string({ unit: "binary" }),
  );
  /** One shape is not a program and is taken for packaging: a fence that opens it and ends it. */
  const isPackaged = (text: string): boolean =>
    /^(```|~~~)[\s\S]*\n {0,3}(`{3,}|~{3,})$/.test(text.trim());
  const anyFile = fc
    .array(line, { minLength: 1 })
    .map((lines) => `${lines.join("\n")}\n`)
    .filter((text) => text.trim() !== "" && !/\r|\uFEFF/.test(text) && !text.includes(ID))
    .filter((text) => !isPackaged(text));

  test("it is read back byte for byte", () => {
    fc.assert(
      fc.property(anyFile, fc.string(), fc.string(), (text, before, after) => {
        const around = (words: string): string => words.replaceAll(ID, "").replaceAll("<", "");
        const reply = `${around(before)}\n${file(text)}\n${around(after)}`;
        const read = readReply(reply, SOLUTION);
        expect(read).toMatchObject({ kind: "solution", files: [{ path: "solution.py", text }] });
      }),
      { numRuns: 1000 },
    );
  });

  test("each of several files is read back byte for byte", () => {
    fc.assert(
      fc.property(anyFile, anyFile, anyFile, (brute, generate, validate) => {
        const texts = { brute, generate, validate };
        const reply = Object.entries(texts)
          .map(([name, text]) => file(text, `path="${name}.py" id="${ID}"`))
          .join("\n");
        const read = readReply(reply, ORACLE);
        expect(read).toMatchObject({
          kind: "oracle",
          files: Object.entries(texts).map(([name, text]) => ({ path: `${name}.py`, text })),
        });
      }),
      { numRuns: 300 },
    );
  });

  test("no reply makes the reader throw or hand over a path that leaves the folder", () => {
    const noise = fc
      .array(
        fc.oneof(
          line,
          fc.constantFrom(
            `<<<FILE path="a.py" id="${ID}">>>`,
            END,
            '{"findings": [{}]}',
            "```json",
            "```",
          ),
        ),
      )
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(
        noise,
        fc.constantFrom(SOLUTION, IMPROVED, PLAN, STREAM_PLAN, ORACLE),
        (text, expected) => {
          const read = readReply(text, expected);
          const files = "files" in read ? read.files : [];
          for (const { path } of files) expect(path).toMatch(/^\w[\w.-]*$/);
          expect(["solution", "unchanged", "fix_plan", "oracle", "unreadable"]).toContain(
            read.kind,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("a reply of megabytes is read at once", () => {
    const lines = `${"<<<FILE <<<END ```".repeat(50)}\n`.repeat(5000);
    const read = readReply(`${lines}${file(lines)}\n${lines}`, SOLUTION);
    // Not by `toMatchObject`: nobody wants to read the difference of two such texts.
    expect(read.kind === "solution" && read.files[0].text === lines).toBe(true);
    expect(
      readReply(fence(`{"findings": [], "summary": ${JSON.stringify(lines)}}\n`, "json"), PLAN),
    ).toMatchObject({
      kind: "fix_plan",
    });
  });
});
