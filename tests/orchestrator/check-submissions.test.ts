import { availableParallelism } from "node:os";
import { Readable } from "node:stream";

import { describe, expect, test } from "vitest";

import { type Checked, checkProgram } from "../../src/orchestrator/check.js";
import {
  type CheckedSubmissions,
  checkSubmissions,
} from "../../src/orchestrator/check-submissions.js";
import { resolveSettings } from "../../src/settings/settings.js";
import { temporaryFolder } from "../settings/temp-folder.js";

type Files = Readonly<Record<string, string>>;

const never = new AbortController().signal;
const DOUBLE = "print(2 * int(input()))\n";
const SQUARE = "print(int(input()) ** 2)\n";
const CRASH = "print(2 * int(input()))\nraise ValueError\n";

/** 2 is where doubling and squaring agree. */
const TESTS = {
  "1.in": "2\n",
  "1.ans": "4\n",
  "2.in": "3\n",
  "2.ans": "6\n",
  "3.in": "5\n",
  "3.ans": "10\n",
};

interface Asked {
  readonly flags?: Readonly<Record<string, string | boolean>>;
  readonly stopAtFirstFailure?: boolean;
}

async function sourceOf(files: Files, { flags = {}, stopAtFirstFailure = true }: Asked) {
  const cwd = await temporaryFolder(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`p/${name}`, text])),
  );
  const settings = await resolveSettings({ flags, env: {}, cwd });
  return { file: "p", cwd, stdin: Readable.from([]), settings, stopAtFirstFailure };
}

async function submissionsOf(files: Files, asked: Asked = {}): Promise<CheckedSubmissions> {
  return checkSubmissions(await sourceOf(files, asked), never);
}

async function programOn(files: Files, program: string, asked: Asked = {}): Promise<Checked> {
  return checkProgram({ ...(await sourceOf(files, asked)), program: `p/${program}` }, never);
}

function shown({ judged }: CheckedSubmissions): unknown {
  return judged.map(({ submission, verdict, agrees, report }) => [
    submission.name,
    verdict,
    agrees,
    report.cases.map((result) => result.id).join(" "),
  ]);
}

describe("the submissions of a package", () => {
  test("are held against their labels, each up to its first failure", async () => {
    const told: string[] = [];
    const source = await sourceOf(
      {
        ...TESTS,
        "submissions/accepted/double.py": DOUBLE,
        "submissions/accepted/square.py": SQUARE,
        "submissions/run_time_error/crash.py": CRASH,
        "submissions/wrong_answer/double.py": DOUBLE,
        "submissions/wrong_answer/square.py": SQUARE,
        "submissions/wrong_answer/square.odt": "?",
      },
      {},
    );
    const onJudged = (judged: { submission: { name: string } }): void =>
      void told.push(judged.submission.name);
    const checked = await checkSubmissions({ ...source, onJudged }, never);

    expect(
      checked.judged.map(({ submission, verdict, agrees }) => [submission.name, verdict, agrees]),
    ).toEqual([
      ["accepted/double.py", "AC", true],
      ["accepted/square.py", "WA", false],
      ["run_time_error/crash.py", "RE", true],
      ["wrong_answer/double.py", "AC", false],
      ["wrong_answer/square.py", "WA", true],
    ]);
    expect(told).toEqual(checked.judged.map(({ submission }) => submission.name));
    expect(checked.skipped).toEqual([
      {
        name: "wrong_answer/square.odt",
        label: "wrong_answer",
        why: "no language is known for square.odt",
      },
    ]);
    expect(checked.timeLimitFrom).toBe("the default: nothing states one");
  });

  test("are run on all cases where that is asked for", async () => {
    const files = { ...TESTS, "submissions/wrong_answer/square.py": SQUARE };

    expect(shown(await submissionsOf(files, { stopAtFirstFailure: false }))).toEqual([
      ["wrong_answer/square.py", "WA", true, "1 2 3"],
    ]);
  });

  test("are run on all cases then also where they decide the time limit", async () => {
    const data = Object.entries(TESTS).map(([name, text]) => [`data/secret/${name}`, text]);
    const files: Files = {
      ...Object.fromEntries(data),
      "submissions/accepted/double.py": DOUBLE,
      "submissions/accepted/square.py": SQUARE,
    };

    expect(shown(await submissionsOf(files, { stopAtFirstFailure: false }))).toEqual([
      ["accepted/double.py", "AC", true, "secret/1 secret/2 secret/3"],
      ["accepted/square.py", "WA", false, "secret/1 secret/2 secret/3"],
    ]);
  });

  test("stop long before the last case after a failure", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        [`${index}.in`, `${index + 3}\n`],
        [`${index}.ans`, `${2 * (index + 3)}\n`],
      ]).flat(),
    );
    const { judged } = await submissionsOf({
      ...many,
      "submissions/wrong_answer/square.py": SQUARE,
    });

    expect(judged[0]?.report.cases.length).toBeLessThanOrEqual(availableParallelism());
  });

  test("decide the time limit where the package leaves it to them", async () => {
    const wasteful = `import time\nwhile time.process_time() < 0.3: pass\n${DOUBLE}`;
    const { judged, limits, timeLimitFrom } = await submissionsOf({
      "problem.yaml": "name: Twice\nlimits: { time_resolution: 0.5 }\n",
      "data/secret/1.in": "2\n",
      "data/secret/1.ans": "4\n",
      "submissions/accepted/double.py": DOUBLE,
      "submissions/accepted/wasteful.py": wasteful,
      "submissions/run_time_error/crash.py": CRASH,
    });
    const slowestMs = judged[1]?.slowestCpuMs ?? 0;

    expect(slowestMs).toBeGreaterThan(300);
    expect(limits.timeLimitMs).toBe(Math.ceil((slowestMs * 5) / 500) * 500);
    expect(timeLimitFrom).toMatch(
      /^derived from 2 accepted submissions: 5 times the slowest \(accepted\/wasteful\.py, 0\./,
    );
  });

  test("must be there", async () => {
    await expect(submissionsOf(TESTS)).rejects.toMatchObject({
      kind: "bad_input",
      message: "p holds no submissions.",
    });
  });
});

describe("one program on a package", () => {
  test("is judged on every case, with the limits of the statement beside them", async () => {
    const { report, title, limits, timeLimitFrom } = await programOn(
      { ...TESTS, "problem.txt": "Twice\n\nTime limit: 3 seconds\n", "mine.py": SQUARE },
      "mine.py",
      { stopAtFirstFailure: false },
    );

    expect(title).toBe("Twice");
    expect(report.cases.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["1", "AC"],
      ["2", "WA"],
      ["3", "WA"],
    ]);
    expect([limits.timeLimitMs, timeLimitFrom]).toEqual([3000, "the statement"]);
  });

  test("has the time limit that follows from the accepted submissions, as they have themselves", async () => {
    const files = {
      "problem.yaml": "name: Twice\nlimits: { time_resolution: 4 }\n",
      "data/secret/1.in": "2\n",
      "data/secret/1.ans": "4\n",
      "submissions/accepted/double.py": DOUBLE,
      "submissions/wrong_answer/square.py": SQUARE,
    };
    const { limits, timeLimitFrom } = await programOn(files, "submissions/wrong_answer/square.py");
    const given = await programOn(files, "submissions/wrong_answer/square.py", {
      flags: { timeLimit: "3s" },
    });

    expect(limits.timeLimitMs).toBe(4000);
    expect(timeLimitFrom).toMatch(
      /^derived from 1 accepted submission: 5 times the slowest \(accepted\/double\.py, /,
    );
    expect([given.limits.timeLimitMs, given.timeLimitFrom]).toEqual([3000, "your settings"]);
  });

  test("may be a folder of files, and the user's settings outweigh the package", async () => {
    const { report, limits, timeLimitFrom } = await programOn(
      {
        "data/sample/1.in": "2\n",
        "data/sample/1.ans": "4.5\n",
        ".timelimit": "9\n",
        "mine/main.py": "print(2 * int(input()))\n",
      },
      "mine",
      { flags: { float: "0.5", timeLimit: "1500ms" } },
    );

    expect(report.cases.map(({ verdict }) => verdict)).toEqual(["AC"]);
    expect([limits.timeLimitMs, timeLimitFrom]).toEqual([1500, "your settings"]);
  });

  test("whose cases are more than fit into memory at a time is judged on all of them, in order", async () => {
    const long = `${"1".repeat(9_000_000)}\n`;
    const files = Object.fromEntries(
      [1, 2, 3].flatMap((number) => [
        [`${number}.in`, `${number}\n${long}`],
        [`${number}.ans`, `${number}\n`],
      ]),
    );
    const { report, caseCount } = await programOn(
      { ...files, "first.py": "print(input())\n" },
      "first.py",
    );

    expect(report.cases.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["1", "AC"],
      ["2", "AC"],
      ["3", "AC"],
    ]);
    expect(caseCount).toBe(3);
  });
});
