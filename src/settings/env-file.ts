import { readFile } from "node:fs/promises";
import path from "node:path";

import { messageOf, PipelineError } from "../core/errors.js";

/** A variable of a `.env` file, and the line it begins on, counted from 1. */
export interface EnvVariable {
  readonly value: string;
  readonly line: number;
}

export const ENV_FILE = ".env";

/**
 * Reads the `.env` file of a folder; a folder without one gives no variables. A later line wins. Throws
 * PipelineError "bad_settings" when the file cannot be read.
 */
export async function readEnvFile(cwd: string): Promise<ReadonlyMap<string, EnvVariable>> {
  try {
    return parseEnvText(await readFile(path.join(cwd, ENV_FILE), "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // No such file; or a folder, which is what some people call their Python environment.
    if (code === "ENOENT" || code === "EISDIR") return new Map();
    const message = `${ENV_FILE} cannot be read: ${messageOf(error)}`;
    throw new PipelineError("bad_settings", message, { cause: error });
  }
}

/**
 * Reads `NAME=value` lines, as shells and dotenv do: `export` in front, quotes, comments. What is no such
 * line is passed over: the file belongs to other tools as well. (The parser of Node 20 is not used: after
 * a line that it does not understand it loses the variables that follow.)
 */
export function parseEnvText(text: string): ReadonlyMap<string, EnvVariable> {
  const variables = new Map<string, EnvVariable>();
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const match = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/.exec(lines[index] ?? "");
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const quoted = readQuoted(match[2], lines.slice(index + 1));
    variables.set(match[1], { value: quoted?.value ?? unquoted(match[2]), line: index + 1 });
    index += quoted?.moreLines ?? 0;
  }
  return variables;
}

interface Quoted {
  readonly value: string;
  /** Lines after the first one that the value reaches into. */
  readonly moreLines: number;
}

/** The value in quotes, which may go over several lines; null when the quote is not closed. */
function readQuoted(rest: string, following: readonly string[]): Quoted | null {
  const quote = rest[0];
  if (quote !== '"' && quote !== "'" && quote !== "`") return null;
  const text = [rest.slice(1), ...following].join("\n");
  const end = endOfQuote(text, quote);
  if (end < 0) return null;
  const raw = text.slice(0, end);
  const value = quote === '"' ? raw.replaceAll(/\\(["\\n])/g, unescaped) : raw;
  return { value, moreLines: raw.split("\n").length - 1 };
}

function endOfQuote(text: string, quote: string): number {
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === quote) return index;
    if (text[index] === "\\" && quote === '"') index += 1;
  }
  return -1;
}

function unescaped(_sequence: string, character: string): string {
  return character === "n" ? "\n" : character;
}

function unquoted(rest: string): string {
  return rest.replace(/(?:^|\s)#.*$/, "").trim();
}
