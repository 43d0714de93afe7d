import { describe, expect, test } from "vitest";
import type { Validator } from "../../../src/core/comparison.js";
import type { Program } from "../../../src/core/solution.js";
import { HAS_COMPILER } from "../../installed.js";
import { given, only, python } from "../judging.js";

function validated(validator: Validator, output: string, expected: string | null = "answer\n") {
  const comparison = { kind: "validator", validator } as const;
  return only(python(output), { cases: [given("1", "input\n", expected)], comparison });
}

function kattis(source: string, rest: Partial<Validator> = {}): Validator {
  const program = python(source, { fileName: "validator.py" });
  return { protocol: "kattis", program, flags: [], ...rest };
}

const CPP_CHECK = `
#include "fields.h"
#include <cstdio>
int main(int argc, char** argv) {
    if (argc != 4) return 3;
    if (word_of(argv[1]) != "input" || word_of(argv[3]) != "answer") return 3;
    if (word_of(argv[2]) == "fine") return 0;
    std::fprintf(stderr, "wrong answer: %s\\n", word_of(argv[2]).c_str());
    return 1;
}
`;
const FIELDS = `
#include <fstream>
#include <string>
inline std::string word_of(const char* name) { std::ifstream in(name); std::string word; in >> word; return word; }
`;

describe("a Kattis validator", () => {
  test("is given input, answer, a folder and its flags, and reads the output", async () => {
    const validator = kattis(
      `
import os, sys
_, given, answer, folder, *flags = sys.argv
assert open(given).read() == "input\\n" and open(answer).read() == "answer\\n"
assert flags == ["strict", "2"] and os.listdir(folder) == [] and folder.endswith("/")
output = sys.stdin.buffer.read()
open(folder + "judgemessage.txt", "w").write("bad \\x1b]0;x\\x07bytes" if output != b"\\xff\\n" else "")
sys.exit(42 if output == b"\\xff\\n" else 43)
`,
      { flags: ["strict", "2"] },
    );
    const bytes = "import sys\nsys.stdout.buffer.write(b'\\xff\\n')";

    expect(await validated(validator, bytes)).toMatchObject({ verdict: "AC", note: "" });
    expect(await validated(validator, "print('x')")).toMatchObject({
      verdict: "WA",
      note: "The validator says: bad bytes.",
    });
  });

  test("that fails is asked once more, and then nothing is said about the program", async () => {
    const validator = kattis("raise KeyError('its own')");

    expect(await validated(validator, "print()")).toMatchObject({
      verdict: "JE",
      note: expect.stringMatching(/^The validator failed: exit code 1: /),
    });
  });

  test("is not asked about a program that failed, nor where nothing is expected", async () => {
    const validator = kattis("raise KeyError");

    expect(await validated(validator, "raise KeyError")).toMatchObject({ verdict: "RE" });
    expect(await validated(validator, "print()", null)).toMatchObject({ verdict: "AC" });
  });

  test("alone can see the answer", async () => {
    const source = `
import os
def is_there(name):
    try: return bool(open(name).read())
    except OSError: return False
folders = [".", "..", "../..", "../../a/work", "../../b/work"]
print(os.listdir("."), any(is_there(folder + "/answer.txt") for folder in folders))
`;
    const validator = kattis(
      "import sys\nassert open('answer.txt').read()\nsays = sys.stdin.read()\nsys.exit(42 if says == \"['solution_v1.py'] False\\n\" else says)",
    );

    expect(await validated(validator, source)).toMatchObject({ verdict: "AC" });
  });
});

describe.skipIf(!HAS_COMPILER)("a checker of testlib", () => {
  const check: Program = {
    language: "cpp",
    fileName: "check.cpp",
    source: CPP_CHECK,
    shape: "stdio",
    entry: null,
    companions: { "fields.h": FIELDS },
  };
  const validator: Validator = { protocol: "testlib", program: check, flags: [] };

  test("in C++ is compiled with the headers beside it", async () => {
    expect(await validated(validator, "print('fine')")).toMatchObject({ verdict: "AC" });
    expect(await validated(validator, "print('off')")).toMatchObject({
      verdict: "WA",
      note: "The validator says: wrong answer: off.",
    });
  });

  test("that does not compile says nothing about the program", async () => {
    const lonely: Validator = { ...validator, program: { ...check, companions: {} } };

    expect(await validated(lonely, "print('fine')")).toMatchObject({
      verdict: "JE",
      note: expect.stringMatching(/^The validator does not compile: .*fields\.h/),
    });
  });
});
