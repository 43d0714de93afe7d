import { messageOf, PipelineError } from "../core/errors.js";

const EXPLANATIONS: Readonly<Record<string, readonly [sentence: string, hint: string]>> = {
  ENOSPC: ["the disk is full", "Free some space, then continue with: pipeline resume"],
  EDQUOT: ["the disk quota is used up", "Free some space, then continue with: pipeline resume"],
  EACCES: ["there is no permission to write", "Choose another folder with --output DIR"],
  EPERM: ["there is no permission to write", "Choose another folder with --output DIR"],
  EROFS: ["the file system is read-only", "Choose another folder with --output DIR"],
  ENOTDIR: ["a part of the path is a file", "Choose another folder with --output DIR"],
  EEXIST: ["a file of that name is in the way", "Choose another folder with --output DIR"],
  ENOENT: ["its folder is not there and cannot be made", "Choose another folder with --output DIR"],
  ENAMETOOLONG: ["the name is too long", "Choose another folder with --output DIR"],
  EINVAL: ["no file can have that name", "Choose another folder with --output DIR"],
  EFBIG: ["the file would be larger than is allowed", "Raise the file size limit (ulimit -f)"],
};

/** Turns a failed write into one sentence that names the place; anything unknown is passed on as it is. */
export function diskError(error: unknown, path: string): unknown {
  const explanation = EXPLANATIONS[codeOf(error) ?? ""];
  if (explanation === undefined) return error;
  const [sentence, hint] = explanation;
  return new PipelineError("disk", `cannot write ${path}: ${sentence}`, { cause: error, hint });
}

/** The system's word for a failure, such as ENOENT, or null. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}

/** A failed read as one sentence that names the place. */
export function readError(error: unknown, path: string): PipelineError {
  return new PipelineError("disk", `cannot read ${path}: ${messageOf(error)}`, { cause: error });
}
