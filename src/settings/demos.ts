import path from "node:path";
import { fileURLToPath } from "node:url";
import { PipelineError } from "../core/errors.js";
import { closest } from "../core/suggest.js";

// The same distance from src/settings and from dist/settings.
const PACKAGE_FOLDER = fileURLToPath(new URL("../../", import.meta.url));

/** A recorded run that is shipped. Absolute paths. */
export interface Demo {
  readonly name: string;
  readonly command: "run" | "debug";
  /** The problem, or the code to debug. */
  readonly file: string;
  /** The user's test command, for code. */
  readonly test: string | null;
  readonly recording: string;
  /** Where the shipped pipelines and agents lie: a demo uses those and nobody else's. */
  readonly packageFolder: string;
}

const DEMOS: readonly Pick<Demo, "name" | "command" | "file" | "test">[] = [
  { name: "lis", command: "run", file: "lis.txt", test: null },
  { name: "lockers", command: "run", file: "lockers.txt", test: null },
  {
    name: "legacy",
    command: "debug",
    file: "statistics_report.py",
    test: "python3 -m unittest",
  },
];

/** Finds a shipped recording by its name. Throws PipelineError "usage" that names those there are. */
export function findDemo(name: string): Demo {
  const demo = DEMOS.find((known) => known.name === name);
  if (demo === undefined) throw unknownDemo(name);
  const folder = path.join(PACKAGE_FOLDER, "examples", name);
  return {
    ...demo,
    file: path.join(folder, demo.file),
    recording: path.join(folder, `${name}.recording.jsonl`),
    packageFolder: PACKAGE_FOLDER,
  };
}

function unknownDemo(name: string): PipelineError {
  const names = DEMOS.map((demo) => demo.name);
  const meant = closest(name, names);
  return new PipelineError("usage", `there is no demo "${name}"`, {
    hint:
      meant === null ? `There are: ${names.join(", ")}` : `Did you mean: pipeline demo ${meant}`,
  });
}
