import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { writeFileAtomic } from "../../src/store/atomic-write.js";
import { createRunFolder, findRunFolder, RunFolder, runNames } from "../../src/store/run-folder.js";
import { temporaryFolder } from "../temp-folder.js";

describe("run folders", () => {
  test("count up, and output/latest names the newest", async () => {
    const output = path.join(await temporaryFolder(), "output");
    await createRunFolder(output, "lis");
    await createRunFolder(output, "lis");
    const third = await createRunFolder(output, "sum");

    expect((await readdir(output)).toSorted()).toEqual(["latest", "lis-1", "lis-2", "sum-1"]);
    expect(await readFile(path.join(output, "latest"), "utf8")).toBe("sum-1\n");
    expect(third.directory).toBe(path.join(output, "sum-1"));
  });

  test("go on behind the highest number, whatever is missing below", async () => {
    const output = await temporaryFolder();
    await mkdir(path.join(output, "lis-9"));

    expect((await createRunFolder(output, "lis")).directory).toBe(path.join(output, "lis-10"));
  });

  test("made at the same time get different names", async () => {
    const output = await temporaryFolder();
    const folders = await Promise.all(
      Array.from({ length: 6 }, () => createRunFolder(output, "lis")),
    );

    expect(new Set(folders.map(({ directory }) => directory)).size).toBe(6);
  });

  test("are found by name, by path and as the newest", async () => {
    const output = await temporaryFolder();
    const folder = await createRunFolder(output, "lis");
    await folder.write("run.json", "{}");
    const found = await Promise.all(
      ["lis-1", folder.directory, null].map((name) => findRunFolder(output, name)),
    );

    expect(found.map(({ directory }) => directory)).toEqual(Array(3).fill(folder.directory));
  });

  test("an unknown name is an error that lists the newest runs", async () => {
    const output = await temporaryFolder();
    await (await createRunFolder(output, "lis")).write("run.json", "{}");
    await mkdir(path.join(output, "not-a-run"));

    await expect(findRunFolder(output, "list-1")).rejects.toMatchObject({
      kind: "usage",
      hint: "Newest: lis-1",
    });
  });

  test("no run at all is an error that says how to start one", async () => {
    await expect(findRunFolder(await temporaryFolder(), null)).rejects.toMatchObject({
      kind: "usage",
      hint: expect.stringContaining("pipeline run"),
    });
    expect(await runNames(path.join(await temporaryFolder(), "missing"))).toEqual([]);
  });
});

describe("files of a run folder", () => {
  test("are written whole, below new folders too", async () => {
    const folder = new RunFolder(await temporaryFolder());
    await folder.write("trace/01-problem-solver.prompt.md", "hello\n");

    expect(await folder.read("trace/01-problem-solver.prompt.md")).toBe("hello\n");
    expect(await readdir(path.join(folder.directory, "trace"))).toEqual([
      "01-problem-solver.prompt.md",
    ]);
  });

  test("a file that holds the text already is left alone", async () => {
    const folder = new RunFolder(await temporaryFolder());
    const file = path.join(folder.directory, "a.txt");
    await folder.write("a.txt", "same");
    const before = (await stat(file)).ino;
    await folder.write("a.txt", "same");

    expect((await stat(file)).ino).toBe(before);
  });

  test("a missing file reads as null", async () => {
    expect(await new RunFolder(await temporaryFolder()).read("nothing")).toBeNull();
  });

  test("a path through a file is one sentence with a next step", async () => {
    const root = await temporaryFolder();
    await writeFile(path.join(root, "file"), "");

    await expect(writeFileAtomic(path.join(root, "file", "x"), "y")).rejects.toMatchObject({
      kind: "disk",
      hint: expect.stringContaining("--output"),
    });
  });
});

test("what a killed writer left is removed, and nothing else", async () => {
  const folder = new RunFolder(await temporaryFolder());
  for (const name of ["solution_v1.py", "notes.tmp", "trace/1.prompt.md"]) {
    await folder.write(name, "whole");
  }
  for (const name of ["solution_v1.py.4711-3.tmp", "trace/1.prompt.md.4711-4.tmp"]) {
    await writeFile(path.join(folder.directory, name), "ha");
  }
  await folder.removeDrafts();

  expect((await readdir(folder.directory, { recursive: true })).toSorted()).toEqual([
    "notes.tmp",
    "solution_v1.py",
    "trace",
    "trace/1.prompt.md",
  ]);
});
