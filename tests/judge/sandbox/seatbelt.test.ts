import { describe, expect, test } from "vitest";

import { seatbeltProfile, underSeatbelt } from "../../../src/judge/sandbox/seatbelt.js";

const REACH = { readable: ["/opt/tools"], writable: ["/work"], mayFork: false };

/** The lines of a profile that begin with a word of permission. */
function rules(profile: string, operation: string): string[] {
  return profile.split("\n").filter((line) => line.startsWith(operation));
}

describe("a profile for macOS", () => {
  const profile = seatbeltProfile(REACH);

  test("denies what it does not name, and the network above all", () => {
    expect(profile.split("\n").slice(0, 3)).toEqual([
      "(version 1)",
      "(deny default)",
      "(deny network*)",
    ]);
    expect(rules(profile, "(allow network")).toEqual([]);
  });

  test("lets only the working folder be changed", () => {
    expect(rules(profile, "(allow file-write*")).toEqual([
      '(allow file-write* (literal "/dev/null") (subpath "/work"))',
    ]);
  });

  test("lets tools be read and started, and no home or temporary folder", () => {
    const [reading = ""] = rules(profile, "(allow file-read* ");

    expect(reading).toContain('(subpath "/opt/tools")');
    expect(reading).toContain('(subpath "/work")');
    expect(reading).not.toMatch(/\/Users|\/private\/tmp|\/etc|\(subpath "\/"\)/);
  });

  test("allows other processes only where they are wanted", () => {
    expect(profile).not.toContain("process-fork");
    expect(seatbeltProfile({ ...REACH, mayFork: true })).toContain("(allow process-fork)");
  });

  test("keeps a path from becoming a rule", () => {
    const hostile = '/a"))(allow default)(deny file-read* (literal "\\';
    const [writing = ""] = rules(
      seatbeltProfile({ ...REACH, writable: [hostile] }),
      "(allow file-write*",
    );

    expect(writing).toContain(
      String.raw`(subpath "/a\"))(allow default)(deny file-read* (literal \"\\")`,
    );
  });

  test("has balanced brackets outside of its texts", () => {
    const bare = profile.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");

    expect(bare.split("(").length).toBe(bare.split(")").length);
  });

  test("goes before the command", () => {
    expect(underSeatbelt(["/opt/tools/python3", "a.py"], REACH)).toEqual([
      "/usr/bin/sandbox-exec",
      "-p",
      profile,
      "/opt/tools/python3",
      "a.py",
    ]);
  });
});
