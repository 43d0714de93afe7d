import { createTwoFilesPatch } from "diff";

/**
 * `final.patch`: what was changed in the user's file, for `patch -p1` and `git apply` in the folder that
 * the run was started in. Empty when nothing was.
 */
export function renderPatch(file: string, original: string, final: string): string {
  if (original === final) return "";
  const path = file.replaceAll("\\", "/").replace(/^(?:\.\.\/)+/, "");
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, original, final, "", "");
}
