import { constants } from "node:fs";
import { access, chmod, copyFile, writeFile } from "node:fs/promises";
import path from "node:path";

import type { CaseContext } from "../cases/case-context.js";
import type { Outcome } from "../cases/verdict-of.js";
import { environment, readablePaths, runLimits } from "../languages/languages.js";
import type { Toolchain } from "../languages/toolchain.js";
import type { RunRequest } from "../sandbox/execution.js";
import { decideTwice, outcomeOfDecision, readDecision } from "./protocol.js";

/** What a checker is given to look at. */
export interface Checked {
  readonly input: string;
  readonly output: Uint8Array;
  readonly answer: string;
}

const ALLOWED = { timeLimitMs: 10_000, memoryLimitMb: 1024 };
const FILES = ["input.txt", "output.txt", "answer.txt"] as const;
const SYSTEM_FOLDERS = ["/usr/local/bin", "/usr/bin", "/bin"];

/**
 * Has a checker decide. It runs like any judged program, since a model may have written it; files that its
 * command names are copied to it. Exit codes are those of testlib; what is none of them is the checker's own
 * failure and says nothing about the program.
 */
export async function runChecker(
  context: CaseContext,
  command: string,
  checked: Checked,
): Promise<Outcome> {
  const words = await resolveWords(command, context.toolchain);
  const [program, ...args] = words.map(({ word }) => word);
  if (program === undefined) return { verdict: "JE", note: "The command of the checker is empty." };
  const missing = words.find(isMissingFile)?.word;
  if (missing !== undefined) {
    return { verdict: "JE", note: `The checker's command names ${missing}, which is not there.` };
  }
  const request: RunRequest = {
    command: [program, ...args, ...FILES],
    environment: environment(context.seed),
    files: {},
    prepare: (folder) => writeFiles(folder, words, checked),
    readable: readablePaths(context.toolchain),
    writable: [],
    stdin: "",
    limits: runLimits("python", ALLOWED),
    mayFork: true,
    artifact: null,
    collect: null,
  };
  const decision = await decideTwice(async () =>
    readDecision("testlib", await context.crew.run(request)),
  );
  return outcomeOfDecision(decision, "checker");
}

interface Word {
  readonly word: string;
  /** The file that the word names and that goes with it; null when it names none. */
  readonly file: string | null;
}

async function resolveWords(command: string, toolchain: Toolchain): Promise<readonly Word[]> {
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? "",
  );
  return Promise.all(
    words.map(async (word, index): Promise<Word> => {
      if (index === 0) {
        const program = await findProgram(word, toolchain);
        if (program !== null) return { word: program, file: null };
      }
      const file = path.resolve(word);
      if (!(await isReadable(file)) || word.startsWith("-")) return { word, file: null };
      return { word: `./${index}-${path.basename(file)}`, file };
    }),
  );
}

/** What looks like a path or a script, and is neither a file nor a program of the system. */
function isMissingFile({ word, file }: Word, index: number): boolean {
  const isFound = file !== null || (index === 0 && path.isAbsolute(word));
  if (isFound || word.startsWith("-")) return false;
  return word.includes("/") || /\.(?:py|js|mjs|c|cpp|cc|java|rb|pl|sh|jar|out|exe)$/.test(word);
}

/** The path of a program that is called by its bare name. */
async function findProgram(word: string, { interpreters }: Toolchain): Promise<string | null> {
  if (word === "python3" || word === "python") return interpreters.python.path;
  if (word === "node") return interpreters.javascript.path;
  if (word.includes("/")) return null;
  for (const folder of SYSTEM_FOLDERS) {
    const file = path.join(folder, word);
    if (await isReadable(file)) return file;
  }
  return null;
}

async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    return true;
  } catch {
    return false; // Then it is a plain argument.
  }
}

async function writeFiles(
  folder: string,
  words: readonly Word[],
  checked: Checked,
): Promise<readonly string[]> {
  const texts = [checked.input, checked.output, checked.answer];
  await Promise.all(FILES.map((name, at) => writeFile(path.join(folder, name), texts[at] ?? "")));
  for (const { word, file } of words) {
    if (file === null) continue;
    await copyFile(file, path.join(folder, word));
    await chmod(path.join(folder, word), 0o755);
  }
  return [];
}
