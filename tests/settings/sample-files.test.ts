import { open } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { type PairNames, readSampleFiles } from "../../src/settings/sample-files.js";
import { temporaryFolder } from "./temp-folder.js";

/** Pairs `NAME.in` with `NAME.ans`. */
const pair: PairNames = (names) => {
  const ids = names.filter((name) => name.endsWith(".in")).map((name) => name.slice(0, -3));
  const paired = ids.filter((id) => names.includes(`${id}.ans`));
  const used = new Set(paired.flatMap((id) => [`${id}.in`, `${id}.ans`]));
  return {
    pairs: paired.map((id) => ({ id, input: `${id}.in`, answer: `${id}.ans` })),
    unpaired: names.filter((name) => !used.has(name)),
  };
};

const problemFile = "p/problem.txt";
const unpairedHint = "A sample is two files: the input 1.in and its answer 1.ans (or 1.out).";

test("samples beside the problem are read in order, byte for byte", async () => {
  const cwd = await temporaryFolder({
    "p/samples/2.in": "3 4\r\n",
    "p/samples/2.ans": "7",
    "p/samples/1.in": "",
    "p/samples/1.ans": "\uFEFF0\n",
    "p/samples/.DS_Store": "\0",
    "p/samples/README.md": "about these",
    "p/samples/more": null,
  });

  expect(await readSampleFiles({ cwd, directory: null, problemFile, pair })).toEqual({
    directory: path.join(cwd, "p/samples"),
    samples: [
      { name: "1", input: "", expected: "0\n" },
      { name: "2", input: "3 4\r\n", expected: "7" },
    ],
  });
});

test("a folder that the user names goes before the one beside the problem", async () => {
  const cwd = await temporaryFolder({
    "p/samples/1.in": "1",
    "p/samples/1.ans": "1",
    "mine/a.in": "2",
    "mine/a.ans": "4",
  });

  expect(await readSampleFiles({ cwd, directory: "mine", problemFile, pair })).toEqual({
    directory: path.join(cwd, "mine"),
    samples: [{ name: "a", input: "2", expected: "4" }],
  });
});

test.each<[what: string, files: Record<string, string | null>, problem: string | null]>([
  ["no folder beside the problem", { "p/problem.txt": "x" }, problemFile],
  ["a file of that name", { "p/samples": "x" }, problemFile],
  ["an empty folder nobody asked for", { "p/samples": null }, problemFile],
  ["a problem from standard input", { "samples/1.in": "1", "samples/1.ans": "1" }, null],
])("%s gives no samples", async (_what, files, problem) => {
  const cwd = await temporaryFolder(files);

  expect(await readSampleFiles({ cwd, directory: null, problemFile: problem, pair })).toEqual({
    directory: null,
    samples: [],
  });
});

describe("samples that cannot be used are refused", () => {
  const full = { "mine/1.in": "1", "mine/1.ans": "1" };

  test.each<
    [
      what: string,
      files: Record<string, string | Uint8Array | null>,
      message: string,
      hint: string | null,
    ]
  >([
    [
      "a missing folder",
      {},
      "There is no folder mine to take samples from.",
      "Check the path after --samples.",
    ],
    ["a file for a folder", { mine: "x" }, "mine is a file: --samples wants a folder.", null],
    ["an empty folder", { mine: null }, "There are no samples in mine.", unpairedHint],
    [
      "an input without an answer",
      { ...full, "mine/2.in": "2" },
      "mine/2.in is no half of a sample.",
      unpairedHint,
    ],
    [
      "files of another kind",
      { ...full, "mine/a.txt": "", "mine/b.txt": "" },
      "mine/a.txt (and 1 more) is no half of a sample.",
      unpairedHint,
    ],
    [
      "bytes",
      { ...full, "mine/1.ans": Uint8Array.of(0, 1) },
      "mine/1.ans is a binary file, not text.",
      "Give a plain text file in UTF-8.",
    ],
    [
      "a folder in place of a file",
      { "mine/1.in": "1", "mine/1.ans": null },
      "mine/1.in is no half of a sample.",
      unpairedHint,
    ],
  ])("%s", async (_what, files, message, hint) => {
    const cwd = await temporaryFolder(files);

    await expect(
      readSampleFiles({ cwd, directory: "mine", problemFile, pair }),
    ).rejects.toMatchObject({
      kind: "bad_input",
      message,
      hint,
    });
  });

  test("also in the folder beside the problem, by name", async () => {
    const cwd = await temporaryFolder({ "p/samples/1.in": "1" });

    await expect(
      readSampleFiles({ cwd, directory: null, problemFile, pair }),
    ).rejects.toMatchObject({
      kind: "bad_input",
      message: "p/samples/1.in is no half of a sample.",
    });
  });

  test("when one is too large, without reading it", async () => {
    const cwd = await temporaryFolder(full);
    const file = await open(path.join(cwd, "mine/1.in"), "w");
    await file.truncate(50_000_000);
    await file.close();

    await expect(
      readSampleFiles({ cwd, directory: "mine", problemFile, pair }),
    ).rejects.toMatchObject({
      kind: "bad_input",
      message: "mine/1.in is too large with 50 MB: at most 10 MB is read.",
    });
  });

  test("when there are very many", async () => {
    const numbers = Array.from({ length: 201 }, (_, index) => index);
    const cwd = await temporaryFolder(
      Object.fromEntries(
        numbers.flatMap((number) => [
          [`mine/${number}.in`, ""],
          [`mine/${number}.ans`, ""],
        ]),
      ),
    );

    await expect(
      readSampleFiles({ cwd, directory: "mine", problemFile, pair }),
    ).rejects.toMatchObject({
      kind: "bad_input",
      message: "mine holds 201 samples: at most 200 are run.",
    });
  });
});
