import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";

import type { Language } from "../../../src/core/language.js";
import { createJudge } from "../../../src/judge/create-judge.js";
import { given, never, request } from "../judging.js";
import { whole } from "./compiling.js";

const cacheDirectory = mkdtempSync(path.join(tmpdir(), "pipeline-compile-attacks-"));
const secret = path.join(cacheDirectory, "expected.h");
const judge = createJudge({ cacheDirectory });
const { languages } = await judge.probe(never);
writeFileSync(secret, "int main(void) { return 0; }\n");
afterAll(() => rmSync(cacheDirectory, { recursive: true, force: true }));

async function compiled(language: Language, fileName: string, source: string) {
  const program = whole(language, fileName, source);
  const { cases, compile } = await judge.judge(
    request(program, { cases: [given("1", "", "SECRET\n")] }),
    never,
  );
  return { verdict: cases[0]?.verdict, ok: compile?.ok, log: compile?.log ?? "" };
}

const MAIN = "int main(void) { return 0; }\n";

describe.skipIf(languages.cpp === null)(
  "a source that turns on its compiler is a compile error",
  () => {
    test.each([
      ["reads an endless device", `#include "/dev/zero"\n${MAIN}`],
      ["reads the users of the machine", `#include "/etc/passwd"\n${MAIN}`],
      ["reads a file of the one who judges", `#include "${secret}"\n`],
      ["includes itself for ever", `#include __FILE__\n${MAIN}`],
      [
        "has templates without end",
        "template <int N> struct S { typename S<N + 1>::type x; using type = int; };\nS<0> s;\nint main() {}\n",
      ],
      [
        "computes for ever while it is compiled",
        "constexpr int f(int n) { int x = 0; for (int i = 0; i < 2000000000; ++i) x ^= i * n; return x; }\nconstexpr int a = f(3);\nint main() { return a; }\n",
      ],
      [
        "makes a program of two gigabytes",
        "char a[2000000000] = {1};\nint main() { return a[0]; }\n",
      ],
      [
        "has the compiler talk without end",
        `#define A(x) x; x; x; x; x; x; x; x; x; x;\n#define B(x) A(A(A(A(A(x)))))\nint main() { B(undeclared_name_of_some_length()) }\n`,
      ],
      [
        "takes in what is beside it on the disk",
        `__asm__(".incbin \\"${secret}\\"");\nint main() {}\n`,
      ],
    ])("%s", async (_what, source) => {
      const { verdict, ok, log } = await compiled("cpp", "solution.cpp", source);

      expect({ verdict, ok }).toEqual({ verdict: "CE", ok: false });
      expect(log.length).toBeLessThan(10_000);
      expect(log).not.toContain("root:x:0");
    });
  },
);

test.skipIf(languages.rust === null)(
  "Rust that takes in a file of the machine does not compile",
  async () => {
    const source = `fn main() { print!("{}", include_str!("/etc/passwd")); }`;
    expect(await compiled("rust", "solution.rs", source)).toMatchObject({ verdict: "CE" });
  },
);

test.skipIf(languages.go === null)(
  "Go that embeds a file of the machine does not compile",
  async () => {
    const source = `package main\nimport _ "embed"\n//go:embed /etc/passwd\nvar s string\nfunc main() { print(s) }\n`;
    expect(await compiled("go", "solution.go", source)).toMatchObject({ verdict: "CE" });
  },
);

test.skipIf(languages.java === null)("Java without a main method says so", async () => {
  const { verdict, log } = await compiled("java", "A.java", "class A { int main; }");
  expect(verdict).toBe("CE");
  expect(log).toContain("public static void main");
});
