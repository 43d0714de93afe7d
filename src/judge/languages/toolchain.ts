import { PipelineError } from "../../core/errors.js";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../../core/language.js";
import type { JudgeAbilities } from "../../core/ports.js";
import { judgedUser, reachableByAll } from "../sandbox/account.js";
import type { Search, Tool, Unusable } from "./find-tool.js";
import { examinePython, findNode } from "./interpreters.js";
import type { Tools } from "./language-row.js";
import { ROWS } from "./table.js";

/**
 * As whom programs are run: as the user that we are; as a user of their own, when we are root; or as root without
 * its rights, when no other user can reach the interpreters.
 */
export type RunAs = "ourselves" | "another-user" | "powerless-root";

/** What the judge works with on this machine. */
export interface Toolchain {
  /** The interpreters that the judge needs itself. */
  readonly interpreters: { readonly python: Tool; readonly javascript: Tool };
  readonly runAs: RunAs;
  /** The tools of a language, looked for when they are first asked for. */
  readonly find: (language: Language) => Promise<Tools | Unusable>;
}

/**
 * Finds what is needed. `pythons` are commands or paths, the best first. Throws PipelineError "judge" when none of
 * them is a Python, which the judge itself needs.
 */
export async function findToolchain(
  pythons: readonly string[],
  signal: AbortSignal,
): Promise<Toolchain> {
  const node = await findNode();
  const isRoot = judgedUser() !== null;
  const python = await findPython(pythons, { forAnotherUser: isRoot, signal });
  const everyoneCan = (await reachableByAll(python.path)) && (await reachableByAll(node.path));
  const asRoot = everyoneCan ? "another-user" : "powerless-root";
  const runAs = isRoot ? asRoot : "ourselves";
  const found = new Map<Language, Promise<Tools | Unusable>>();
  const find = async (language: Language): Promise<Tools | Unusable> => {
    const look = ROWS[language].find;
    if (look === null) return { compiler: null, runtime: language === "python" ? python : node };
    // The search outlives the work for which it began, whose signal must not end it for others.
    const search = { forAnotherUser: runAs === "another-user", signal: NEVER };
    const tools = found.get(language) ?? look(search);
    found.set(language, tools);
    return tools;
  };
  return { interpreters: { python, javascript: node }, runAs, find };
}

const NEVER = new AbortController().signal;

async function findPython(
  commands: readonly string[],
  { forAnotherUser, signal }: Search,
): Promise<Tool> {
  let first: Tool | null = null;
  for (const command of commands) {
    const python = await examinePython(command, signal);
    if (python === null) continue;
    if (!forAnotherUser || (await reachableByAll(python.path))) return python;
    first ??= python;
  }
  if (first === null) throw noPython();
  return first;
}

function noPython(): PipelineError {
  return new PipelineError(
    "judge",
    "no program can be judged, because there is no Python 3.8 or later",
    {
      hint: "install python3 (Debian and Ubuntu: apt install python3) and see that it is on the PATH",
    },
  );
}

/** Throws PipelineError "judge", with how to install it, when a language cannot be used here. */
export async function requireLanguage(language: Language, toolchain: Toolchain): Promise<Tools> {
  const tools = await toolchain.find(language);
  if (!("unusable" in tools)) return tools;
  throw new PipelineError("judge", missingText(language, tools), { hint: ROWS[language].install });
}

/** One sentence that says which language cannot be used, and why. */
export function missingText(language: Language, { unusable }: Unusable): string {
  return `programs in ${LANGUAGES[language].name} cannot be run, because what they need ${unusable}`;
}

/** No language has a version: nothing can be run. */
export const NO_LANGUAGES: JudgeAbilities["languages"] = languagesBy(() => null);

/** The version of each language that can be used here: that of its compiler, or else of what runs it. */
export async function versions(toolchain: Toolchain): Promise<JudgeAbilities["languages"]> {
  const found = new Map<Language, Tools | Unusable>();
  await Promise.all(
    LANGUAGE_NAMES.map(async (language) => found.set(language, await toolchain.find(language))),
  );
  return languagesBy((language) => {
    const tools = found.get(language);
    if (tools === undefined || "unusable" in tools) return null;
    return (tools.compiler ?? tools.runtime)?.version ?? null;
  });
}

function languagesBy(version: (language: Language) => string | null): JudgeAbilities["languages"] {
  return {
    python: version("python"),
    pypy: version("pypy"),
    javascript: version("javascript"),
    typescript: version("typescript"),
    c: version("c"),
    cpp: version("cpp"),
    cpp17: version("cpp17"),
    java: version("java"),
    rust: version("rust"),
    go: version("go"),
  };
}
