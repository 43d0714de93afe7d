import path from "node:path";

import { parseAgentDefinition } from "../agents/definition.js";
import { PipelineError } from "../core/errors.js";
import {
  findPipeline,
  type ListedFile,
  listAgents,
  listPipelines,
  readListedFile,
  type SearchPlaces,
} from "../settings/find-files.js";
import { parsePipeline } from "../settings/pipeline-file.js";
import { problemLines } from "../settings/yaml-file.js";

/** What is wrong with one file; no problems means that it can be used. */
export interface Validated {
  readonly file: string;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Checks the named files, or all pipelines and agents that would be found. */
export async function validateFiles(
  files: readonly string[],
  places: SearchPlaces,
): Promise<readonly Validated[]> {
  const agents = await listAgents(places);
  const names = agents.map(({ name }) => name);
  if (files.length === 0) {
    const pipelines = await listPipelines(places);
    return Promise.all([
      ...pipelines.map((listed) => validatePipeline(listed, names)),
      ...agents.map(validateAgent),
    ]);
  }
  return Promise.all(
    files.map(async (file) =>
      file.endsWith(".md")
        ? validateAgent(named(file, places))
        : validatePipeline(await findPipeline(file, places), names),
    ),
  );
}

function named(file: string, { cwd }: SearchPlaces): ListedFile {
  return {
    name: path.parse(file).name,
    path: path.resolve(cwd, file),
    origin: "flag",
    shownAs: file,
  };
}

async function validatePipeline(
  listed: ListedFile,
  knownAgents: readonly string[],
): Promise<Validated> {
  const { text } = await readListedFile(listed, "pipeline");
  const result = parsePipeline(text, knownAgents);
  const problems = "problems" in result ? problemLines(listed.shownAs, result.problems) : [];
  return { file: listed.shownAs, problems, warnings: [] };
}

async function validateAgent(listed: ListedFile): Promise<Validated> {
  try {
    const { text } = await readListedFile(listed, "agent");
    const { warnings, notActedOn } = parseAgentDefinition(text, listed.shownAs);
    const ignored =
      notActedOn.length === 0 ? [] : [`${listed.shownAs}: not acted on: ${notActedOn.join(", ")}`];
    return { file: listed.shownAs, problems: [], warnings: [...warnings, ...ignored] };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return { file: listed.shownAs, problems: [error.message], warnings: [] };
  }
}
