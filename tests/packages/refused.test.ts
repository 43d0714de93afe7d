import { open, symlink } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import { readPackage } from "../../src/packages/read-package.js";
import { temporaryFolder } from "../settings/temp-folder.js";

type Files = Readonly<Record<string, string | Uint8Array>>;

async function refusalOf(reading: Promise<unknown>): Promise<PipelineError> {
  const thrown: unknown = await reading.catch((error: unknown) => error);
  if (thrown instanceof PipelineError) return thrown;
  throw new Error("it was not refused", { cause: thrown });
}

const ONE_CASE = { "data/secret/1.in": "1\n", "data/secret/1.ans": "1\n" };
const XML = `<problem short-name="s"><judging><testset name="tests"><test-count>2</test-count>
<input-path-pattern>tests/%02d</input-path-pattern><answer-path-pattern>tests/%02d.a</answer-path-pattern></testset></judging>
<assets><checker name="std::wcmp.cpp"/></assets></problem>`;
const TASK = { name: "A", tests: [{ input: "1", output: "1" }] };

const REFUSED: readonly (readonly [what: string, files: Files, says: RegExp])[] = [
  [
    "YAML with a syntax error",
    { "problem.yaml": "name: [\n", ...ONE_CASE },
    /p\/problem\.yaml:\d+ is not valid YAML/,
  ],
  [
    "YAML of another shape",
    { "problem.yaml": "limits: { memory: much }\n", ...ONE_CASE },
    /p\/problem\.yaml: limits\.memory: must be a number/,
  ],
  [
    "YAML that nests without end",
    { "problem.yaml": "[".repeat(9000), ...ONE_CASE },
    /p\/problem\.yaml nests too deeply/,
  ],
  [
    "a format that is not known",
    { "problem.yaml": "problem_format_version: 2031-01\n", ...ONE_CASE },
    /p\/problem\.yaml: problem_format_version "2031-01" is not known/,
  ],
  [
    "several passes",
    { "problem.yaml": "problem_format_version: 2025-09\ntype: multi-pass\n", ...ONE_CASE },
    /"multi-pass" is not supported/,
  ],
  [
    "no cases",
    { "problem.yaml": "name: S\n", "data/secret/readme.txt": "x" },
    /p\/data holds no cases/,
  ],
  [
    "an input without an answer",
    { "problem.yaml": "name: S\n", ...ONE_CASE, "data/secret/2.in": "2\n" },
    /p\/data\/secret\/2\.in has no answer 2\.ans/,
  ],
  [
    "arguments for the program",
    { "problem.yaml": "name: S\n", ...ONE_CASE, "data/secret/1.args": "-v" },
    /p\/data\/secret\/1\.args: arguments for the program are not supported/,
  ],
  [
    "files beside the program",
    { "problem.yaml": "name: S\n", ...ONE_CASE, "data/secret/1.files/a.txt": "x" },
    /p\/data\/secret\/1\.files: files beside the program are not supported/,
  ],
  [
    "a flag that nobody knows",
    { "problem.yaml": "validator_flags: case_insensitive\n", ...ONE_CASE },
    /p\/problem\.yaml: "case_insensitive" is no flag/,
  ],
  [
    "a tolerance without a number",
    { "problem.yaml": "validator_flags: float_tolerance\n", ...ONE_CASE },
    /p\/problem\.yaml: float_tolerance needs a number/,
  ],
  [
    "a validator that is missing",
    { "problem.yaml": "validation: custom\n", ...ONE_CASE },
    /p\/output_validators holds no output validator/,
  ],
  [
    "two validators",
    {
      "problem.yaml": "validation: custom\n",
      "output_validators/a.py": "1",
      "output_validators/b.py": "1",
      ...ONE_CASE,
    },
    /more than one output validator/,
  ],
  [
    "a validator with a build script",
    {
      "problem.yaml": "validation: custom\n",
      "output_validators/v/build": "1",
      "output_validators/v/b.py": "1",
      ...ONE_CASE,
    },
    /output_validators\/v\/build: a build or run script/,
  ],
  [
    "a validator in no known language",
    { "problem.yaml": "validation: custom\n", "output_validators/v.odt": "1", ...ONE_CASE },
    /no language is known for v\.odt/,
  ],
  [
    "a time limit that is no number",
    { ".timelimit": "soon\n", "problem.yaml": "", ...ONE_CASE },
    /p\/\.timelimit: "soon" is no time limit/,
  ],
  [
    "a statement that is no text",
    {
      "problem.yaml": "name: S\n",
      "statement/problem.en.tex": new Uint8Array([1, 0, 2]),
      ...ONE_CASE,
    },
    /p\/statement\/problem\.en\.tex is a binary file/,
  ],
  [
    "a slip in validation",
    { "problem.yaml": "validation: costum\n", ...ONE_CASE },
    /p\/problem\.yaml: validation: "costum" is not known/,
  ],
  [
    "a validation that is no text",
    { "problem.yaml": "validation: true\n", ...ONE_CASE },
    /p\/problem\.yaml: validation: must be a text/,
  ],
  [
    "a slip in the type",
    { "problem.yaml": "problem_format_version: 2025-09\ntype: interactiv\n", ...ONE_CASE },
    /p\/problem\.yaml: type: "interactiv" is not known/,
  ],
  [
    "cases of which none is text",
    { "1.in": new Uint8Array([0xff, 0xff]), "1.ans": "1" },
    /p holds no case that is UTF-8 text/,
  ],
  [
    "a submissions.yaml of another shape",
    { "problem.yaml": "name: S\n", "submissions/submissions.yaml": "- a\n", ...ONE_CASE },
    /p\/submissions\/submissions\.yaml: /,
  ],
  [
    "XML that is cut off",
    { "problem.xml": XML.slice(0, 215) },
    /p\/problem\.xml is not valid XML: it ends too early/,
  ],
  [
    "XML with a slip",
    { "problem.xml": XML.replace("</judging>", "</judge>") },
    /p\/problem\.xml:2 is not valid XML/,
  ],
  ["XML of something else", { "problem.xml": "<svg/>" }, /p\/problem\.xml: problem: /],
  [
    "XML with entities of its own",
    { "problem.xml": `<!DOCTYPE a [<!ENTITY b "c">]>${XML}` },
    /document type is not supported/,
  ],
  [
    "generated tests that are missing",
    { "problem.xml": XML, "doall.sh": "x", "tests/01": "1", "tests/01.a": "1" },
    /p\/tests\/02 \(and 1 more\) is not in the package/,
  ],
  [
    "a checker that is missing",
    {
      "problem.xml": XML.replace(
        'name="std::wcmp.cpp"/',
        '><source path="files/c.cpp"/></checker',
      ).replace("/checker>", "/checker>"),
    },
    /p\/files\/c\.cpp is not in the package/,
  ],
  [
    "a file as input",
    { "problem.xml": XML.replace("<judging>", '<judging input-file="a.in">') },
    /the file a\.in are not supported/,
  ],
  ["a folder without tests", { "notes.txt": "hello" }, /p holds no tests and no problem package/],
  [
    "half a test",
    { "1.in": "1", "1.ans": "1", "2.in": "2", "3.in": "3" },
    /p\/2\.in \(and 1 more\) is only one half of a test/,
  ],
];

describe("a package that would be judged wrongly is refused with the file at fault", () => {
  test.each(REFUSED)("%s", async (_, files, says) => {
    const refusal = await refusalOf(readPackage(await temporaryFolder(files), "p"));

    expect([refusal.kind, refusal.message]).toEqual(["bad_input", expect.stringMatching(says)]);
    expect(refusal.message).not.toContain("\n");
    expect(refusal.hint).not.toBeNull();
  });

  test("missing tests say what makes them", async () => {
    const folder = await temporaryFolder({ "problem.xml": XML, "doall.sh": "x" });

    expect((await refusalOf(readPackage(folder, "p"))).hint).toContain("Run p/doall.sh");
  });

  test.each([
    ["text", "hello", /a\.json is not JSON/],
    ["something else", '{"name": "A"}', /a\.json is no task of Competitive Companion: tests/],
    ["no tests", JSON.stringify({ ...TASK, tests: [] }), /a\.json holds no tests/],
    [
      "an interactive task",
      JSON.stringify({ ...TASK, interactive: true }),
      /a\.json: an interactive task/,
    ],
    [
      "a file as input",
      JSON.stringify({ ...TASK, input: { type: "file", fileName: "a.in" } }),
      /the file a\.in are not supported/,
    ],
  ])("a JSON file with %s", async (_, text, says) => {
    const folder = await temporaryFolder({ "a.json": text });
    const refusal = await refusalOf(readPackage(path.join(folder, "a.json"), "a.json"));

    expect([refusal.kind, refusal.message]).toEqual(["bad_input", expect.stringMatching(says)]);
  });

  test.each([
    ["/etc/hostname", /is a link that leads out of the package/],
    ["nowhere", /is a link that leads nowhere/],
  ])("a link to %s", async (target, says) => {
    const folder = await temporaryFolder({ "problem.yaml": "name: S\n", ...ONE_CASE });
    await symlink(target, path.join(folder, "data/secret/2.in"));

    expect((await refusalOf(readPackage(folder, "p"))).message).toMatch(says);
  });

  test.each(["data/secret/1.in", "problem.yaml"])(
    "50 MB in %s, which is not read",
    async (name) => {
      const folder = await temporaryFolder({ "problem.yaml": "name: S\n", ...ONE_CASE });
      const file = await open(path.join(folder, name), "r+");
      await file.truncate(50_000_000);
      await file.close();

      expect((await refusalOf(readPackage(folder, "p"))).message).toBe(
        `p/${name} is too large with 50 MB: at most ${name.endsWith(".in") ? 32 : 0} MB is read.`,
      );
    },
  );

  test("a slip in validation says what may be meant", async () => {
    const folder = await temporaryFolder({ "problem.yaml": "validation: costum\n", ...ONE_CASE });

    expect((await refusalOf(readPackage(folder, "p"))).hint).toBe("Did you mean custom?");
  });

  test.each([
    ["a header of the validator", "output_validators/check.h"],
    ["a whole group of cases", "data/secret/more"],
    ["all submissions", "submissions"],
    ["the settings", "problem.yaml"],
    ["the validators", "output_validators"],
  ])("a link out of the package that is needed: %s", async (_, name) => {
    const files: Files = {
      ...ONE_CASE,
      "problem.yaml": "name: S\nvalidation: custom\n",
      "output_validators/check.cpp": "int main() { return 42; }\n",
    };
    const others = Object.entries(files).filter(([other]) => !other.startsWith(`${name}/`));
    const kept = others.filter(([other]) => other !== name);
    const folder = await temporaryFolder(Object.fromEntries(kept));
    await symlink("/etc", path.join(folder, name));
    const refusal = await refusalOf(readPackage(folder, "p"));

    expect(refusal.message).toBe(`p/${name} is a link that leads out of the package.`);
    expect(refusal.hint).toContain("cp -rL p COPY");
  });
});
