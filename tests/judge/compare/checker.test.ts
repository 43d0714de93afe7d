import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { given, only, python } from "../judging.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "checkers-"));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function checker(name: string, source: string, mode = 0o644): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, source, { mode });
  return file;
}

function check(command: string, expected: string | null = "3 2 1\n", output = "print(1, 2, 3)") {
  const comparison = { kind: "checker", command } as const;
  return only(python(output), { cases: [given("1", "in\n", expected)], comparison });
}

describe("a checker", () => {
  test("is given input, output and answer, in this order", async () => {
    const file = await checker(
      "order.py",
      "import sys\na, b, c = [open(name).read().split() for name in sys.argv[1:]]\nsys.exit(0 if (a, sorted(b), b) == (['in'], sorted(c), ['1', '2', '3']) else 1)",
    );

    expect(await check(`python3 ${file}`)).toMatchObject({ verdict: "AC", note: "" });
    expect(await check(`python3 "${file}"`, "3 2 4")).toMatchObject({
      verdict: "WA",
      note: "The checker says: wrong.",
    });
  });

  test.each([
    [0, "AC"],
    [1, "WA"],
    [2, "WA"],
    [3, "JE"],
    [4, "WA"],
    [7, "JE"],
    [8, "WA"],
    [16, "WA"],
    [50, "WA"],
    [126, "JE"],
    [255, "JE"],
  ])("that ends with %i comes to %s", async (code, verdict) => {
    const file = await checker(
      "code.sh",
      "echo said >&2\nexit $CODE".replace("$CODE", String(code)),
    );

    expect(await check(`sh ${file}`)).toMatchObject({ verdict });
  });

  test("may be a program of its own, or one for Node", async () => {
    const script = await checker("own", '#!/bin/sh\ncmp -s "$2" "$3"\n', 0o755);
    const node = await checker(
      "node.js",
      "const [, , , output, answer] = process.argv; const read = (f) => require('fs').readFileSync(f, 'utf8'); process.exitCode = read(output) === read(answer) ? 0 : 1;",
    );

    for (const command of [script, `node ${node}`]) {
      expect(await check(command, "1 2 3\n")).toMatchObject({ verdict: "AC" });
      expect(await check(command, "1 2 4\n")).toMatchObject({ verdict: "WA" });
    }
  });

  test.each(["python3 no/such/file.py", "python3 nosuch.py", "python3 /no/such.py", "./nosuch"])(
    "that is not there decides nothing: %s",
    async (command) => {
      const named = command.split(" ").at(-1);

      expect(await check(command)).toMatchObject({
        verdict: "JE",
        note: `The checker's command names ${named}, which is not there.`,
      });
    },
  );

  test("says why in its note", async () => {
    const file = await checker("why.py", "import sys\nsys.exit('the path is too long')");

    expect((await check(`python3 ${file}`)).note).toBe("The checker says: the path is too long.");
  });

  test.each([
    ["does not exist", "/no/such/checker"],
    ["is killed", "sh -c 'kill -9 $$'"],
    ["is empty", " "],
  ])("that %s says nothing about the program", async (_, command) => {
    expect(await check(command)).toMatchObject({ verdict: "JE" });
  });

  test("is not asked about a program that failed, nor where nothing is expected", async () => {
    expect(await check("/no/such/checker", "x", "raise KeyError")).toMatchObject({ verdict: "RE" });
    expect(await check("/no/such/checker", null)).toMatchObject({ verdict: "AC" });
  });

  test("also decides about the result of a function", async () => {
    const file = await checker(
      "json.py",
      "import json, sys\na, b, c = [json.load(open(name)) for name in sys.argv[1:]]\nsys.exit(0 if a == [5] and b == [1, 5] and c == 9 else 1)",
    );
    const program = python("def f(x): return 1, x", { shape: "call" });
    const comparison = { kind: "checker", command: `python3 ${file}` } as const;

    expect(await only(program, { cases: [given("1", "[5]", "9")], comparison })).toMatchObject({
      verdict: "AC",
    });
  });
});
