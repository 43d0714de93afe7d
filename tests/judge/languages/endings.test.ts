import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";

import { LANGUAGE_NAMES } from "../../../src/core/language.js";
import type { Report } from "../../../src/core/report.js";
import { createJudge } from "../../../src/judge/create-judge.js";
import { whole } from "../compile/compiling.js";
import { given, never, request } from "../judging.js";
import { SAMPLES, type Samples } from "./programs.js";

const cacheDirectory = mkdtempSync(path.join(tmpdir(), "pipeline-languages-test-"));
const judge = createJudge({ cacheDirectory });
const { languages } = await judge.probe(never);
afterAll(() => rmSync(cacheDirectory, { recursive: true, force: true }));

type Kind = Exclude<keyof Samples, "fileName">;

describe.each(LANGUAGE_NAMES)("a program in %s", (language) => {
  const samples = SAMPLES[language];
  const judged = async (kind: Kind, expected: string): Promise<Report> => {
    const program = whole(language, samples.fileName, samples[kind] ?? "");
    const cases = [given("1", "1 2\n", expected)];
    return judge.judge(request(program, { cases, timeLimitMs: 500, memoryLimitMb: 128 }), never);
  };

  test.skipIf(languages[language] === null)("is judged by what it does", async () => {
    const ways = [
      ["sum", "3\n"],
      ["wrong", "3\n"],
      ["crash", "3\n"],
      ["spin", "3\n"],
      ["hoard", "3\n"],
    ] as const;
    const reports = await Promise.all(ways.map(async ([kind, expected]) => judged(kind, expected)));
    const verdicts = reports.map(({ cases }) => cases[0]?.verdict);

    expect(verdicts).toEqual(["AC", "WA", "RE", "TLE", "MLE"]);
  });

  test.skipIf(languages[language] === null)("may recurse deeply", async () => {
    const program = whole(language, samples.fileName, samples.deep);
    const cases = [given("1", "", "100000\n")];
    const report = await judge.judge(request(program, { cases, timeLimitMs: 5000 }), never);

    expect(report.cases[0]).toMatchObject({ verdict: "AC", note: "" });
  });

  test.skipIf(languages[language] === null || samples.broken === null)(
    "with a mistake in it is told of with what the compiler said",
    async () => {
      const { compile, cases } = await judged("broken", "3\n");

      expect(compile?.ok).toBe(false);
      expect(compile?.log).toMatch(/error|expected|too many|unexpected/i);
      expect(cases).toMatchObject([{ verdict: "CE" }]);
    },
  );
});
