import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";

import {
  fitsLanguage,
  isFenceOf,
  LANGUAGE_NAMES,
  LANGUAGES,
  languageOfFile,
} from "../../../src/core/language.js";
import { ROWS } from "../../../src/judge/languages/table.js";
import {
  findToolchain,
  NO_LANGUAGES,
  requireLanguage,
  versions,
} from "../../../src/judge/languages/toolchain.js";

const never = new AbortController().signal;

test("the tables of words and of tools hold the same languages", () => {
  expect(Object.keys(ROWS)).toEqual(LANGUAGE_NAMES);
  expect(Object.keys(NO_LANGUAGES)).toEqual(LANGUAGE_NAMES);
});

test.each([
  ["solution.py", "python"],
  ["solution.mjs", "javascript"],
  ["solution.ts", "typescript"],
  ["a.b.c", "c"],
  ["SOLUTION.CPP", "cpp"],
  ["solution.cc", "cpp"],
  ["solution.cxx", "cpp"],
  ["Main.java", "java"],
  ["main.rs", "rust"],
  ["main.go", "go"],
  ["notes.txt", null],
  ["Makefile", null],
] as const)("a file %s is in %s", (file, language) => {
  expect(languageOfFile(file)).toBe(language);
});

test("a file can be in a language that shares its extension with another", () => {
  expect(fitsLanguage("a.py", "pypy")).toBe(true);
  expect(fitsLanguage("a.cc", "cpp17")).toBe(true);
  expect(fitsLanguage("a.py", "cpp17")).toBe(false);
});

test.each([
  ["c++", "cpp"],
  ["rs", "rust"],
  ["ts", "typescript"],
  ["golang", "go"],
  ["cpp", "cpp17"],
  ["python3", "pypy"],
] as const)("a block tagged %s is in %s", (tag, language) => {
  expect(isFenceOf(tag, language)).toBe(true);
  expect(isFenceOf("text", language)).toBe(false);
});

test("every name ends its own files", () => {
  const strangers = LANGUAGE_NAMES.filter(
    (language) => !fitsLanguage(`a${LANGUAGES[language].extension}`, language),
  );
  expect(strangers).toEqual([]);
});

describe("the tools of this machine", async () => {
  const toolchain = await findToolchain(["/usr/bin/python3", "python3"], never);
  const known = await versions(toolchain);
  const present = LANGUAGE_NAMES.filter((language) => known[language] !== null);

  test.each(present)("%s is there with real files", async (language) => {
    const { compiler, runtime } = await requireLanguage(language, toolchain);
    const tools = [compiler, runtime].flatMap((tool) => (tool === null ? [] : [tool]));

    expect(tools.length).toBeGreaterThan(0);
    expect(tools.filter((tool) => !existsSync(tool.path))).toEqual([]);
    expect(tools.filter((tool) => /shims|\.cargo\/bin/.test(tool.path))).toEqual([]);
  });

  test.each(LANGUAGE_NAMES)("%s that is missing is named, with how to get it", async (language) => {
    const none = { ...toolchain, find: async () => ({ unusable: "is not installed" }) };

    await expect(requireLanguage(language, none)).rejects.toMatchObject({
      kind: "judge",
      message: `programs in ${LANGUAGES[language].name} cannot be run, because what they need is not installed`,
      hint: ROWS[language].install,
    });
  });
});
