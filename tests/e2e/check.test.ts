import { describe, expect, test } from "vitest";
import { pipelineCommand, type Ran } from "../cli/command-line.js";
import { HAS_COMPILER } from "../installed.js";
import { temporaryFolder } from "../settings/temp-folder.js";

const DOUBLE = "print(2 * int(input()))\n";
const SQUARE = "print(int(input()) ** 2)\n";
const PACKAGE = {
  "p/1.in": "2\n",
  "p/1.ans": "4\n",
  "p/2.in": "3\n",
  "p/2.ans": "6\n",
  "p/submissions/accepted/double.py": DOUBLE,
  "p/submissions/wrong_answer/square.py": SQUARE,
  "p/submissions/wrong_answer/notes.odt": "?",
};

async function check(files: Readonly<Record<string, string>>, ...args: string[]): Promise<Ran> {
  const cwd = await temporaryFolder({ ...PACKAGE, ...files });
  return pipelineCommand({ args: ["check", ...args], cwd });
}

describe("pipeline check", () => {
  test("judges a program on a folder of tests, and keeps its JSON", async () => {
    const { code, stdout, stderr } = await check({ "mine.py": SQUARE }, "mine.py", "p", "--json");

    expect([code, stderr]).toEqual([1, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      accepted: false,
      verdict: "WA",
      cases: [
        { id: "1", origin: "given", verdict: "AC" },
        { id: "2", origin: "given", verdict: "WA" },
      ],
      totals: { AC: 1, WA: 1 },
      compile: null,
      case_count: 2,
      limits: { time_ms: 2000, time_limit_from: "the default: nothing states one" },
    });
  });

  test("judges a folder of files on a task of Competitive Companion", async () => {
    const task = { name: "Twice", timeLimit: 1000, tests: [{ input: "2\n", output: "4\n" }] };
    const files = {
      "mine/main.py": "from lib import f\nprint(f(int(input())))\n",
      "mine/lib.py": "def f(x): return 2 * x\n",
      "task.json": JSON.stringify(task),
    };
    const { code, stdout } = await check(files, "mine", "task.json");

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Twice\n {2}AC {3}sample\/1 .*\npassed {3}1\/1 case /);
    expect(stdout).toContain("time limit 1000 ms (task.json)");
  });

  test("holds the submissions of a package against their labels", async () => {
    const { code, stdout } = await check({}, "--submissions", "p");

    expect(code).toBe(0);
    expect(stdout).toMatch(/accepted\/double\.py +Python +accepted +AC +\d+ ms/);
    expect(stdout).toMatch(/wrong_answer\/square\.py +Python +wrong_answer +WA +\d+ ms/);
    expect(stdout).toContain("notes.odt");
    expect(stdout).toContain("2 of 2 submissions agree");
  });

  test("says why a case failed in JSON, and the memory that it had", async () => {
    const { stdout } = await check({ "mine.py": SQUARE }, "mine.py", "p", "--json");
    const found: unknown = JSON.parse(stdout);

    expect(found).toMatchObject({
      cases: [{ id: "1" }, { id: "2", note: expect.stringMatching(/\S/) }],
      limits: { memory_mb: 512 },
    });
    expect(found).not.toHaveProperty("cases.0.note");
  });

  test("shows the time by the clock of a program that waited", async () => {
    const files = { "wait.py": "import time\ntime.sleep(60)\n", "q/1.in": "1\n", "q/1.ans": "1\n" };
    const { stdout } = await check(files, "wait.py", "q", "--time-limit", "300ms");
    const shown = / TLE +1 +(\d+) ms/.exec(stdout)?.[1];

    expect(Number(shown)).toBeGreaterThanOrEqual(300);
  });

  test("tells that a label of the time limit was met by another rejection", async () => {
    const files = {
      "q/1.in": "3\n",
      "q/1.ans": "6\n",
      "q/submissions/time_limit_exceeded/square.py": SQUARE,
    };
    const { code, stdout, stderr } = await check(files, "--submissions", "q");

    expect(code).toBe(0);
    expect(stderr).toBe("note: time_limit_exceeded/square.py: rejected as WA, not as TLE\n");
    expect(stdout).toContain("1 of 1 submission agrees with its label on 1 case\n");
  });

  test
    .skipIf(!HAS_COMPILER)
    .each([[["--submissions", "q"]], [["q/submissions/accepted/sum.py", "q"]]])(
    "tells once, before anything is judged, of a validator that does not compile: %j",
    async (args) => {
      const files = {
        "q/problem.yaml": "name: S\nvalidation: custom\n",
        "q/data/secret/1.in": "1\n",
        "q/data/secret/1.ans": "1\n",
        "q/data/secret/2.in": "2\n",
        "q/data/secret/2.ans": "2\n",
        "q/output_validators/v.cpp": "int main() { return missing; }\n",
        "q/submissions/accepted/sum.py": "print(input())\n",
      };
      const { code, stdout, stderr } = await check(files, ...args);

      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr.match(/does not compile/g)).toHaveLength(1);
      expect(stderr).toMatch(/The validator v\.cpp of "S" does not compile: .*missing/);
    },
  );

  test("tells of a validator that breaks as what could not be judged, not as a disagreement", async () => {
    const files = {
      "q/problem.yaml": "name: S\nvalidation: custom\n",
      "q/data/secret/1.in": "1\n",
      "q/data/secret/1.ans": "1\n",
      "q/output_validators/v.py": "import sys\nsys.exit(7)\n",
      "q/submissions/accepted/sum.py": "print(input())\n",
    };
    const { code, stdout, stderr } = await check(files, "--submissions", "q");

    expect(code).toBe(2);
    expect(stdout).toMatch(/sum\.py .* JE .* NOT JUDGED/);
    expect(stdout).not.toContain("DISAGREES");
    expect(stdout).toContain("on 1 case, 1 could not be judged\n");
    expect(stderr).toMatch(/error: the judge could not run accepted\/sum\.py: secret\/1: /);
  });

  test("says where a verdict and a label disagree, in JSON too", async () => {
    const files = { "p/submissions/accepted/square.py": SQUARE };
    const { code, stdout } = await check(files, "p", "--submissions", "--json");

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      agree: false,
      submissions: [
        { name: "accepted/double.py", language: "python", verdict: "AC", agrees: true },
        {
          name: "accepted/square.py",
          label: "accepted",
          expected: ["AC"],
          verdict: "WA",
          agrees: false,
          failed_case: { id: "2" },
        },
        { name: "wrong_answer/square.py", verdict: "WA", agrees: true, cases_run: 2 },
      ],
      skipped: [{ name: "wrong_answer/notes.odt" }],
    });
  });

  test.each([
    [
      "a broken package",
      { "q/problem.yaml": "name: [\n" },
      ["--submissions", "q"],
      /q\/problem\.yaml:\d+/,
    ],
    ["an empty folder", { "q/notes.txt": "x" }, ["--submissions", "q"], /q holds no tests/],
    ["a program too many", {}, ["--submissions", "p", "p"], /one package and no program/],
    [
      "both ways to stop",
      {},
      ["--submissions", "p", "--fail-fast", "--all-cases"],
      /exclude each other/,
    ],
    ["a program and no problem", {}, ["p"], /needs a program and a problem/],
  ])("tells of %s in one sentence", async (_, files, args, says) => {
    const { code, stdout, stderr } = await check(files, ...args);

    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(says);
  });
});
