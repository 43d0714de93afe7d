import { z } from "zod";

import { fitsLanguage, isFenceOf, LANGUAGES, languageOfFile } from "../core/language.js";
import type { Approach, Shape } from "../core/solution.js";
import type { Expectation, ExpectedOracle, ExpectedPlan, ExpectedSolution } from "./expectation.js";
import { fencesOf } from "./fences.js";
import { type FixPlanReply, readPlan } from "./read-plan.js";
import { type FilesReading, type ReplyFile, readFiles } from "./reply-files.js";
import { type JsonReading, readJson } from "./reply-json.js";

/** What a reply came to. */
export type Reply = ReadableReply | UnreadableReply;

export type ReadableReply = SolutionReply | UnchangedReply | FixPlanReply | OracleReply;

export interface SolutionReply {
  readonly kind: "solution";
  /** One file: the program. */
  readonly files: readonly [ReplyFile];
  readonly shape: Shape;
  readonly entry: string | null;
  readonly approach: Approach | null;
}

/** The agent found nothing worth changing. */
interface UnchangedReply {
  readonly kind: "unchanged";
  readonly why: string;
}

/** The programs of an oracle: `brute`, `generate`, `validate` and perhaps `check`. */
export interface OracleReply {
  readonly kind: "oracle";
  readonly files: readonly ReplyFile[];
  /** The largest size that the statement allows, as the agent says; null when it does not. */
  readonly largestSize: number | null;
}

/** The complaint is for the agent: what is wrong with the reply, exactly. */
export interface UnreadableReply {
  readonly kind: "unreadable";
  readonly complaint: string;
}

/** Reads a reply. Pure, and never throws for what a reply holds. */
export function readReply(text: string, expected: Expectation): Reply {
  const reply = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  if (reply.trim() === "") return unreadable("The reply is empty.");
  const reading = readFiles(reply, expected.id);
  if ("complaint" in reading) return unreadable(reading.complaint);
  switch (expected.kind) {
    case "solution":
      return readSolution(reading, expected);
    case "fix_plan":
      return readFixPlan(reading, expected);
    case "oracle":
      return readOracle(reading, expected);
  }
}

type FilesRead = Exclude<FilesReading, { readonly complaint: string }>;

const unchangedSchema = z.object({ unchanged: z.literal(true), why: z.string().catch("") });

const approachSchema = z.object({
  approach: z.string(),
  time: z.string().nullable().catch(null),
  space: z.string().nullable().catch(null),
});

function readSolution(reading: FilesRead, expected: ExpectedSolution): Reply {
  const json = readJson(reading.rest);
  if (reading.files.length === 0) {
    const unchanged = readUnchanged(json, expected);
    if (unchanged !== null) return unchanged;
  }
  const program = programOf(reading, expected);
  if ("complaint" in program) return unreadable(program.complaint);
  // What the agent says of its approach is a courtesy: a slip in it is not worth another call.
  const approach = approachSchema.safeParse(json.kind === "value" ? json.value : null);
  const hasEntry = expected.shape === "call" || expected.shape === null;
  const entry = !hasEntry ? null : (program.entry ?? expected.entry);
  return {
    kind: "solution",
    files: [program],
    shape: expected.shape ?? (entry === null ? "stdio" : "call"),
    entry,
    approach: approach.success ? approach.data : null,
  };
}

function readUnchanged(json: JsonReading, { mayStayUnchanged }: ExpectedSolution): Reply | null {
  const parsed = unchangedSchema.safeParse(json.kind === "value" ? json.value : null);
  if (!parsed.success) return null;
  return mayStayUnchanged
    ? { kind: "unchanged", why: parsed.data.why }
    : unreadable("This step must hand over a program; it cannot leave the current one as it is.");
}

function programOf(
  { files, rest, foreignIds }: FilesRead,
  expected: ExpectedSolution,
): ReplyFile | { readonly complaint: string } {
  const [file, second] = files;
  if (second !== undefined) {
    const names = files.map(({ path }) => path).join(", ");
    return { complaint: `One file was asked for, and the reply holds ${files.length}: ${names}.` };
  }
  if (file !== undefined) return inRightLanguage(file, expected);
  if (foreignIds.length > 0) {
    return {
      complaint: `No FILE line has the id of this reply, which is "${expected.id}"; found: ${listed(foreignIds)}.`,
    };
  }
  return fencedProgram(rest, expected);
}

function inRightLanguage(
  file: ReplyFile,
  { language }: ExpectedSolution,
): ReplyFile | { readonly complaint: string } {
  if (fitsLanguage(file.path, language)) return file;
  const { name, extension } = LANGUAGES[language];
  return {
    complaint: `The program must be written in ${name}, so its file ends in ${extension}; the reply names it "${file.path}".`,
  };
}

function fencedProgram(
  rest: string,
  { id, language, fileName }: ExpectedSolution,
): ReplyFile | { readonly complaint: string } {
  const blocks = fencesOf(rest).filter(
    ({ tag, text }) =>
      (tag === "" || isFenceOf(tag, language)) && text.trim() !== "" && !isObject(text),
  );
  const [block, second] = blocks;
  if (block === undefined) {
    return {
      complaint: `There is no program: no line <<<FILE path="${fileName}" … id="${id}">>>.`,
    };
  }
  if (second !== undefined) {
    return {
      complaint: `The reply holds ${blocks.length} code blocks and no FILE line, so it is not clear which one is the program.`,
    };
  }
  if (!block.closed) {
    return { complaint: "The code block is never closed, so it may have been cut off." };
  }
  return { path: fileName, text: block.text, entry: null };
}

/** A block of data without a tag is no program. */
function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    // Not JSON, as every program.
    return false;
  }
}

function readFixPlan({ files, rest }: FilesRead, expected: ExpectedPlan): Reply {
  const json = readJson(rest);
  switch (json.kind) {
    case "broken":
      return unreadable(json.complaint);
    case "none":
      return unreadable('There is no json block; a review without findings is { "findings": [] }.');
    case "value": {
      const plan = readPlan(json.value, files, expected);
      return "complaint" in plan ? unreadable(plan.complaint) : plan;
    }
  }
}

const ORACLE_FILES = ["brute", "generate", "validate"];

const largestSizeSchema = z.object({ largest_size: z.int().positive() });

function readOracle({ files, foreignIds, rest }: FilesRead, expected: ExpectedOracle): Reply {
  const stems = files.map(({ path }) => path.slice(0, path.lastIndexOf(".")));
  const missing = ORACLE_FILES.filter((stem) => !stems.includes(stem));
  if (missing.length > 0) {
    const found =
      foreignIds.length > 0 ? ` FILE lines with another id: ${listed(foreignIds)}.` : "";
    return unreadable(
      `These files are missing: ${missing.join(", ")}, each with the id "${expected.id}".${found}`,
    );
  }
  const odd = files.filter(
    ({ path }, index) =>
      ![...ORACLE_FILES, "check"].includes(stems[index] ?? "") || languageOfFile(path) === null,
  );
  if (odd.length > 0 || new Set(stems).size < stems.length) {
    const names = files.map(({ path }) => path).join(", ");
    return unreadable(`Only brute, generate, validate and check were asked for; found: ${names}.`);
  }
  const json = readJson(rest);
  // A claim that is measured anyway: a slip in it is not worth another call.
  const claim = largestSizeSchema.safeParse(json.kind === "value" ? json.value : null);
  const largestSize = claim.success ? claim.data.largest_size : null;
  return { kind: "oracle", files, largestSize };
}

function listed(ids: readonly string[]): string {
  return ids
    .slice(0, 5)
    .map((id) => JSON.stringify(id.slice(0, 20)))
    .join(", ");
}

function unreadable(complaint: string): UnreadableReply {
  return { kind: "unreadable", complaint };
}
