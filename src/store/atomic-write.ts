import { open, rename, rm } from "node:fs/promises";

import { diskError } from "./disk-error.js";

let drafts = 0;
const DRAFT = /\.\d+-\d+\.tmp$/;

/** Whether a name is that of a file that was not whole yet. */
export function isDraft(name: string): boolean {
  return DRAFT.test(name);
}

/** Replaces a file whole: a reader sees the old text or the new, never half of one. Throws PipelineError "disk". */
export async function writeFileAtomic(path: string, text: string): Promise<void> {
  drafts += 1;
  const draft = `${path}.${process.pid}-${drafts}.tmp`;
  try {
    const file = await open(draft, "w");
    try {
      await file.writeFile(text);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    // The failure that counts is the first one; the draft may never have been made.
    await rm(draft, { force: true }).catch(() => undefined);
    throw diskError(error, path);
  }
}
