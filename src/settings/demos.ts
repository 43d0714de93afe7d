import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PipelineError } from "../core/errors.js";
import { closest } from "../core/suggest.js";

// The same distance from src/settings and from dist/settings.
const PACKAGE_FOLDER = fileURLToPath(new URL("../../", import.meta.url));
const EXAMPLES = path.join(PACKAGE_FOLDER, "examples");

/** The files of a recorded run that is shipped. Absolute paths. */
export interface Demo {
  readonly problem: string;
  readonly recording: string;
  /** Where the shipped pipelines and agents lie: a demo uses those and nobody else's. */
  readonly packageFolder: string;
}

/** Finds a shipped recording by its name. Throws PipelineError "usage" that names those there are. */
export function findDemo(name: string): Demo {
  const names = demoNames();
  if (!names.includes(name)) {
    const meant = closest(name, names);
    throw new PipelineError("usage", `there is no demo "${name}"`, {
      hint:
        meant === null ? `There are: ${names.join(", ")}` : `Did you mean: pipeline demo ${meant}`,
    });
  }
  const folder = path.join(EXAMPLES, name);
  return {
    problem: path.join(folder, `${name}.txt`),
    recording: path.join(folder, `${name}.recording.jsonl`),
    packageFolder: PACKAGE_FOLDER,
  };
}

function demoNames(): readonly string[] {
  return readdirSync(EXAMPLES).filter((name) =>
    existsSync(path.join(EXAMPLES, name, `${name}.recording.jsonl`)),
  );
}
