import { execFileSync } from "node:child_process";
import { chmod, open, symlink } from "node:fs/promises";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";

import { describe, expect, test } from "vitest";

import {
  MAX_PROBLEM_BYTES,
  readCodeFile,
  readProblemText,
  type StandardInput,
} from "../../src/settings/problem-file.js";
import { temporaryFolder } from "./temp-folder.js";

const never = new AbortController().signal;
const isRoot = process.getuid?.() === 0;

function stdin(...chunks: readonly (string | Uint8Array)[]): StandardInput {
  return Readable.from(chunks, { objectMode: false });
}

function utf16(text: string): Uint8Array {
  return Buffer.from(`\uFEFF${text}`, "utf16le");
}

describe("a problem is read as it stands", () => {
  test.each<[what: string, content: string | Uint8Array, expected: string]>([
    ["plain text", "Add two numbers.\n", "Add two numbers.\n"],
    ["line ends of Windows", "Add\r\ntwo\r\n", "Add\r\ntwo\r\n"],
    ["a byte order mark, which goes", "\uFEFFAdd\n", "Add\n"],
    ["other scripts", "入力例 1\n→ ∑ 😀\n", "入力例 1\n→ ∑ 😀\n"],
    ["as much as is allowed", "x".repeat(MAX_PROBLEM_BYTES), "x".repeat(MAX_PROBLEM_BYTES)],
  ])("%s", async (_what, content, expected) => {
    const cwd = await temporaryFolder({ "problem.txt": content });

    expect(await readProblemText("problem.txt", { cwd, stdin: stdin() }, never)).toBe(expected);
    expect(await readProblemText("-", { cwd, stdin: stdin(content) }, never)).toBe(expected);
  });

  test("by an absolute path, and through a link", async () => {
    const cwd = await temporaryFolder({ "problem.txt": "Add." });
    await symlink("problem.txt", path.join(cwd, "link.txt"));

    expect(
      await readProblemText(path.join(cwd, "problem.txt"), { cwd: "/", stdin: stdin() }, never),
    ).toBe("Add.");
    expect(await readProblemText("link.txt", { cwd, stdin: stdin() }, never)).toBe("Add.");
  });

  test("a character that comes in two pieces stays whole", async () => {
    const bytes = Buffer.from("é😀\n");
    const pieces = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));

    expect(await readProblemText("-", { cwd: "/", stdin: stdin(...pieces) }, never)).toBe("é😀\n");
  });

  test.skipIf(process.platform === "win32")("a pipe that another command writes into", async () => {
    const cwd = await temporaryFolder();
    const pipe = path.join(cwd, "pipe");
    execFileSync("sh", ["-c", 'mkfifo "$1"', "sh", pipe]);
    const reading = readProblemText("pipe", { cwd, stdin: stdin() }, never);
    const writer = await open(pipe, "w");
    await writer.writeFile("Add.\n");
    await writer.close();

    expect(await reading).toBe("Add.\n");
  });
});

describe("what is no problem is refused in a sentence", () => {
  const files = {
    "problem.txt": "Add.",
    "empty.txt": "",
    "mark.txt": "\uFEFF",
    "blank.txt": " \n\t\r\n",
    "nul.txt": "Add\0two",
    "picture.png": Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13),
    "latin.txt": Buffer.from("Add\ntwo\nna\u00efve\n", "latin1"),
    "wide.txt": utf16("Add."),
    "wide-other.txt": utf16("Add.").map((_, index, all) => all[index ^ 1] ?? 0),
    "large.txt": "x".repeat(MAX_PROBLEM_BYTES + 1),
    folder: null,
  };
  const utf8 = "Save it as UTF-8.";
  const statement = "Put the statement of the problem in it.";

  test.each<[file: string, message: string, hint: string | null]>([
    ["missing.md", "There is no file missing.md.", "Check the path."],
    ["problm.txt", "There is no file problm.txt.", "Did you mean problem.txt?"],
    ["no/such/folder.txt", "There is no file no/such/folder.txt.", "Check the path."],
    ["problem.txt/x", "There is no file problem.txt/x.", "Check the path."],
    ["folder", "folder is a folder, not a file.", "Name one file in it."],
    ["", " is a folder, not a file.", "Name one file in it."],
    ["empty.txt", "empty.txt is empty: there is no problem to solve.", statement],
    ["mark.txt", "mark.txt is empty: there is no problem to solve.", statement],
    ["blank.txt", "blank.txt holds only white space: there is no problem to solve.", statement],
    ["nul.txt", "nul.txt is a binary file, not text.", "Give a plain text file in UTF-8."],
    ["picture.png", "picture.png is a binary file, not text.", "Give a plain text file in UTF-8."],
    ["latin.txt", "latin.txt is not UTF-8 text: line 3 cannot be read.", utf8],
    ["wide.txt", "wide.txt is UTF-16 text, and only UTF-8 is read.", utf8],
    ["wide-other.txt", "wide-other.txt is UTF-16 text, and only UTF-8 is read.", utf8],
    ["large.txt", "large.txt is too large with 1.1 MB: at most 1 MB is read.", null],
    ["/dev/null", "/dev/null is empty: there is no problem to solve.", statement],
    ["/dev/zero", "/dev/zero is too large: at most 1 MB is read.", null],
  ])("%s", async (file, message, hint) => {
    const cwd = await temporaryFolder(files);

    await expect(readProblemText(file, { cwd, stdin: stdin() }, never)).rejects.toMatchObject({
      name: "PipelineError",
      kind: "bad_input",
      message,
      hint,
    });
  });

  test("a file of 50 MB, which is not read", async () => {
    const cwd = await temporaryFolder();
    const file = await open(path.join(cwd, "huge.txt"), "w");
    await file.truncate(50_000_000);
    await file.close();
    const before = process.memoryUsage().arrayBuffers;

    await expect(readProblemText("huge.txt", { cwd, stdin: stdin() }, never)).rejects.toMatchObject(
      {
        kind: "bad_input",
        message: "huge.txt is too large with 50 MB: at most 1 MB is read.",
      },
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  test.skipIf(isRoot)("a file without permission", async () => {
    const cwd = await temporaryFolder({ "secret.txt": "Add." });
    await chmod(path.join(cwd, "secret.txt"), 0o000);

    await expect(
      readProblemText("secret.txt", { cwd, stdin: stdin() }, never),
    ).rejects.toMatchObject({
      kind: "bad_input",
      message: "secret.txt may not be read.",
    });
  });

  test.each<[what: string, input: StandardInput, message: string]>([
    ["nothing", stdin(), "Standard input is empty: there is no problem to solve."],
    [
      "white space",
      stdin("\n\n"),
      "Standard input holds only white space: there is no problem to solve.",
    ],
    ["bytes", stdin(Uint8Array.of(1, 0, 2)), "Standard input is a binary file, not text."],
    ["other text", stdin(utf16("Add.")), "Standard input is UTF-16 text, and only UTF-8 is read."],
  ])("standard input with %s", async (_what, input, message) => {
    await expect(readProblemText("-", { cwd: "/", stdin: input }, never)).rejects.toMatchObject({
      kind: "bad_input",
      message,
    });
  });

  test("standard input without end is read no further than the limit", async () => {
    let sent = 0;
    const endless: StandardInput = new Readable({
      read(size) {
        sent += size;
        this.push(Buffer.alloc(size, "x"));
      },
    });

    await expect(readProblemText("-", { cwd: "/", stdin: endless }, never)).rejects.toMatchObject({
      kind: "bad_input",
      message: "Standard input is too large: at most 1 MB is read.",
    });
    expect(endless.destroyed).toBe(true);
    expect(sent).toBeLessThan(2 * MAX_PROBLEM_BYTES);
  });

  test("a terminal as standard input is wrong usage, and is not waited for", async () => {
    const terminal: StandardInput = Object.assign(new PassThrough(), { isTTY: true });

    await expect(readProblemText("-", { cwd: "/", stdin: terminal }, never)).rejects.toMatchObject({
      kind: "usage",
      message: "No problem was given: standard input is a terminal.",
      hint: "Name a file, or pipe the statement in: pipeline run - < problem.txt",
    });
  });

  test("waiting for standard input ends at once when it is cancelled", async () => {
    const stop = new AbortController();
    const silent: StandardInput = new PassThrough();
    const reading = readProblemText("-", { cwd: "/", stdin: silent }, stop.signal);
    stop.abort();

    await expect(reading).rejects.toMatchObject({ kind: "cancelled" });
    expect(silent.destroyed).toBe(true);
  });

  test("standard input that breaks is told as such", async () => {
    const broken: StandardInput = new Readable({
      read() {
        this.destroy(new Error("the other end is gone"));
      },
    });

    await expect(readProblemText("-", { cwd: "/", stdin: broken }, never)).rejects.toMatchObject({
      kind: "bad_input",
      message: "Standard input cannot be read: the other end is gone",
    });
  });
});

describe("a program is read byte for byte", () => {
  test.each<[file: string, source: string, language: string]>([
    ["legacy.py", "print(1)\n", "python"],
    ["LEGACY.PY", "print(1)", "python"],
    ["old.js", "\uFEFFconsole.log(1)\r\n", "javascript"],
    ["old.mjs", "x\f\v\u2028", "javascript"],
    ["with spaces.py", "\r\r\n\n#", "python"],
  ])("%s", async (fileName, source, language) => {
    const cwd = await temporaryFolder({ [`src/${fileName}`]: source });

    expect(await readCodeFile(`src/${fileName}`, { cwd })).toEqual({
      path: path.join(cwd, "src", fileName),
      fileName,
      language,
      source,
    });
  });

  test.each<[file: string, message: string, hint: string | null]>([
    ["missing.py", "There is no file missing.py.", "Check the path."],
    ["folder.py", "folder.py is a folder, not a file.", "Name one file in it."],
    [
      "main.hs",
      "The language of main.hs is not known by its name.",
      expect.stringMatching(
        /^Languages that can be run: Python \(\.py\), .*Rust \(\.rs\), Go \(\.go\)\.$/,
      ),
    ],
    [
      "py",
      "The language of py is not known by its name.",
      expect.stringMatching(
        /^Languages that can be run: Python \(\.py\), .*Rust \(\.rs\), Go \(\.go\)\.$/,
      ),
    ],
    ["empty.py", "empty.py is empty: there is no code to look at.", null],
    ["binary.py", "binary.py is a binary file, not text.", "Give a plain text file in UTF-8."],
    ["large.py", "large.py is too large with 0.2 MB: at most 0.1 MB is read.", null],
  ])("what is none is refused: %s", async (file, message, hint) => {
    const cwd = await temporaryFolder({
      "folder.py": null,
      "main.hs": "fn main() {}",
      py: "print(1)",
      "empty.py": "\n",
      "binary.py": "\0",
      "large.py": "x".repeat(100_001),
    });

    await expect(readCodeFile(file, { cwd, maxBytes: 100_000 })).rejects.toMatchObject({
      kind: "bad_input",
      message,
      hint,
    });
  });
});
