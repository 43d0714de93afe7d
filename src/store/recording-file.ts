import { appendFile, open, readFile } from "node:fs/promises";

import { PipelineError } from "../core/errors.js";
import { codeOf, diskError, readError } from "./disk-error.js";

/** Where a recording's lines go. */
export interface RecordingSink {
  append(line: string): Promise<void>;
}

/** The text of a recording. Throws PipelineError "bad_input" when there is none. */
export async function readRecordingFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw readError(error, path);
    throw new PipelineError("bad_input", `there is no recording ${path}`, {
      hint: "Make one with --record FILE on any other backend.",
    });
  }
}

/** Starts a recording in a new file; one that exists is written on only by the run that is resumed. */
export async function openRecordingSink(
  path: string,
  mode: "new" | "resumed",
): Promise<RecordingSink> {
  const file = await open(path, mode === "new" ? "wx" : "a").catch((error: unknown) => {
    if (codeOf(error) !== "EEXIST") throw diskError(error, path);
    throw new PipelineError("usage", `the recording ${path} exists already`, {
      hint: "Choose another name, or remove it first.",
    });
  });
  await file.close();
  return {
    append: (line) =>
      appendFile(path, line).catch((error: unknown) => {
        throw diskError(error, path);
      }),
  };
}
