import { describe, expect, test } from "vitest";

import { systemCallFilter } from "../../../src/judge/sandbox/system-calls.js";

const OWN_PID = 0x7f_ed_cb_a9;
const [ALLOWED, KILLED, EPERM, ENOSYS] = [0x7f_ff_00_00, 0x80_00_00_00, 0x5_00_01, 0x5_00_26];
const [X64, ARM64] = [0xc0_00_00_3e, 0xc0_00_00_b7];

interface Call {
  readonly architecture: number;
  readonly number: number;
  readonly argument?: number;
}

/** What a filter answers: the kernel's little machine, as far as filters use it. */
function answer(filter: Buffer | null, { architecture, number, argument = 0 }: Call): number {
  const code = filter ?? Buffer.alloc(0);
  const data = new Map([
    [0, number],
    [4, architecture],
    [16, argument],
  ]);
  let register = 0;
  for (let at = 0; at < code.length; at += 8) {
    const [ifTrue, ifFalse] = [code.readUInt8(at + 2), code.readUInt8(at + 3)];
    const value = code.readUInt32LE(at + 4);
    const jump = (holds: boolean) => 8 * (holds ? ifTrue : ifFalse);
    switch (code.readUInt16LE(at)) {
      case 0x20:
        register = data.get(value) ?? Number.NaN;
        break;
      case 0x15:
        at += jump(register === value);
        break;
      case 0x35:
        at += jump(register >= value);
        break;
      case 0x45:
        at += jump((register & value) !== 0);
        break;
      case 0x06:
        return value;
      default:
        throw new Error(`an unknown instruction at ${at}`);
    }
  }
  throw new Error("the filter comes to no end");
}

/** Numbers of system calls, from the kernel's tables. */
const CALLS = {
  x64: {
    read: 0,
    execve: 59,
    socket: 41,
    unshare: 272,
    clone: 56,
    clone3: 435,
    kill: 62,
    prlimit: 302,
    memfd: 319,
  },
  arm64: {
    read: 63,
    execve: 221,
    socket: 198,
    unshare: 97,
    clone: 220,
    clone3: 435,
    kill: 129,
    prlimit: 261,
    memfd: 279,
  },
} as const;

describe.each([
  ["x64", X64],
  ["arm64", ARM64],
] as const)("a filter for %s", (name, architecture) => {
  const calls = CALLS[name];
  const [single, family] = (["single", "family"] as const).map((profile) => {
    const filter = systemCallFilter(name, profile);
    return (number: number, argument?: number) =>
      answer(filter, { architecture, number, ...(argument === undefined ? {} : { argument }) });
  });
  if (single === undefined || family === undefined) throw new Error("two profiles are wanted");

  test("allows what every program does, and refuses what none must", () => {
    for (const ask of [single, family]) {
      expect([calls.read, calls.execve].map((number) => ask(number))).toEqual([ALLOWED, ALLOWED]);
      expect([calls.socket, calls.unshare].map((number) => ask(number))).toEqual([EPERM, EPERM]);
      expect(ask(calls.clone3)).toBe(ENOSYS);
    }
  });

  test("kills a program that speaks another architecture's language", () => {
    const filter = systemCallFilter(name, "single");
    const other = architecture === X64 ? ARM64 : X64;

    expect(answer(filter, { architecture: other, number: calls.read })).toBe(KILLED);
    expect(answer(filter, { architecture: 0x40_00_00_03, number: calls.read })).toBe(KILLED);
  });

  test("lets a program alone have threads, and a family have children, none in new namespaces", () => {
    const [thread, child, inside] = [0x3d_0f_00, 17, 0x10_00_00_11];

    expect([thread, child, inside].map((flags) => single(calls.clone, flags))).toEqual([
      ALLOWED,
      EPERM,
      EPERM,
    ]);
    expect([thread, child, inside].map((flags) => family(calls.clone, flags))).toEqual([
      ALLOWED,
      ALLOWED,
      EPERM,
    ]);
  });

  test("lets a program alone send signals to itself and nobody else", () => {
    expect([0, OWN_PID, 1].map((pid) => single(calls.kill, pid))).toEqual([
      ALLOWED,
      ALLOWED,
      EPERM,
    ]);
    expect(family(calls.kill, 1)).toBe(ALLOWED);
    for (const ask of [single, family]) {
      expect([0, OWN_PID, 1].map((pid) => ask(calls.prlimit, pid))).toEqual([
        ALLOWED,
        ALLOWED,
        EPERM,
      ]);
    }
  });

  test("keeps from a program alone the memory that no limit counts", () => {
    expect([single(calls.memfd), family(calls.memfd)]).toEqual([ENOSYS, ALLOWED]);
  });
});

test("a filter for x64 knows the calls that only that has", () => {
  const ask = (profile: "single" | "family", number: number) =>
    answer(systemCallFilter("x64", profile), { architecture: X64, number });

  expect([57, 58].map((fork) => ask("single", fork))).toEqual([EPERM, EPERM]);
  expect([57, 58].map((fork) => ask("family", fork))).toEqual([ALLOWED, ALLOWED]);
  expect(ask("single", 0x40_00_00_00)).toBe(KILLED);
});

test("no filter is known for another kind of processor", () => {
  expect(systemCallFilter("riscv64", "single")).toBeNull();
});
