import { chmod, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { judgedUser } from "../../../src/judge/sandbox/account.js";
import { RunnerTrouble } from "../../../src/judge/sandbox/link.js";
import { Runner } from "../../../src/judge/sandbox/runner.js";
import type { RunnerOptions } from "../../../src/judge/sandbox/spawn-runner.js";
import {
  type Change,
  COMBINATIONS,
  optionsOf,
  processesWith,
  removeFolder,
  script,
  sharedFolder,
} from "./combinations.js";

const SEES_PROC = { readable: ["/bin", "/lib", "/lib64", "/usr", "/proc"] };
const SPIN = "while True: pass";
const SLEEP = "import time; time.sleep(1000)";

describe.each(COMBINATIONS)("the walls of a runner (%s)", (_, combination) => {
  const isInside = combination.walls.kind === "namespaces";
  let folder = "";
  let options: RunnerOptions;
  let runner: Runner;
  beforeAll(async () => {
    folder = await sharedFolder();
    for (const inner of ["shown/artifact/deep", "shown/other", "shown/prepared/deep"]) {
      await mkdir(path.join(folder, inner), { recursive: true });
    }
    await writeFile(path.join(folder, "shown/artifact/deep/program"), "compiled");
    await writeFile(path.join(folder, "shown/prepared/deep/run.sh"), "#!/bin/sh\necho ran\n");
    await chmod(path.join(folder, "shown/prepared/deep/run.sh"), 0o755);
    await symlink("deep/run.sh", path.join(folder, "shown/prepared/link"));
    options = optionsOf(combination, folder);
    runner = await Runner.start(options);
  });
  afterAll(async () => {
    await runner.close();
    await removeFolder(folder);
  });

  const run = async (source: string, change?: Change) => runner.run(script(source, change));
  const print = async (source: string, change?: Change) => {
    const { stdout, stderr, ending } = await run(source, change);
    expect({ stderr, ending }).toEqual({ stderr: "", ending: { kind: "exited", code: 0 } });
    return stdout.toString().trim();
  };

  test("ends children with the program, wherever they hide", async () => {
    const source = `
import os, signal, sys, time
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT): signal.signal(number, signal.SIG_IGN)
for hide in (False, True):
    if os.fork() == 0:
        if hide:
            os.setsid()
            if os.fork() > 0: os._exit(0)
        os.write(1, b"child ")
        while sys.argv[1]: time.sleep(0.01)
time.sleep(0.1)`;
    const word = `hidden-${folder}`;
    const hiding = script(source, { mayFork: true });
    const { ending, stdout } = await runner.run({ ...hiding, command: [...hiding.command, word] });
    const spinning = { mayFork: true, limits: { cpuMs: 200 } };
    const stopped = script(`${source}\n${SPIN}`, spinning);
    const late = await runner.run({ ...stopped, command: [...stopped.command, word] });

    expect(ending).toEqual({ kind: "exited", code: 0 });
    expect(late.ending).toEqual({ kind: "cpu-limit" });
    expect(stdout.toString()).toBe("child child ");
    expect(await processesWith(word)).toEqual([]);
  });

  test("gives exactly the environment that was asked for", async () => {
    const environment = { ONE: "1=2", EMPTY: "", HOME: "/other" };
    const request = { ...script("", { environment }), command: ["/usr/bin/env"] as const };
    const lines = (await runner.run(request)).stdout.toString().trim().split("\n");
    const work = lines.find((line) => line.startsWith("PWD="))?.slice(4);

    expect(work).toMatch(/^\/.*\/work$/);
    expect(lines.toSorted()).toEqual(
      ["EMPTY=", `HOME=${work}`, "ONE=1=2", `PWD=${work}`, `TMPDIR=${work}`].toSorted(),
    );
  });

  test("lays out the files of a run", async () => {
    const files = { "harness/deep/h.txt": "harness", "work/deep/w.txt": "work", "work/a.txt": "ä" };
    const source = `
import os
print(open("../harness/deep/h.txt").read(), open("deep/w.txt").read(), open("a.txt", "rb").read())
open("deep/w.txt", "a").write("more"); os.rename("deep/w.txt", "w2.txt")
for path in ("../harness/deep/h.txt", "../harness/new", "../new"):
    try: open(path, "w"); print("wrote", path)
    except OSError: pass`;

    // Without Landlock only another user keeps a program from its own harness.
    const isKept = combination.useLandlock || (options.uid !== null && !isInside);
    const { stdout } = await run(source, { files });
    const [first, ...others] = stdout.toString().trim().split("\n");
    expect(first).toBe(String.raw`harness work b'\xc3\xa4'`);
    expect(isKept ? others : []).toEqual([]);
    expect(await print("import os; print(os.listdir('.'), os.listdir('../harness'))")).toBe(
      "[] []",
    );
  });

  test("leaves nothing for the next run, whatever a program has made", async () => {
    const source = `
import os
for number in range(500): open(str(number), "w").close()
os.makedirs("deep/" * 30); os.mkfifo("pipe"); os.symlink("/", "link"); os.chmod("deep", 0)
for _ in range(100): os.mkdir("a" * 100); os.chdir("a" * 100)
os.chmod(os.environ["HOME"], 0)`;

    expect(await print(source, { mayFork: true })).toBe("");
    expect(await print("import os; print(os.listdir('.'))")).toBe("[]");
  });

  test("shows one artifact, to be read only", async () => {
    const artifact = path.join(folder, "shown/artifact");
    const source = `
import os
print(open("../artifact/deep/program").read())
try: open("../artifact/new", "w"); print("wrote")
except OSError: pass
try: print(os.listdir(os.path.realpath("../artifact") + "/../other"))
except OSError: print("hidden")`;
    const printed = await print(source, { artifact });

    // Without walls and as the same user nothing keeps a program from what is ours.
    const written = combination.walls.kind === "none" && judgedUser() === null ? "wrote\n" : "";
    const seen = combination.walls.kind === "none" ? "[]" : "hidden";
    expect(printed).toBe(`compiled\n${written}${seen}`);
    expect(await print("import os; print(os.path.lexists('../artifact'))")).toBe("False");
  });

  test("copies what was prepared, and files over it", async () => {
    const prepared = path.join(folder, "shown/prepared");
    const source = `
import os
print(os.readlink("link"), os.access("deep/run.sh", os.X_OK), open("deep/more").read())
open("deep/run.sh", "w").close(); os.unlink("link")`;
    const files = { "work/deep/more": "more" };

    expect(await print(source, { prepared, files })).toBe("deep/run.sh True more");
    expect(await print(source, { prepared, files })).toBe("deep/run.sh True more");
  });

  test("brings back regular files, and nothing else", async () => {
    const source = `
import os
os.makedirs("out/deep"); os.mkfifo("out/pipe"); os.symlink("/etc/passwd", "out/link"); os.symlink("/etc", "out/folder")
open("out/deep/a", "w").write("a"); os.write(os.open("out/b", os.O_CREAT | os.O_WRONLY, 0o755), b"b")
open("out/large", "wb").write(bytes(2 << 20)); open("other", "w").close()`;
    const collect = { folder: "out", mostMb: 1, mostFiles: 10 };
    const { files } = await run(source, { collect });
    const few = await run(
      "import os; os.mkdir('out')\nfor n in range(9): open('out/%d' % n, 'w')",
      {
        collect: { ...collect, mostFiles: 4 },
      },
    );
    const outside = await run("import os; os.symlink('/etc', 'out')", { collect });
    const beyond = await run("import os; os.symlink('/', 'out')", {
      collect: { ...collect, folder: "out/etc" },
    });

    expect(
      new Map(
        [...files].map(([name, { bytes, executable }]) => [name, [bytes.toString(), executable]]),
      ),
    ).toEqual(
      new Map([
        ["deep/a", ["a", false]],
        ["b", ["b", true]],
      ]),
    );
    expect(few.files.size).toBe(4);
    expect([...outside.files, ...beyond.files]).toEqual([]);
  });

  test("runs programs as somebody who has no rights", async () => {
    const source = `
import os
status = dict(line.split(":") for line in open("/proc/self/status") if line.count(":") == 1)
print(*(status[name].strip() for name in ("CapPrm", "CapEff", "NoNewPrivs", "Seccomp")))
print(os.getuid())`;
    const [rights, user] = (await print(source, SEES_PROC)).split("\n");

    expect(rights).toMatch(/^0+ 0+ 1 2$/);
    expect(Number(user)).toBe(isInside ? 1000 : (options.uid ?? process.getuid?.()));
  });

  test.runIf(isInside)("shows a program no process but its own", async () => {
    const source = `
import os
print(os.getpid())
try: print(open("/proc/1/environ").read())
except OSError: print("hidden")`;

    expect(await print(source, SEES_PROC)).toBe("2\nhidden");
    expect(await print(source, { ...SEES_PROC, mayFork: true })).toBe("2\nhidden");
  });

  test("says when a program cannot be started, after which another runner works", async () => {
    const other = await Runner.start(optionsOf(combination, folder));
    const missing = { ...script(""), command: ["/no/such/program"] as const };
    const running = other.run(missing);

    await expect(running).rejects.toThrow(RunnerTrouble);
    await expect(running).rejects.toThrow(/No such file/);
    await other.close();
    expect(await print("print(1)")).toBe("1");
  });

  test("ends with everything that it runs, and removes its files", async () => {
    const word = `forgotten-${folder}`;
    const before = await readdir(folder);
    const other = await Runner.start(optionsOf(combination, folder));
    const sleeping = script(`import os; os.fork(); ${SLEEP}`, { mayFork: true });
    const files = { "work/deep/a": "" };
    const running = other.run({ ...sleeping, files, command: [...sleeping.command, word] });
    const ended = running.catch((error: unknown) => error);
    while ((await processesWith(word)).length < 2) await new Promise((wake) => setImmediate(wake));
    await other.close();

    expect(await ended).toBeInstanceOf(RunnerTrouble);
    expect(await processesWith(word)).toEqual([]);
    expect(await readdir(folder)).toEqual(before);
  });
});
