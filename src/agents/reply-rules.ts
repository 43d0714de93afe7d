import { LANGUAGES, type Language } from "../core/language.js";
import type { Expectation, ExpectedOracle, ExpectedPlan, ExpectedSolution } from "./expectation.js";

/** The last words of a request: the form of the reply, with the id of this one. */
export function replyRules(expected: Expectation, answersPlan: boolean): string {
  switch (expected.kind) {
    case "solution":
      return solutionRules(expected, answersPlan);
    case "fix_plan":
      return planRules(expected);
    case "oracle":
      return oracleRules(expected);
  }
}

function fileExample(id: string, attributes: string, text: string): string {
  return `<<<FILE ${attributes} id="${id}">>>\n${text}\n<<<END id="${id}">>>`;
}

function json(text: string): string {
  return `\`\`\`json\n${text}\n\`\`\``;
}

const BETWEEN_THE_LINES = `What stands between the two lines is saved as it is: the whole file from its first line to its last,
without a code fence around it and without "rest as before".`;

function solutionRules(expected: ExpectedSolution, answersPlan: boolean): string {
  const { id, fileName, shape, entry, mayStayUnchanged } = expected;
  const isCalled = shape === "call" || shape === null;
  const entryPart = !isCalled ? "" : ` entry="${entry ?? "name_of_the_function"}"`;
  const approach = answersPlan
    ? "one sentence for each finding: fixed, or not a bug and why"
    : "what the program does and why it is right, in one or two sentences";
  return [
    "## How to reply",
    "Hand over the program as one file, between these two lines:",
    fileExample(id, `path="${fileName}"${entryPart}`, "the whole program"),
    BETWEEN_THE_LINES,
    ...(isCalled ? [entryRule(expected)] : []),
    "After it, one fenced block:",
    json(`{ "approach": "${approach}", "time": "O(n log n)", "space": "O(n)" }`),
    ...(mayStayUnchanged
      ? [
          "If nothing is worth changing, that is a good answer too. Then send no file, and only this:",
          json('{ "unchanged": true, "why": "one sentence" }'),
        ]
      : []),
  ].join("\n\n");
}

function entryRule({ shape, entry }: ExpectedSolution): string {
  if (entry !== null) return `\`entry\` names the function that is called: \`${entry}\`.`;
  if (shape === "call") {
    return "`entry` names the function that is called, as `name` or `Class.method`.";
  }
  return `The statement does not say how the program is used. If a function is the natural form, \`entry\`
names it. If the program is to read standard input and write standard output, leave \`entry\` out.`;
}

function planRules(expected: ExpectedPlan): string {
  return [
    "## How to reply",
    "End your reply with one fenced block of this form; an empty list of findings is a good review:",
    json(planForm(expected.shape, expected.programFile)),
    PLAN_KEYS,
    proofRules(expected),
  ].join("\n\n");
}

function planForm(shape: Expectation["shape"], programFile: string): string {
  const [input, answer] =
    shape === "call" ? ["[[3, 1, 2], 5]", "2"] : ['"3 5\\n3 1 2\\n"', '"2\\n"'];
  const proof =
    shape === "module"
      ? `{ "file": "proof_1${extension(programFile)}" }`
      : `{ "input": ${input}, "expected": ${answer} }`;
  const gap = shape === "module" ? "null" : input;
  return `{ "summary": "what you looked at and what came of it, in two or three sentences",
  "findings": [
    { "severity": "critical", "title": "…", "line": 42, "end_line": 44,
      "issue": "…", "impact": "…", "fix": "…",
      "proof": ${proof} } ],
  "recommendations": ["…"],
  "coverage_gaps": [ { "what": "…", "input": ${gap}, "expected": null } ] }`;
}

const PLAN_KEYS = `- \`severity\` is critical, major or minor. \`line\` and \`end_line\` are lines of the version under
  review, or null.
- \`issue\` says what is wrong, \`impact\` what comes of it, \`fix\` what to change, each in a sentence or
  two.
- \`recommendations\` are wishes that are no faults. \`coverage_gaps\` name inputs that no test has yet.`;

function proofRules(expected: ExpectedPlan): string {
  const { id, programFile, language, shape } = expected;
  if (LANGUAGES[language].harness === null) return inputProofRules(shape);
  const example = fileExample(id, `path="proof_1${extension(programFile)}"`, "the whole test file");
  return `Every critical and every major finding needs a proof. It will be run at once. A proof is one of these:

${inputProof(shape)}- A test${shape === "module" ? "" : ", for what an input cannot show, or an input too large to write out"}:
  \`{ "file": "proof_1${extension(programFile)}" }\`, with the file in the same reply, before the json block:

${example}

  It stands beside the program, which is there as \`${programFile}\`.
  ${testFileRule(language, shape, programFile)}
  It must fail now, for the reason that the finding names, and pass once that is fixed.
- \`null\`, where there is nothing to run. Such a finding is recorded and changes nothing.`;
}

/** Without a harness there is nothing that could run a test: only inputs show what a program does. */
function inputProofRules(shape: Expectation["shape"]): string {
  const nothing = `- \`null\`, where there is nothing to run. Such a finding is recorded and changes nothing.`;
  if (shape === "module") return `Nothing can be run for a proof here:\n\n${nothing}`;
  return `Every critical and every major finding needs a proof. It will be run at once. A proof is one of these:

${inputProof(shape)}${nothing}`;
}

/** A module has no input: only a test can call what it offers. */
function inputProof(shape: Expectation["shape"]): string {
  if (shape === "module") return "";
  return `- An input: \`{ "input": …, "expected": … }\`. ${inputRule(shape)}
  \`"expected": null\` claims only that the program crashes or exceeds a limit on this input.
`;
}

function testFileRule(language: Language, shape: Expectation["shape"], file: string): string {
  const form =
    LANGUAGES[language].harness === "python"
      ? "functions `test_…` with plain `assert`"
      : "`node:test` and `node:assert`";
  if (shape === "call" || shape === "module") {
    const from =
      LANGUAGES[language].harness === "python"
        ? "Import from `solution`"
        : `Load it from \`./${file}\``;
    return `${from}, and write the checks as ${form}.`;
  }
  return `Start it as a process of its own with its input, and write the checks as ${form}.`;
}

function inputRule(shape: Expectation["shape"]): string {
  if (shape === "call") {
    return `\`input\` is the JSON array of the arguments, so
  \`[[3, 1, 2], 5]\` calls the function with a list and a number; \`expected\` is the JSON value that it
  must return (the text "null" for null).`;
  }
  return `\`input\` is the whole standard input as a text with
  \`\\n\` for each line end, \`expected\` the whole standard output.`;
}

function oracleRules({ id, language, shape, entry }: ExpectedOracle): string {
  const ending = LANGUAGES[language].extension;
  const entryPart = shape === "call" ? ` entry="${entry ?? "name_of_the_function"}"` : "";
  const file = (name: string, attributes: string): string =>
    fileExample(id, `path="${name}${ending}"${attributes}`, "the whole program");
  return [
    "## How to reply",
    "Hand over these three files, each between its two lines:",
    file("brute", entryPart),
    file("generate", ""),
    file("validate", ""),
    BETWEEN_THE_LINES,
    oracleFiles(ending, shape),
  ].join("\n\n");
}

function oracleFiles(ending: string, shape: Expectation["shape"]): string {
  const input =
    shape === "call"
      ? "the JSON array of the function's arguments, on one line"
      : "what the program is to read on standard input";
  return `- \`brute${ending}\` solves the problem in the most obvious way, in the form that the statement asks of any
  solution. It may be as slow as it likes on large inputs and must be right on small ones: try
  everything, follow the definition, share no clever idea with a real solution.
- \`generate${ending}\` is called with two arguments, a seed and a size from 1 upwards, and prints one legal input:
  ${input}. The same arguments always give the same
  input. Size 1 gives the smallest inputs there are; small sizes are full of ties, repetitions and
  extremes. Up to size 10 the brute force answers within a second.
- \`validate${ending}\` reads one input of that form on standard input and exits with 0 when it obeys every
  constraint of the statement, with 1 when not. It checks the form as strictly as the values.
- Only where several outputs are right for one input, add \`check${ending}\`: it is called with three file names,
  input, output and the brute force's answer, and exits with 0 when the output is right.`;
}

function extension(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf("."));
}
