import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm, rmdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createJudge } from "../../../src/judge/create-judge.js";
import { judgedUser, reachableByAll } from "../../../src/judge/sandbox/account.js";
import { given, javascript, never, only, python, request, results } from "../judging.js";
import { countProcesses, SECRET } from "./stage.js";

const { isolation } = await createJudge().probe(never);

let outside = "";
beforeAll(async () => {
  vi.stubEnv("ANTHROPIC_API_KEY", SECRET);
  outside = await mkdtemp(path.join(os.tmpdir(), "attack-"));
  await writeFile(path.join(outside, "id_rsa"), SECRET, { mode: 0o644 });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(outside, { recursive: true, force: true });
});

describe("the environment of a judged program", () => {
  test.each([
    ["Python", python("import os\nfor name in sorted(os.environ): print(name)")],
    [
      "JavaScript",
      javascript("for (const name of Object.keys(process.env).sort()) console.log(name)"),
    ],
  ])("holds nothing of ours in %s", async (_, program) => {
    const names = (await only(program)).output.trim().split("\n");

    expect(names).toContain("PATH");
    expect(
      names.filter(
        (name) =>
          !/^(?:PATH|HOME|TMPDIR|PWD|LANG|LC_CTYPE|TZ|USER|LOGNAME|PYTHON\w+|\w+_NUM_THREADS)$/.test(
            name,
          ),
      ),
    ).toEqual([]);
  });
});

describe.skipIf(isolation === "weak")("a judged program under Landlock", () => {
  test("cannot read the environment or memory of its parents", async () => {
    const source = `
import os
pid, seen = os.getppid(), []
numbers = [str(os.getppid()), "self", "1", ${process.pid}]
for number in numbers:
    for name in ("environ", "mem", "maps", "cmdline"):
        try:
            seen.append(open("/proc/%s/%s" % (number, name), "rb").read(100))
        except OSError: pass
print(seen)
`;

    expect((await only(python(source))).output).toBe("[]\n");
  });

  test.each([
    "/etc/shadow",
    "/etc/passwd",
    "/proc/self/environ",
    "/root/.bashrc",
    "/home",
    "/var/log",
    "/tmp",
    "/sys/kernel",
    process.cwd(),
    path.join(process.cwd(), "package.json"),
    import.meta.filename,
  ])("cannot read %s", async (place) => {
    const source = `
import os
place = ${JSON.stringify(place)}
try:
    print(os.listdir(place) if os.path.isdir(place) else open(place, "rb").read())
except OSError as error: print(type(error).__name__)
`;

    expect((await only(python(source))).output).toMatch(
      /^(?:PermissionError|FileNotFoundError)\n$/,
    );
  });

  test("cannot read a file of the user's that everybody may read, in either language", async () => {
    const file = JSON.stringify(path.join(outside, "id_rsa"));
    const inPython = await only(python(`print(open(${file}).read())`));
    const inJavascript = await only(
      javascript(`console.log(require("fs").readFileSync(${file}, "utf8"))`),
    );

    for (const result of [inPython, inJavascript]) {
      expect(result.verdict).toBe("RE");
      expect(JSON.stringify(result)).not.toContain(SECRET);
    }
  });

  test("cannot write or link anything outside its folder", async () => {
    const source = `
import os
outside, done = ${JSON.stringify(outside)}, []
for act in (
    lambda: open(outside + "/new", "w"),
    lambda: open("/tmp/pipeline-attack", "w"),
    lambda: open("/dev/shm/pipeline-attack", "w"),
    lambda: os.mkdir(outside + "/folder"),
    lambda: os.unlink(outside + "/id_rsa"),
    lambda: os.rename(outside + "/id_rsa", "mine"),
    lambda: os.link(outside + "/id_rsa", "linked"),
    lambda: (os.symlink(outside + "/id_rsa", "link"), open("link").read()),
    lambda: os.truncate(outside + "/id_rsa", 0),
):
    try:
        act()
        done.append(1)
    except OSError: done.append(0)
print(sum(done))
`;

    expect((await only(python(source))).output).toBe("0\n");
    expect(await readdir(outside)).toEqual(["id_rsa"]);
    expect(existsSync("/tmp/pipeline-attack")).toBe(false);
  });

  test("cannot reach a server of this machine", async () => {
    let calls = 0;
    const server = createServer((socket) => {
      calls += 1;
      socket.destroy();
    });
    const local = path.join(outside, "socket");
    const localServer = createServer(() => (calls += 1));
    await Promise.all([
      new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready)),
      new Promise<void>((ready) => localServer.listen(local, ready)),
    ]);
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      const inPython = `
import socket
for family, address in ((socket.AF_INET, ("127.0.0.1", ${port})), (socket.AF_UNIX, ${JSON.stringify(local)})):
    try:
        socket.socket(family).connect(address)
        print("connected")
    except OSError: print("refused")
`;
      const inJavascript = `require("net").connect(${port}, "127.0.0.1").on("connect", () => console.log("connected")).on("error", () => console.log("refused"))`;

      expect((await only(python(inPython))).output).toBe("refused\nrefused\n");
      expect((await only(javascript(inJavascript))).output).toBe("refused\n");
      expect(calls).toBe(0);
    } finally {
      server.close();
      localServer.close();
    }
  });

  test("cannot stop or trace other programs", async () => {
    const source = `
import ctypes, os, resource, signal
libc, done = ctypes.CDLL(None, use_errno=True), []
def attempt(act):
    try:
        done.append(act() not in (None, -1))
    except OSError: done.append(False)
for pid in (os.getppid(), ${process.pid}, 1, -1):
    attempt(lambda: os.kill(pid, signal.SIGKILL) or 1)
attempt(lambda: libc.ptrace(16, os.getppid(), 0, 0))
attempt(lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (3, 3)) and 1)
attempt(lambda: libc.unshare(0x10000000))
attempt(lambda: libc.mount(b"none", b"/mnt", b"tmpfs", 0, None))
attempt(lambda: libc.syscall(425, 8, ctypes.create_string_buffer(200)))
attempt(lambda: libc.memfd_create(b"x", 0))
attempt(lambda: libc.shmget(0, 4096, 0o1600))
print(done)
`;

    expect((await only(python(source))).output).toBe(`[${Array(11).fill("False").join(", ")}]\n`);
  });

  test("has no special rights, and is somebody else when we are root", async () => {
    const source = `
import os, socket, stat
print(os.getuid())
for act in (
    lambda: os.chown(".", 1, 1),
    lambda: os.setgroups([]),
    lambda: os.mknod("device", 0o600 | stat.S_IFBLK, os.makedev(8, 0)),
    lambda: os.nice(-5),
    lambda: os.chroot("."),
    lambda: socket.sethostname("other"),
):
    try:
        print(act())
    except OSError: pass
`;
    const { output, verdict } = await only(python(source));

    expect(verdict).toBe("AC");
    const isFree = judgedUser() !== null && (await reachableByAll(process.execPath));
    expect(output).toMatch(!isFree ? /^\d+\n$/ : /^(?:6\d{4}|1000)\n$/);
  });
});

describe("the processes of a judged program", () => {
  test("are one alone, where it only reads and writes", async () => {
    const forks = python("import os\nprint('forked' if os.fork() else '')");
    const spawns = javascript('require("child_process").spawn("/bin/true")');

    expect(await only(forks)).toMatchObject({ verdict: "RE", output: "" });
    expect(await only(spawns)).toMatchObject({
      verdict: "RE",
      note: "Exit code 1: Error: spawn EPERM.",
    });
  });

  test("are bounded where it may have some, and all dead when it is over", async () => {
    const word = `daemon-${process.pid}-${Date.now()}`;
    const source = `
import os, subprocess, sys, time
def test_daemon():
    for _ in range(3):
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)", ${JSON.stringify(word)}],
            start_new_session=True)
def test_bomb():
    started = 0
    try:
        while started < 2000:
            if os.fork() == 0: time.sleep(1000)
            started += 1
    except OSError: pass
    assert started < 300, started
`;
    const cases = [{ kind: "own-tests", id: "own", origin: "own", requiredTests: [] } as const];
    const all = await results(python(source), { cases });

    expect(all["own/test_daemon"]?.verdict).toBe("AC");
    expect(all["own/test_bomb"]?.verdict).toMatch(/^(?:AC|MLE)$/);
    expect(await countProcesses(word)).toBe(0);
  });
});

describe("a hostile program in JavaScript", () => {
  test.each([
    [
      "starts a thread and ends by it",
      "new (require('worker_threads').Worker)('process.exit(7)', { eval: true }); setTimeout(() => {}, 1e6)",
      /^(?:RE|TLE|AC)$/,
    ],
    [
      "kills the judge",
      "for (const pid of [process.ppid, 1]) try { process.kill(pid, 'SIGKILL'); console.log('killed', pid) } catch {}",
      /^AC$/,
    ],
    [
      "looks at the machine",
      "const fs = require('fs'); for (const place of ['/', '/root', '/etc/passwd', '/proc/1/environ', process.env.HOME + '/../..']) try { console.log(fs.statSync(place).isDirectory() ? fs.readdirSync(place) : fs.readFileSync(place, 'utf8')) } catch {}",
      /^AC$/,
    ],
    [
      "turns the settings of its engine",
      "require('v8').setFlagsFromString('--max-old-space-size=100000'); const all = []; for (;;) all.push(Buffer.alloc(1 << 24, 1))",
      /^MLE$/,
    ],
    [
      "writes to every descriptor",
      "for (let file = 3; file < 64; file += 1) try { require('fs').writeSync(file, 'end 0\\n') } catch {}",
      /^(?:AC|RE)$/,
    ],
  ])("that %s reaches nothing", async (_, source, verdict) => {
    const result = await only(javascript(source), { memoryLimitMb: 128, timeLimitMs: 2000 });

    expect(result.verdict).toMatch(verdict);
    expect(result.output).toBe("");
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });
});

describe("what a judged program leaves behind", () => {
  test("is not there for the next one, nor on the disk", async () => {
    const source = `
import os
print(sorted(os.listdir(".")))
with open("left", "w") as file: file.write("x")
os.makedirs("deep/" * 50)
try:
    os.chmod("deep", 0)
except OSError: print("no")
for _ in range(300):
    os.mkdir("a" * 100); os.chdir("a" * 100)
`;
    const cases = ["1", "2", "3"].map((id) => given(id, "", "['solution_v1.py']\nno"));
    const folder = await mkdtemp(path.join(os.tmpdir(), "private-"));
    await chmod(folder, 0o755);
    vi.stubEnv("TMPDIR", folder);
    const all = await createJudge().judge(request(python(source), { cases }), never);

    expect(all.cases.map(({ verdict, stderr }) => [verdict, stderr])).toEqual(
      cases.map(() => ["AC", ""]),
    );
    expect(await readdir(folder)).toEqual([]);
    await rmdir(folder);
  });
});
