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
    bruteRule(`brute${ending}`, shape, entry),
    generatorRule(`generate${ending}`, shape),
    checkingRules(ending, shape),
    "After the files, one fenced block with the largest SIZE that the statement allows:",
    json('{ "largest_size": 200000 }'),
    `All of it is run before it is used: on every sample, and on sizes 1 to 10 with many seeds. What turns out
wrong is shown to you once.`,
  ].join("\n\n");
}

function bruteRule(file: string, shape: Expectation["shape"], entry: string | null): string {
  const name = entry === null ? "the function" : `\`${entry}\``;
  const form =
    shape === "call"
      ? `It defines ${name}, which is called as the statement says, and prints nothing`
      : "It reads standard input and writes standard output as the statement says";
  return `\`${file}\` solves the problem in the most obvious way. ${form}.
- Follow the definition word by word: try every choice, every pair, every order, every subset.
- Never a clever idea: no greedy choice, no formula, nothing that would need a proof. A real solution may
  share its mistakes with a clever oracle, but not with a dull one.
- It answers every input of size 10 or less within a second. Above that it may be as slow as it likes.`;
}

function generatorRule(file: string, shape: Expectation["shape"]): string {
  const input =
    shape === "call"
      ? "the JSON array of the function's arguments, on one line"
      : "what the program is to read on standard input";
  return `\`${file}\` is called with two arguments, SEED and SIZE (1 or more), and prints one legal input:
${input}.
- SIZE is the count that the running time depends on: the n of a list, the length of a text, the number
  of nodes, or the number itself where the input is one number.
- Where SIZE is 10 or less, the seed chooses n from the smallest legal one up to SIZE (the smallest, where
  SIZE is below it). Where SIZE is more, n is exactly SIZE. A SIZE above the largest legal one gives the
  largest legal input. Nothing that it prints may break a constraint.
- The same SEED and SIZE always print the same: seed the random numbers with SEED, use no clock and no
  order of a set.
- The seed also chooses the flavour, for example by SEED modulo 6: anything at random; all values equal;
  two or three different values, so that ties and repetitions are many; sorted; reversed; extremes. In
  some of the flavours the values are as large as the statement allows, also at small sizes, because
  overflow hides there.
- The largest input is printed within two seconds.`;
}

function checkingRules(ending: string, shape: Expectation["shape"]): string {
  const what = shape === "call" ? "that JSON array" : "one input";
  return `\`validate${ending}\` reads ${what} on standard input and exits with 0 when the statement allows it, with 1
for everything else: a count that does not fit, a value out of range, a wrong form, nothing at all,
something behind the end. It accepts every sample.

Only where several outputs are right for one input, or real numbers need a tolerance, add
\`check${ending}\` as a fourth file. It is called with three file names: INPUT, OUTPUT and ANSWER, which
\`brute${ending}\` gave. It exits with 0 when OUTPUT is right for INPUT, and with 1 for everything else,
also when OUTPUT is empty or holds words instead of numbers: it never ends with an error.`;
}

function extension(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf("."));
}
