import { appendFile, mkdir, readFile, rename, symlink, unlink, writeFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { openRecordingSink, readRecordingFile } from "../../src/store/recording-file.js";
import { temporaryFolder } from "../temp-folder.js";

async function fileIn(text: string | null): Promise<string> {
  const file = path.join(await temporaryFolder(), "run.jsonl");
  if (text !== null) await writeFile(file, text);
  return file;
}

describe("a new recording", () => {
  test("holds what is appended, in the order in which it came", async () => {
    const file = await fileIn(null);
    const sink = await openRecordingSink(file, "new");
    expect(sink.text).toBe("");
    await Promise.all(["1\n", "2\n", "3\n"].map((line) => sink.append(line)));
    expect(await readRecordingFile(file)).toBe("1\n2\n3\n");
  });

  test("never takes the place of another", async () => {
    const file = await fileIn("precious\n");
    await expect(openRecordingSink(file, "new")).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining("exists already"),
    });
    expect(await readFile(file, "utf8")).toBe("precious\n");
  });

  test("needs a folder", async () => {
    const file = path.join(await temporaryFolder(), "none/run.jsonl");
    await expect(openRecordingSink(file, "new")).rejects.toMatchObject({
      kind: "disk",
      message: `cannot write the recording ${file}: it or its folder is not there`,
      hint: expect.stringContaining("--record FILE"),
    });
  });
});

describe("a recording that goes on", () => {
  test.each([
    ["whole", '{"a":1}\n{"b":2}\n', '{"a":1}\n{"b":2}\n'],
    ["torn in its last line", '{"a":1}\n{"b":', '{"a":1}\n'],
    ["torn within a letter", Buffer.from('{"a":1}\n{"b":"ü').subarray(0, -1), '{"a":1}\n'],
    ["torn in its header", '{"recor', ""],
    ["without its last line break", '{"a":1}\n{"b":2}', '{"a":1}\n{"b":2}\n'],
    ["empty", "", ""],
  ])("after a file that is %s glues nothing together", async (_name, before, kept) => {
    const file = await fileIn("");
    await writeFile(file, before);
    const sink = await openRecordingSink(file, "resumed");
    expect(sink.text).toBe(kept);
    await sink.append('{"next":1}\n');
    expect(await readFile(file, "utf8")).toBe(`${kept}{"next":1}\n`);
  });

  test("is begun where there is none any more", async () => {
    const file = await fileIn(null);
    const sink = await openRecordingSink(file, "resumed");
    expect(sink.text).toBe("");
    await sink.append("1\n");
    expect(await readFile(file, "utf8")).toBe("1\n");
  });

  test("cannot be a folder", async () => {
    const file = await fileIn(null);
    await mkdir(file);
    await expect(openRecordingSink(file, "resumed")).rejects.toMatchObject({
      kind: "disk",
      message: `cannot write the recording ${file}: it is a folder`,
    });
  });
});

describe("a write that fails", () => {
  test("says so, and the next one finds whole lines", async () => {
    const file = await fileIn("1\n");
    const sink = await openRecordingSink(file, "resumed");
    const aside = `${file}.aside`;
    await rename(file, aside);
    // A device that is always full.
    await symlink("/dev/full", file);
    await expect(sink.append("2\n")).rejects.toMatchObject({
      kind: "disk",
      message: `cannot write the recording ${file}: the disk is full`,
      hint: "Free some space, then continue with: pipeline resume",
    });
    await unlink(file);
    await rename(aside, file);
    await sink.append("3\n");
    expect(await readFile(file, "utf8")).toBe("1\n3\n");
  });

  test("leaves nothing of itself for the next one to be glued to", async () => {
    const file = await fileIn(null);
    const sink = await openRecordingSink(file, "new");
    await sink.append('{"a":1}\n');
    await appendFile(file, '{"half');
    await sink.append('{"b":2}\n');
    expect(await readFile(file, "utf8")).toBe('{"a":1}\n{"b":2}\n');
  });

  test("never makes a recording anew that was taken away", async () => {
    const file = await fileIn(null);
    const sink = await openRecordingSink(file, "new");
    await sink.append("1\n");
    await unlink(file);
    await expect(sink.append("2\n")).rejects.toMatchObject({ kind: "disk" });
    await expect(readRecordingFile(file)).rejects.toMatchObject({ kind: "bad_input" });
  });
});
