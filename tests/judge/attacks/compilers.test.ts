import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Language } from "../../../src/core/language.js";
import { createJudge } from "../../../src/judge/create-judge.js";
import { given, never, request } from "../judging.js";
import { SECRET } from "./stage.js";

const cacheDirectory = await mkdtemp(path.join(os.tmpdir(), "attacks-"));
// Else the judge takes another one, which knows the answers of the last time.
await chmod(cacheDirectory, 0o755);
const judge = createJudge({ cacheDirectory });
const { languages } = await judge.probe(never);
beforeAll(() => {
  vi.stubEnv("ANTHROPIC_API_KEY", SECRET);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(cacheDirectory, { recursive: true, force: true });
});

/** Sources that turn on their compiler: language, what they try, text. */
const SOURCES: readonly (readonly [Language, string, string])[] = [
  [
    "c",
    "takes in the environment of the first process",
    '__asm__(".incbin \\"/proc/1/environ\\"");\nint main(void) { return 0; }\n',
  ],
  [
    "c",
    "takes in its own environment",
    '__asm__(".incbin \\"/proc/self/environ\\"");\nint main(void) { return 0; }\n',
  ],
  [
    "c",
    "includes what it is told to compile with",
    '#include "/proc/self/cmdline"\nint main(void) { return 0; }\n',
  ],
  [
    "c",
    "has the assembler write for ever",
    '__asm__(".fill 100000000000, 1, 1");\nint main(void) { return 0; }\n',
  ],
  [
    "rust",
    "takes in a file of root",
    'fn main() { print!("{:?}", include_bytes!("/etc/shadow")); }\n',
  ],
  [
    "rust",
    "writes itself out without end",
    "macro_rules! again { ($($t:tt)*) => { again!($($t)* x) } }\nfn main() { again!(a b) }\n",
  ],
  [
    "go",
    "includes a file of the machine in C",
    'package main\n\n// #include "/etc/passwd"\nimport "C"\n\nfunc main() {}\n',
  ],
  [
    "java",
    "names a type that no class file can hold",
    `class Main { static final String A = "${"x".repeat(70_000)}"; public static void main(String[] a) { System.out.print(A); } }\n`,
  ],
];

describe("a source that turns on its compiler", () => {
  const possible = SOURCES.filter(([language]) => languages[language] !== null);

  test.skipIf(possible.length === 0).each(possible.length === 0 ? SOURCES : possible)(
    "in %s that %s is a compile error and shows nothing",
    async (language, _, source) => {
      const endings = { c: "c", rust: "rs", go: "go", java: "java" };
      const extension = Object.entries(endings).find(([name]) => name === language)?.[1] ?? "";
      const fileName = language === "java" ? "Main.java" : `solution.${extension}`;
      const program = { language, fileName, source, shape: "stdio", entry: null } as const;
      const report = await judge.judge(request(program, { cases: [given("1", "", "")] }), never);

      expect(report.cases.map(({ verdict }) => verdict)).toEqual(["CE"]);
      expect(JSON.stringify(report)).not.toMatch(new RegExp(`${SECRET}|root:.:0|PATH=`));
      expect(report.compile?.log.length).toBeLessThan(10_000);
    },
    60_000,
  );
});
