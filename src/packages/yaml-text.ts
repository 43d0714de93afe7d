import { parseDocument } from "yaml";
import type { z } from "zod";

import { PipelineError } from "../core/errors.js";
import type { PackageFiles } from "./package-files.js";

const MAX_YAML_BYTES = 65_536;

/** Brackets on one another, or dashes on one line: the parser recurses for each. */
const MOST_LEVELS = 32;

const SHORTEST_HINT = "Correct the file; its format is told at icpc.io/problem-package-format.";

/**
 * Reads a YAML file of a package by a schema; an empty file counts as one without keys. Throws PipelineError
 * "bad_input" with the line, or the key, where it goes wrong.
 */
export async function readYaml<Shape extends z.ZodType>(
  files: PackageFiles,
  name: string,
  schema: Shape,
): Promise<z.infer<Shape>> {
  const text = await files.readText(name, MAX_YAML_BYTES);
  const refuse = (what: string): PipelineError =>
    new PipelineError("bad_input", `${files.shown(name)}${what}`, { hint: SHORTEST_HINT });
  if (nestsDeeply(text)) throw refuse(" nests too deeply.");
  const document = parseDocument(text, { prettyErrors: true, resolveKnownTags: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line ?? 1;
    throw refuse(`:${line} is not valid YAML: ${firstLine(error.message)}`);
  }
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = issue?.path.join(".") ?? "";
  throw refuse(`: ${key === "" ? "" : `${key}: `}${issue?.message ?? "not understood"}.`);
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, ".");
}

function nestsDeeply(text: string): boolean {
  let level = 0;
  for (const [character] of text.matchAll(/[[\]{}]/g)) {
    level += character === "[" || character === "{" ? 1 : -1;
    if (level > MOST_LEVELS) return true;
    if (level < 0) level = 0;
  }
  return /^(?:[ \t]*[-?][ \t]){32}/m.test(text);
}
