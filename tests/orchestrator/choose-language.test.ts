import { describe, expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import type { Language } from "../../src/core/language.js";
import { NO_LIMITS } from "../../src/core/limits.js";
import type { Problem } from "../../src/core/problem.js";
import type { Program, Shape } from "../../src/core/solution.js";
import { chooseLanguage, type LanguageChoice } from "../../src/orchestrator/choose-language.js";

const never = new AbortController().signal;

/** A machine on which some languages are missing. */
function without(...missing: readonly Language[]) {
  return {
    require: async (language: Language) => {
      if (missing.includes(language)) throw new PipelineError("judge", `${language} is missing`);
    },
  };
}

function problem(shape: Shape | null): LanguageChoice["subject"] {
  const stated: Problem = {
    title: "",
    statement: "",
    limits: NO_LIMITS,
    samples: [],
    refused: [],
    shape,
    entry: null,
  };
  return { problem: stated, code: null };
}

function file(language: Language, fileName: string): LanguageChoice["subject"] {
  const code: Program = { language, fileName, source: "", shape: "stdio", entry: null };
  return { problem: null, code };
}

describe("the language of a run", () => {
  test.each([
    ["run", null, problem("stdio"), "python"],
    ["compete", null, problem("stdio"), "cpp"],
    ["compete", null, problem(null), "cpp"],
    ["compete", null, problem("call"), "python"],
    ["compete", "rust", problem("stdio"), "rust"],
    ["run", "typescript", problem("call"), "typescript"],
    ["debug", null, file("cpp", "old.cpp"), "cpp"],
    ["debug", "cpp17", file("cpp", "old.cpp"), "cpp17"],
    ["debug", "pypy", file("python", "old.py"), "pypy"],
  ] as const)("for %s with --lang %s is found out", async (command, wanted, subject, expected) => {
    const chosen = await chooseLanguage({ command, wanted, subject }, without(), never);
    expect(chosen).toBe(expected);
  });

  test("of a contest is Python where there is no C++ compiler", async () => {
    const choice = { command: "compete", wanted: null, subject: problem("stdio") } as const;
    expect(await chooseLanguage(choice, without("cpp"), never)).toBe("python");
  });

  test.each([
    ["rust", problem("stdio"), "judge"],
    ["cpp", problem("call"), "usage"],
    ["java", file("cpp", "old.cpp"), "usage"],
  ] as const)(
    "%s is refused where it cannot be run or does not fit",
    async (wanted, subject, kind) => {
      const choice = { command: "run", wanted, subject } as const;
      await expect(chooseLanguage(choice, without("rust"), never)).rejects.toMatchObject({ kind });
    },
  );
});
