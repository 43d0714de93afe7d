import { createHash } from "node:crypto";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { CommandCase } from "../../../src/core/case.js";
import { only, python } from "../judging.js";

let project = "";
beforeEach(async () => {
  project = await mkdtemp(path.join(os.tmpdir(), "project-"));
  await chmod(project, 0o755);
  await mkdir(path.join(project, "src"));
  await writeFile(path.join(project, "src/legacy.py"), "def add(a, b): return a - b\n");
  await writeFile(
    path.join(project, "check.py"),
    "import sys\nsys.path.insert(0, 'src')\nimport legacy\nassert legacy.add(1, 2) == 3, 'not three'\nprint('all well')\n",
  );
});
afterEach(() => rm(project, { recursive: true, force: true }));

function run(command: string, rest: Partial<CommandCase> = {}) {
  const source = "def add(a, b): return a + b\n";
  const one: CommandCase = {
    kind: "command",
    id: "tests",
    origin: "given",
    command,
    projectDirectory: project,
    target: "src/legacy.py",
    ...rest,
  };
  return only(python(source), { cases: [one] });
}

/** Names and contents of everything in the project, links not followed. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const name of (await readdir(project, { recursive: true })).toSorted()) {
    hash.update(name);
    hash.update(await readFile(path.join(project, name)).catch(() => "no file"));
  }
  return hash.digest("hex");
}

describe("a test command of the user's", () => {
  test("is accepted by its exit code, with the program in place of the file", async () => {
    expect(await run("python3 check.py")).toMatchObject({
      id: "tests",
      verdict: "AC",
      input: "python3 check.py",
      output: "all well\n",
      ending: { kind: "exited", code: 0 },
    });
  });

  test("fails with what it said last", async () => {
    const result = await run("echo first; echo last; exit 3");

    expect(result).toMatchObject({
      verdict: "WA",
      note: "The test command ended with exit code 3: first | last.",
    });
    expect(await run("python3 check.py", { target: "src/other.py" })).toMatchObject({
      verdict: "WA",
      note: expect.stringContaining("AssertionError: not three"),
    });
  });

  test("never writes to the project", async () => {
    await symlink(path.join(project, "check.py"), path.join(project, "link.py"));
    const before = await fingerprint();
    const result = await run(
      "echo changed > check.py; rm -rf src; touch new; echo changed > link.py; ls",
      { target: "link.py" },
    );

    expect(result.output).toContain("new");
    expect(await fingerprint()).toBe(before);
  });

  test("does not see history, earlier output or secrets", async () => {
    for (const name of [".git", "output", "__pycache__", "src/output"]) {
      await mkdir(path.join(project, name));
      await writeFile(path.join(project, name, "file"), "x");
    }
    for (const name of [".env", ".env.local", ".env.example"]) {
      await writeFile(path.join(project, name), "KEY=1");
    }

    expect((await run("find . -type f | sort")).output.split("\n")).toEqual([
      "./.env.example",
      "./check.py",
      "./src/legacy.py",
      "./src/output/file",
      "",
    ]);
  });

  test("uses installed packages where they are", async () => {
    await mkdir(path.join(project, "node_modules/answer"), { recursive: true });
    await writeFile(path.join(project, "node_modules/answer/index.js"), "module.exports = 42");
    const command =
      "node -e 'console.log(require(\"answer\"))' && ! touch node_modules/new 2>/dev/null && test -L node_modules";

    expect(await run(command)).toMatchObject({ verdict: "AC", output: "42\n" });
    expect(await readdir(path.join(project, "node_modules"))).toEqual(["answer"]);
  });

  test("may use several processes", async () => {
    const source =
      "import multiprocessing as m\nif __name__ == '__main__':\n    with m.Pool(2) as pool: print(pool.map(abs, [-1, -2]))";
    await writeFile(path.join(project, "many.py"), source);

    expect(await run("python3 many.py | cat")).toMatchObject({ verdict: "AC", output: "[1, 2]\n" });
  });

  test("that does not exist says nothing about the program", async () => {
    expect(await run("no-such-command --test")).toMatchObject({
      verdict: "JE",
      note: expect.stringMatching(/^The test command cannot be run: .*no-such-command/),
    });
  });

  test("is not run where the project is too large to copy", async () => {
    await writeFile(path.join(project, "large"), "");
    await truncate(path.join(project, "large"), 201 * 2 ** 20);

    expect(await run("true")).toMatchObject({
      verdict: "JE",
      note: "The project cannot be copied: The project folder holds more than 20000 files or 200 MB, too much to copy for a test.",
    });
  });

  test.each(["../legacy.py", "/etc/legacy.py", "src/../../legacy.py", "away/legacy.py"])(
    "is not run where the program would replace %s",
    async (target) => {
      const elsewhere = await mkdtemp(path.join(os.tmpdir(), "elsewhere-"));
      await symlink(elsewhere, path.join(project, "away"));
      try {
        expect(await run("true", { target })).toMatchObject({ verdict: "JE" });
        expect(await readdir(elsewhere)).toEqual([]);
      } finally {
        await rm(elsewhere, { recursive: true });
      }
    },
  );

  test("is not run where there is no project", async () => {
    const result = await run("true", { projectDirectory: path.join(project, "gone") });

    expect(result).toMatchObject({
      verdict: "JE",
      note: expect.stringContaining("The project cannot be copied"),
    });
  });
});
