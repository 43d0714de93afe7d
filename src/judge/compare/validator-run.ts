import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Validator } from "../../core/comparison.js";
import type { CaseContext } from "../cases/case-context.js";
import type { Outcome } from "../cases/verdict-of.js";
import { sentence } from "../cases/verdict-of.js";
import { type Ready, startOf } from "../compile/compilation.js";
import { type Allowed, environment, runLimits } from "../languages/languages.js";
import type { RunRequest } from "../sandbox/execution.js";
import { FEEDBACK_FOLDER } from "./protocol.js";

/** What a validator is given to look at. */
export interface ValidatedFiles {
  readonly input: string;
  /** Empty when the package has no answer. */
  readonly answer: string;
  /** Null: it talks with the program itself. */
  readonly output: Uint8Array | null;
}

/** What a validator may take for one output. */
const VALIDATOR_ALLOWED: Allowed = { timeLimitMs: 10_000, memoryLimitMb: 2048 };

const [INPUT, OUTPUT, ANSWER] = ["input.txt", "output.txt", "answer.txt"];
const MOST_FEEDBACK = { mostMb: 4, mostFiles: 64 };

/** A validator that can be started, or the verdict where it cannot. */
export async function prepareValidator(
  { compiler }: Pick<CaseContext, "compiler">,
  { program }: Validator,
): Promise<Ready | Outcome> {
  const compilation = await compiler.compile(program);
  switch (compilation.kind) {
    case "ready":
      return compilation;
    case "refused": {
      const [first = ""] = compilation.log.trim().split("\n");
      const note = sentence(`The validator does not compile: ${first.slice(0, 200)}`);
      return { verdict: "JE", note };
    }
    case "unavailable":
      return { verdict: "JE", note: sentence(`The validator: ${compilation.reason}`) };
  }
}

/**
 * A run of a validator, in a sandbox and a folder of its own: only here is the answer a file that a program can read. Of
 * `testlib` it gets three files; of `kattis` two, a folder for messages and its flags, and the output as standard input.
 */
export function validatorRequest(
  { toolchain, seed }: Pick<CaseContext, "toolchain" | "seed">,
  { validator, ready }: { readonly validator: Validator; readonly ready: Ready },
  files: ValidatedFiles,
): RunRequest {
  const isKattis = validator.protocol === "kattis";
  const args = isKattis
    ? [INPUT, ANSWER, `${FEEDBACK_FOLDER}/`, ...validator.flags]
    : [INPUT, OUTPUT, ANSWER, ...validator.flags];
  const { timeLimitMs, memoryLimitMb } = VALIDATOR_ALLOWED;
  return {
    ...startOf(ready, toolchain, { memoryMb: memoryLimitMb, args }),
    environment: environment(seed),
    prepare: async (folder) => fill(folder, files),
    writable: [],
    stdin: isKattis ? (files.output ?? "") : "",
    limits: runLimits(ready.program.language, { timeLimitMs, memoryLimitMb }),
    mayFork: true,
    collect: { folder: FEEDBACK_FOLDER, ...MOST_FEEDBACK },
  };
}

async function fill(
  folder: string,
  { input, answer, output }: ValidatedFiles,
): Promise<readonly string[]> {
  await mkdir(path.join(folder, FEEDBACK_FOLDER));
  await writeFile(path.join(folder, INPUT), input);
  await writeFile(path.join(folder, ANSWER), answer);
  // An interactor of testlib opens it to write.
  await writeFile(path.join(folder, OUTPUT), output ?? "");
  return [];
}
