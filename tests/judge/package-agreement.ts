import { readdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";

import { checkSubmissions } from "../../src/orchestrator/check-submissions.js";
import { resolveSettings } from "../../src/settings/settings.js";

const PACKAGES = path.join(import.meta.dirname, "packages");

/** Packages that hold every kind of format, checker and language in few programs. */
export const QUICK_PACKAGES = ["balancepoint", "echo", "foursquares"];

/** All packages that programs are held against. */
export const PACKAGE_NAMES: readonly string[] = readdirSync(PACKAGES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What came of the programs of a package. */
export interface Agreement {
  readonly judged: number;
  /** One sentence for each program whose verdict is not what its label says. */
  readonly disagreements: readonly string[];
}

/** Judges all labelled programs of a package as `pipeline check --submissions` does it. */
export async function agreementOf(name: string): Promise<Agreement> {
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
  return { judged: judged.length, disagreements };
}
