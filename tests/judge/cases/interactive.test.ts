import { readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, test } from "vitest";
import type { Validator } from "../../../src/core/comparison.js";
import type { Program } from "../../../src/core/solution.js";
import { HAS_COMPILER } from "../../installed.js";
import { given, only, python } from "../judging.js";

/** Thinks of the number of the input; is asked with `? x`, told with `! x`, and reads to the end. */
const GUESSING = `
import sys
number = int(open(sys.argv[1]).read())
assert open(sys.argv[2]).read() == "the answer\\n"
def end(code, why):
    open(sys.argv[3] + "/judgemessage.txt", "w").write(why)
    sys.exit(code)
if sys.argv[4:] != ["polite"]: end(1, "the flags are missing")
print("hello", flush=True)
for line in sys.stdin:
    what, value = line.split()
    if what == "!":
        end(42 if int(value) == number else 43, "not the number")
    print("less" if number < int(value) else "more" if number > int(value) else "hit", flush=True)
end(43, "nothing was told")
`;

const validator: Validator = {
  protocol: "kattis",
  program: python(GUESSING, { fileName: "guessing.py" }),
  flags: ["polite"],
};

function talk(program: Program, partner: Validator = validator) {
  const comparison = { kind: "interactive", validator: partner } as const;
  const cases = [given("1", "37\n", "the answer\n")];
  return only(program, { cases, comparison, timeLimitMs: 1000 });
}

const SEARCH = `
assert input() == "hello"
low, high = 1, 100
while low < high:
    middle = (low + high) // 2
    print("?", middle, flush=True)
    answer = input()
    if answer == "hit": low = high = middle
    elif answer == "less": high = middle - 1
    else: low = middle + 1
print("!", low, flush=True)
`;

describe("a program that talks", () => {
  test("is accepted where the validator is content, and measured", async () => {
    const result = await talk(python(SEARCH));

    expect(result).toMatchObject({ verdict: "AC", note: "", input: "37\n" });
    expect(result.cpuMs).toBeGreaterThan(0);
  });

  test.each([
    ["tells another number", "print('! 36')", "WA", "The validator says: not the number."],
    [
      "is wrong before it breaks",
      "print('! 36', flush=True)\nfor line in __import__('sys').stdin: pass\nraise KeyError",
      "WA",
      "The validator says: not the number.",
    ],
    ["ends too early", "input()", "WA", "The validator says: nothing was told."],
    ["breaks on its way", "input()\nraise KeyError('x')", "RE", "Exit code 1: KeyError: 'x'."],
    ["computes without end", "while True: pass", "TLE", expect.stringMatching(/./)],
    [
      "waits for what nobody says",
      "input()\ninput()",
      "TLE",
      "Stopped: by the clock it took too long.",
    ],
  ])("and %s", async (_, source, verdict, note) => {
    expect(await talk(python(source))).toMatchObject({ verdict, note });
  });

  test("is told the end of the talk when the validator is gone", async () => {
    const source = `${SEARCH}import sys\nassert sys.stdin.read() == ""\n`;

    expect(await talk(python(source))).toMatchObject({ verdict: "AC" });
  });

  test("cannot see what the validator knows", async () => {
    const source = `
import os
def found(name):
    try: return open(name).read()
    except OSError: return ""
folders = [".", "..", "../..", "../../a/work", "../../b/work"]
seen = [found(folder + "/" + name) for folder in folders for name in ("input.txt", "answer.txt")]
raise SystemExit(" ".join(sorted(os.listdir("."))) + "".join(seen))
`;

    expect((await talk(python(source))).note).toBe("Exit code 1: solution_v1.py.");
  });

  test.skipIf(!HAS_COMPILER)(
    "is not to blame for a validator that breaks or does not compile",
    async () => {
      const broken = { ...validator, program: python("raise KeyError('mine')") };
      const invalid: Validator = {
        ...validator,
        program: { ...python("int main( {"), language: "c", fileName: "validator.c" },
      };

      expect(await talk(python("input()"), broken)).toMatchObject({ verdict: "JE" });
      expect(await talk(python(SEARCH), invalid)).toMatchObject({
        verdict: "JE",
        note: expect.stringMatching(/^The validator does not compile: .*\.c:1:/),
      });
    },
  );

  test("may talk with an interactor of testlib, which gets three files", async () => {
    const interactor = python(
      "import sys\nnumber = open(sys.argv[1]).read().strip()\nopen(sys.argv[2], 'w').write('x')\nassert open(sys.argv[3]).read() == 'the answer\\n'\nprint(number, flush=True)\nsys.exit(0 if input() == number else 1)",
    );
    const partner: Validator = { protocol: "testlib", program: interactor, flags: [] };

    expect(await talk(python("print(input())"), partner)).toMatchObject({ verdict: "AC" });
    expect(await talk(python("print(input() + '1')"), partner)).toMatchObject({ verdict: "WA" });
  });
});

test.skipIf(!HAS_COMPILER)("a validator of a package, in C++", async () => {
  const folder = path.resolve(import.meta.dirname, "../packages/dialsafe");
  const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
  const source = read("output_validators/safe.cpp");
  const safe: Program = { ...python(source), language: "cpp", fileName: "safe.cpp" };
  const comparison = {
    kind: "interactive",
    validator: { protocol: "kattis", program: safe, flags: [] },
  } as const;
  const judge = (name: string) =>
    only(python(read(`submissions/${name}`)), {
      cases: [given("1", read("data/secret/01.in"), read("data/secret/01.ans"))],
      comparison,
    });

  expect(await judge("accepted/without_line_break.py")).toMatchObject({ verdict: "AC" });
  expect(await judge("wrong_answer/off_the_dial.py")).toMatchObject({
    verdict: "WA",
    note: "The validator says: not on the dial.",
  });
  expect(await judge("run_time_error/exit_code_after_the_answer.py")).toMatchObject({
    verdict: "RE",
  });
});
