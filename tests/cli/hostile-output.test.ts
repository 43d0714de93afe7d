import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";

import { describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.js";
import { HAS_COMPILER } from "../installed.js";
import { temporaryFolder } from "../temp-folder.js";
import { pipelineCommand } from "./command-line.js";

const ACTS = /(?![\t\n])[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]/u;
const TITLE = "\u001b]0;owned\u0007";
const CLIPBOARD = "\u001b]52;c;aGk=\u0007";
const HOSTILE = `${TITLE}${CLIPBOARD}\u001b[2J\u009b31m\u202eshown`;

/** A Kattis package in a folder of a hostile name, whose validator refuses everything with a hostile message. */
async function hostilePackage(cwd: string, name: string): Promise<void> {
  const files = {
    "problem.yaml": "name: Echo\nvalidation: custom\n",
    "data/secret/1.in": "in\n",
    "data/secret/1.ans": "ans\n",
    "output_validators/refuse.py": `import sys\nopen(sys.argv[3] + "judgemessage.txt", "w").write(${JSON.stringify(HOSTILE)})\nsys.exit(43)\n`,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(cwd, name, file)), { recursive: true });
    await writeFile(path.join(cwd, name, file), text);
  }
}

const SHOUTS = `import sys\ntext = ${JSON.stringify(HOSTILE)}\nprint(text)\nsys.exit(text)\n`;
const STATEMENT = "# Echo\n\nInput:\n```\n1\n```\n\nOutput:\n```\n2\n```\n";

describe("nothing acts on the terminal", () => {
  test("of what a validator says, in a package of any name", async () => {
    const cwd = await temporaryFolder();
    const name = `pack${TITLE}age`;
    await hostilePackage(cwd, name);
    await writeFile(path.join(cwd, "solution.py"), "print(input())\n");
    const ran = await pipelineCommand({ args: ["check", "solution.py", name], cwd });

    expect(ran.stdout).toContain("The validator says: shown.");
    expect(ran.stdout + ran.stderr).not.toMatch(ACTS);
    expect(ran.code).toBe(1);
  });

  test("of names in an error message", async () => {
    const cwd = await temporaryFolder();
    const name = `pack${TITLE}age`;
    await hostilePackage(cwd, name);
    await writeFile(path.join(cwd, name, "problem.yaml"), "name: [");
    await writeFile(path.join(cwd, "solution.py"), "print(input())\n");
    const ran = await pipelineCommand({ args: ["check", "solution.py", name], cwd });

    expect(ran.stderr).toContain("package/problem.yaml");
    expect(ran.stderr).not.toMatch(ACTS);
    expect(ran.code).toBe(2);
  });

  test("of what a program and its compiler write", async () => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, "problem.md"), STATEMENT);
    await writeFile(path.join(cwd, "solution.py"), SHOUTS);
    await writeFile(path.join(cwd, "solution.c"), `#error "${HOSTILE}"\n`);
    const ran = await pipelineCommand({ args: ["check", "solution.py", "problem.md"], cwd });
    const compiled = await pipelineCommand({ args: ["check", "solution.c", "problem.md"], cwd });

    expect(ran.stdout).toMatch(/RE .*shown/);
    expect(compiled.stdout).toMatch(HAS_COMPILER ? /CE [\s\S]*shown/ : /JE .*not installed/);
    for (const text of [ran.stdout, ran.stderr, compiled.stdout, compiled.stderr]) {
      expect(text).not.toMatch(ACTS);
    }
  });

  test("of a task that a user brings, and his file keeps its bytes", async () => {
    const cwd = await temporaryFolder();
    const statement = `# Echo ${TITLE}\n\nInput:\n\`\`\`\n1\n\`\`\`\n\nOutput:\n\`\`\`\n\u001b[31m2\n\`\`\`\n`;
    await writeFile(path.join(cwd, "problem.md"), statement);
    const ran = await pipelineCommand({ args: ["samples", "problem.md"], cwd });

    expect(ran.stdout + ran.stderr).not.toMatch(ACTS);
    expect(await readFile(path.join(cwd, "problem.md"), "utf8")).toBe(statement);
  });
});

describe("a terminal behind the streams", () => {
  async function atTerminal(argv: readonly string[], cwd: string) {
    const written = { stdout: "", stderr: "" };
    const code = await runCli(argv, {
      stdout: (text) => {
        written.stdout += text;
      },
      stderr: (text) => {
        written.stderr += text;
      },
      stdin: Readable.from([]),
      stdoutStream: { isTTY: true },
      stderrStream: { isTTY: true, columns: 80 },
      env: {},
      cwd,
      signal: new AbortController().signal,
    });
    return { code, ...written };
  }

  test("gets JSON that means the same and cannot act", async () => {
    const cwd = await temporaryFolder();
    await writeFile(
      path.join(cwd, "problem.md"),
      STATEMENT.replace("Echo", "Echo \u202e\u009b2J!"),
    );
    const ran = await atTerminal(["samples", "problem.md", "--json"], cwd);

    expect(ran.stdout).not.toMatch(ACTS);
    expect(JSON.parse(ran.stdout)).toMatchObject({ samples: [{ input: "1\n", output: "2\n" }] });
  });

  test("gets names that do not exist without what is hostile in them", async () => {
    const ran = await atTerminal(["samples", `no${HOSTILE}.md`], await temporaryFolder());

    expect(ran.stderr).toContain("noshown.md");
    expect(ran.stderr).not.toMatch(ACTS);
    expect(ran.code).toBe(2);
  });
});
