import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judgedUser } from "../../../src/judge/sandbox/account.js";
import { Link, RunnerTrouble } from "../../../src/judge/sandbox/link.js";
import { textField } from "../../../src/judge/sandbox/message.js";
import { Runner } from "../../../src/judge/sandbox/runner.js";
import { spawnRunner } from "../../../src/judge/sandbox/spawn-runner.js";
import { COMBINATIONS, optionsOf, removeFolder, script, sharedFolder } from "./combinations.js";

const EXITED = { kind: "exited", code: 0 };

describe.each(COMBINATIONS)("two programs that talk (%s)", (_, combination) => {
  let folder = "";
  let runner: Runner;
  beforeAll(async () => {
    folder = await sharedFolder();
    runner = await Runner.start(optionsOf(combination, folder));
  });
  afterAll(async () => {
    await runner.close();
    await removeFolder(folder);
  });

  const talk = async (program: string, partner: string, wallMs = 10_000) =>
    runner.runPair(
      script(program, { limits: { wallMs } }),
      script(partner, { limits: { wallMs }, mayFork: true }),
    );

  test("take turns", async () => {
    const program = `
import sys
for number in range(5):
    print(number, flush=True)
    sys.stderr.write(sys.stdin.readline())`;
    const partner = `
import os, sys
for line in sys.stdin:
    print(int(line) * 2, flush=True)
    os.write(3, line.encode())`;
    const pair = await talk(program, partner);

    expect(pair.program).toMatchObject({ ending: EXITED, stderr: "0\n2\n4\n6\n8\n" });
    expect(pair.partner).toMatchObject({ ending: EXITED, stderr: "" });
    expect(pair.partner.result.toString()).toBe("0\n1\n2\n3\n4\n");
  });

  // With nothing between them, only another user's groups keep them apart.
  const isOpen = combination.walls.kind === "none" && judgedUser() === null;
  test.skipIf(isOpen)("do not see each other's files", async () => {
    const source = `
import os, sys
names = os.listdir(".")
for letter in "ab":
    try: names += os.listdir("../../%s/work" % letter)
    except OSError: names.append("hidden")
sys.stderr.write(" ".join(sorted(names)))`;
    const pair = await runner.runPair(
      script(source, { files: { "work/first": "" } }),
      script(source, { files: { "work/second": "" } }),
    );

    expect(pair.program.stderr).toBe("first first hidden");
    expect(pair.partner.stderr).toBe("hidden second second");
  });

  test("may end while the partner still writes, to whom that is no harm", async () => {
    const partner = `
import sys, time
sys.stdin.readline()
time.sleep(0.05)
print("x" * 200_000, flush=True)
sys.exit(5)`;
    const pair = await talk("print('last answer')", partner);

    expect(pair.program.ending).toEqual(EXITED);
    expect(pair.partner.ending).toEqual({ kind: "exited", code: 5 });
    expect(pair.firstToEnd).toBe("program");
  });

  test("end with a broken pipe when they write to a partner that has gone", async () => {
    const program = `
import os, signal, time
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
while True: os.write(1, b"x"); time.sleep(0.001)`;
    const pair = await talk(program, "raise SystemExit(3)");

    expect(pair.program.ending).toEqual({ kind: "signalled", signal: "SIGPIPE" });
    expect(pair.partner.ending).toEqual({ kind: "exited", code: 3 });
  });

  test("that both wait are stopped at the limit of time", async () => {
    const pair = await talk("input()", "input()", 150);

    expect(pair.program.ending.kind).toMatch(/^(?:wall-limit|exited)$/);
    expect([pair.program.ending.kind, pair.partner.ending.kind]).toContain("wall-limit");
  });

  test("are told apart by who ended first", async () => {
    const early = { ...script(""), command: ["/bin/true"] as const };
    // A busy machine may notice an end some milliseconds late.
    const late = script("import sys, time; sys.stdin.read(); time.sleep(0.03)");
    const ends: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      ends.push((await runner.runPair(early, late)).firstToEnd);
      ends.push((await runner.runPair(late, early)).firstToEnd);
    }

    expect(ends).toEqual(Array.from({ length: 20 }, () => ["program", "partner"]).flat());
  });
});

describe.each(COMBINATIONS)("the line to a runner (%s)", (_, combination) => {
  let folder = "";
  beforeAll(async () => {
    folder = await sharedFolder();
  });
  afterAll(async () => removeFolder(folder));

  test.each([
    [
      "a setup with an unknown field",
      [
        ["root", "/box"],
        ["colour", "red"],
      ],
      /unknown field: colour/,
    ],
    ["a setup without a root", [["namespaces", "0"]], /no root/],
  ])("breaks at %s", async (_what, setup, reason) => {
    const link = new Link(await spawnRunner(optionsOf(combination, folder)));
    await link.next(10_000);
    link.send(setup.map(([name = "", text = ""]) => textField(name, text)));
    const answer = link.next(10_000);

    await expect(answer).rejects.toThrow(RunnerTrouble);
    await expect(answer).rejects.toThrow(reason);
    await link.close();
  });
});
