import { inspect } from "node:util";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseDurationMs } from "../../src/settings/duration.js";
import { parseEnvText } from "../../src/settings/env-file.js";
import { parseMemoryMb } from "../../src/settings/memory-size.js";
import { Secret } from "../../src/settings/secret.js";

describe("a time", () => {
  test.each([
    ["2s", 2000],
    ["1500ms", 1500],
    ["1.5 s", 1500],
    ["0.001s", 1],
    ["1m", 60_000],
    ["2min", 120_000],
    [" 2S ", 2000],
  ])("%j is %d ms", (text, ms) => {
    expect(parseDurationMs(text)).toBe(ms);
  });

  test.each([
    "",
    "2",
    "s",
    "-2s",
    "2 seconds",
    "1,5s",
    "0s",
    "0.4ms",
    "1e3ms",
    "2s 3s",
    "١s",
    "99999999999999999s",
    "NaNs",
    "0x2s",
  ])("%j is none", (text) => {
    expect(parseDurationMs(text)).toBeNull();
  });

  test("is a whole number of milliseconds, or none", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = parseDurationMs(text);
        expect(ms === null || (Number.isSafeInteger(ms) && ms >= 1)).toBe(true);
      }),
    );
  });
});

describe("a size", () => {
  test.each([
    ["256MB", 256],
    ["256 MiB", 256],
    ["256m", 256],
    ["1GB", 1024],
    ["1.5gib", 1536],
    [" 2G ", 2048],
  ])("%j is %d MB", (text, mb) => {
    expect(parseMemoryMb(text)).toBe(mb);
  });

  test.each([
    "",
    "256",
    "MB",
    "-1MB",
    "0MB",
    "0.5MB",
    "1.3GB",
    "512KB",
    "1TB",
    "256 megabytes",
    "1e3MB",
    "1,5GB",
    "256MB!",
  ])("%j is none", (text) => {
    expect(parseMemoryMb(text)).toBeNull();
  });
});

describe("a secret", () => {
  const secret = new Secret("sk-hidden");

  test("is shown by no way of printing", () => {
    const printed = [
      JSON.stringify({ secret }),
      String(secret),
      inspect(secret),
      inspect({ secret }, { showHidden: true, depth: 9 }),
    ];

    for (const text of printed) expect(text).not.toContain("sk-hidden");
    expect(Object.values(secret)).toEqual([]);
  });

  test("is given away when asked for", () => {
    expect(secret.reveal()).toBe("sk-hidden");
  });
});

describe("a .env file", () => {
  test.each<[what: string, text: string, expected: Record<string, string>]>([
    ["plain values", "A=1\nB = two words \n", { A: "1", B: "two words" }],
    ["export in front", "export A=1\n  export  B=2", { A: "1", B: "2" }],
    ["comments", "# A=0\nA=1 # one\nB=a#b\nC=#x\n", { A: "1", B: "a#b", C: "" }],
    ["single quotes, as they stand", "A='x # \\n y'", { A: "x # \\n y" }],
    ["double quotes, with escapes", String.raw`A="a \"b\" \\ \n c"`, { A: 'a "b" \\ \n c' }],
    ["a value over several lines", 'A="one\ntwo"\nB=3', { A: "one\ntwo", B: "3" }],
    ["a quote that is not closed", 'A="open\nB=3', { A: '"open', B: "3" }],
    ["lines that are no variables", "hello\n=x\nA\nB=1\nyes: no\nC=2", { B: "1", C: "2" }],
    ["a later line, which wins", "A=1\nA=2", { A: "2" }],
    ["line ends of Windows and a byte order mark", "\uFEFFA=1\r\nB='2'\r\n", { A: "1", B: "2" }],
    ["an equals sign in the value", "A=b=c==", { A: "b=c==" }],
    ["nothing", "", {}],
  ])("gives %s", (_what, text, expected) => {
    const found = [...parseEnvText(text)].map(([name, { value }]) => [name, value]);

    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test("knows the lines", () => {
    expect(parseEnvText('\nA="1\n2"\n\nB=3').get("B")).toEqual({ value: "3", line: 5 });
  });
});
