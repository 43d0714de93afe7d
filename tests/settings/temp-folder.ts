import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { onTestFinished } from "vitest";

/** Makes a folder with these files; it goes when the test ends. A null content makes a folder. */
export async function temporaryFolder(
  files: Readonly<Record<string, string | Uint8Array | null>> = {},
): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), "pipeline-settings-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(folder, name);
    await mkdir(content === null ? target : path.dirname(target), { recursive: true });
    if (content !== null) await writeFile(target, content);
  }
  return folder;
}
