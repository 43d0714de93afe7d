import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { REPOSITORY } from "../cli/command-line.js";
import { temporaryFolder } from "../temp-folder.js";
import { DOUBLE } from "./double-problem.js";

/** A real terminal, made by python: what a command writes there, and how it ended. */
const TERMINAL = `
import os, pty, re, sys, struct, fcntl, termios
columns, answer = int(sys.argv[1]), sys.argv[2]
pid, master = pty.fork()
if pid == 0:
    os.execvp(sys.argv[3], sys.argv[3:])
fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
shown = b""
while len(shown) < 500000:
    try:
        chunk = os.read(master, 4096)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    if answer and re.search(rb"quest conversation", shown):
        os.write(master, answer.encode().decode("unicode_escape").encode())
        answer = ""
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
print("\\nended", os.waitstatus_to_exitcode(status))
`;

const hasPython = spawnSync("python3", ["-c", "import pty"]).status === 0;

async function onTerminal(
  args: readonly string[],
  cwd: string,
  { columns = 100, keys = "", env = {} } = {},
): Promise<string> {
  const main = path.join(REPOSITORY, "dist/cli/main.js");
  const child = spawn(
    "python3",
    ["-c", TERMINAL, String(columns), keys, process.execPath, main, ...args],
    {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", HOME: cwd, LANG: "C.UTF-8", TERM: "xterm", ...env },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let shown = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
  });
  await once(child, "close");
  return shown;
}

describe.runIf(hasPython)("on a real terminal", () => {
  test("Ctrl-C stops the run in good order, with a spinner on the screen", async () => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, "double.txt"), DOUBLE);
    const shown = await onTerminal(["run", "double.txt", "--backend", "quest"], cwd, {
      keys: String.raw`\x03`,
    });
    const result: unknown = JSON.parse(
      await readFile(path.join(cwd, "output/double-1/result.json"), "utf8"),
    );

    expect(shown).toMatch(/Stopping\. What is under way is cancelled/);
    expect(shown).toMatch(/Continue {2}pipeline resume double-1/);
    expect(shown).toMatch(/ended 130/);
    expect(result).toMatchObject({
      status: "stopped",
      exit_code: 130,
      error: { kind: "cancelled" },
    });
  });

  test("lines are marked and coloured; nothing but lines goes out where there are no columns", async () => {
    const cwd = await temporaryFolder();
    const wide = await onTerminal(["demo", "legacy"], cwd);
    const plain = await onTerminal(["demo", "legacy"], cwd, { env: { NO_COLOR: "1" } });
    const none = await onTerminal(["demo", "legacy"], cwd, { columns: 0 });
    const escape = String.fromCodePoint(27);

    expect(wide).toMatch(/✓.*solution-fixer/);
    expect(wide).toContain(`${escape}[32m`);
    expect(plain).not.toContain(`${escape}[32m`);
    expect(plain).not.toContain(`${escape}[36m`);
    expect(none).not.toContain(escape);
    expect(none.length).toBeLessThan(3000);
    for (const shown of [wide, plain, none]) expect(shown).toMatch(/ended 0/);
  });
});
