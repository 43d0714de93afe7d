import { readdir, stat } from "node:fs/promises";
import path from "node:path";

import { PipelineError } from "../core/errors.js";
import { readTextFile, shownPath } from "./text-file.js";

/** One pair of files: an input, and the answer to it. */
export interface SampleFile {
  /** What the pair is called, such as `1`. */
  readonly name: string;
  readonly input: string;
  readonly expected: string;
}

/** The samples that stand in a folder; no folder, no samples. */
export interface SampleFolder {
  /** Absolute; null when there is none. */
  readonly directory: string | null;
  readonly samples: readonly SampleFile[];
}

/** Says which file names of a folder belong together. */
export type PairNames = (names: readonly string[]) => {
  readonly pairs: readonly {
    readonly id: string;
    readonly input: string;
    readonly answer: string;
  }[];
  readonly unpaired: readonly string[];
};

/** Where samples are looked for. */
export interface SampleRequest {
  readonly cwd: string;
  /** The folder that the user named with --samples; null: `samples/` beside the problem, if it is there. */
  readonly directory: string | null;
  /** The problem's file; null when it came from standard input. */
  readonly problemFile: string | null;
  readonly pair: PairNames;
}

/** Largest input or answer that is read, in bytes. */
const MAX_SAMPLE_BYTES = 10_000_000;

/** Most pairs that are read: each is run several times for every version. */
const MAX_SAMPLE_PAIRS = 200;

/**
 * Reads the samples that the user keeps in a folder. Throws PipelineError "bad_input" when a folder
 * that was asked for is missing or empty, when a file has no partner, or when one is too large.
 */
export async function readSampleFiles(request: SampleRequest): Promise<SampleFolder> {
  const directory = await folderOf(request);
  if (directory === null) return { directory: null, samples: [] };

  const shownAs = shownPath(directory, request.cwd);
  const names = await namesIn(directory, shownAs);
  if (names.length === 0 && request.directory === null) return { directory: null, samples: [] };
  const { pairs, unpaired } = request.pair(names);
  refuseUnpaired(unpaired, shownAs);
  if (pairs.length === 0) throw noPairs(`There are no samples in ${shownAs}.`);
  if (pairs.length > MAX_SAMPLE_PAIRS) {
    const message = `${shownAs} holds ${pairs.length} samples: at most ${MAX_SAMPLE_PAIRS} are run.`;
    throw new PipelineError("bad_input", message);
  }

  const samples: SampleFile[] = [];
  for (const { id, input, answer } of pairs) {
    const [inputText, expected] = await Promise.all(
      [input, answer].map((name) => readSample(path.join(directory, name), request.cwd)),
    );
    samples.push({ name: id, input: inputText ?? "", expected: expected ?? "" });
  }
  return { directory, samples };
}

async function folderOf({ cwd, directory, problemFile }: SampleRequest): Promise<string | null> {
  if (directory === null) {
    if (problemFile === null) return null;
    const beside = path.resolve(cwd, path.dirname(problemFile), "samples");
    return (await kindOf(beside, cwd)) === "folder" ? beside : null;
  }
  const target = path.resolve(cwd, directory);
  switch (await kindOf(target, cwd)) {
    case "folder":
      return target;
    case "file":
      throw new PipelineError("bad_input", `${directory} is a file: --samples wants a folder.`);
    case "missing":
      throw new PipelineError(
        "bad_input",
        `There is no folder ${directory} to take samples from.`,
        {
          hint: "Check the path after --samples.",
        },
      );
  }
}

async function kindOf(target: string, cwd: string): Promise<"folder" | "file" | "missing"> {
  try {
    return (await stat(target)).isDirectory() ? "folder" : "file";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return "missing";
    const message = `${shownPath(target, cwd)} cannot be looked at.`;
    throw new PipelineError("bad_input", message, { cause: error });
  }
}

/** Plain files, without hidden ones and notes about the folder itself. */
async function namesIn(directory: string, shownAs: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    const message = `The folder ${shownAs} may not be listed.`;
    throw new PipelineError("bad_input", message, { cause: error });
  });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => !name.startsWith(".") && !/^readme/i.test(name))
    .toSorted();
}

function refuseUnpaired(unpaired: readonly string[], shownAs: string): void {
  const [first, ...others] = unpaired;
  if (first === undefined) return;
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  throw noPairs(`${path.join(shownAs, first)}${more} is no half of a sample.`);
}

function noPairs(message: string): PipelineError {
  return new PipelineError("bad_input", message, {
    hint: "A sample is two files: the input 1.in and its answer 1.ans (or 1.out).",
  });
}

// A byte order mark is what an editor left behind; everything else is the sample, byte for byte.
async function readSample(file: string, cwd: string): Promise<string> {
  const shownAs = shownPath(file, cwd);
  const text = await readTextFile({
    path: file,
    shownAs,
    kind: "bad_input",
    maxBytes: MAX_SAMPLE_BYTES,
  });
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
