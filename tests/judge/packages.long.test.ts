import { readdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";

import { expect, test } from "vitest";

import { checkSubmissions } from "../../src/orchestrator/check-submissions.js";
import { resolveSettings } from "../../src/settings/settings.js";

const PACKAGES = path.join(import.meta.dirname, "packages");
const names = readdirSync(PACKAGES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test("there are packages of every kind to be held against", () => {
  expect(names.length).toBeGreaterThanOrEqual(6);
});

// A package is judged as `pipeline check --submissions` does it: the verdict of each program is what its label says.
test.each(names)(
  "the verdicts on the submissions of %s are those of their labels",
  async (name) => {
    const settings = await resolveSettings({ flags: {}, env: {}, cwd: PACKAGES });
    const stdin = Readable.from([]);
    const source = { file: name, cwd: PACKAGES, stdin, settings, stopAtFirstFailure: true };
    const { judged } = await checkSubmissions(source, new AbortController().signal);
    const disagreements = judged
      .filter(({ agrees }) => !agrees)
      .map(({ submission, verdict, report }) => {
        const failed = report.cases.find((result) => result.verdict !== "AC");
        const why =
          report.compile?.ok === false ? report.compile.log : `${failed?.id}: ${failed?.note}`;
        return `${submission.name}: ${submission.label}, and not ${verdict} (${why.slice(0, 200)})`;
      });

    expect(disagreements).toEqual([]);
    expect(judged.length).toBeGreaterThan(0);
  },
  300_000,
);
