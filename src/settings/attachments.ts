import path from "node:path";

import { MAX_PROBLEM_BYTES } from "./problem-file.js";
import { readTextFile } from "./text-file.js";

/** A file that the user hands to an agent. */
export interface Attachment {
  /** Plain file name. */
  readonly name: string;
  readonly text: string;
}

/** Reads the files of `--with`. Throws PipelineError "bad_input" for one that cannot be read as text. */
export function readAttachments(
  files: readonly string[],
  cwd: string,
): Promise<readonly Attachment[]> {
  return Promise.all(
    files.map(async (file) => ({
      name: path.basename(file),
      text: await readTextFile({
        path: path.resolve(cwd, file),
        shownAs: file,
        kind: "bad_input",
        maxBytes: MAX_PROBLEM_BYTES,
      }),
    })),
  );
}
