import { createTwoFilesPatch } from "diff";

import type { Program } from "../core/solution.js";

/** `final.patch`: what was changed in the user's file, for `patch -p1` and `git apply`. Empty when nothing was. */
export function renderPatch(original: Program, final: Program): string {
  if (original.source === final.source) return "";
  const name = original.fileName;
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, original.source, final.source, "", "");
}
