import { describe, expect, test } from "vitest";

import { formatSeconds, formatUsd, printable, shortened } from "../../src/cli/format.js";
import { terminalOf } from "../../src/cli/terminal.js";

const flags = { color: true, isBroken: true, silent: false };
const real = { isTTY: true, columns: 80 };

describe("what a terminal can do", () => {
  test.each([
    ["a real terminal", real, {}, true],
    ["a pipe", { isTTY: false }, {}, false],
    ["a terminal of 0 columns", { isTTY: true, columns: 0 }, {}, false],
    ["a terminal that tells no width", { isTTY: true }, {}, false],
    ["a dumb terminal", real, { TERM: "dumb" }, false],
    ["CI", real, { CI: "true" }, false],
    ["an empty CI variable", real, { CI: "" }, true],
  ])("%s", (_name, stream, env, live) => {
    expect(terminalOf(stream, env, flags).live).toBe(live);
  });

  test("NO_COLOR and --no-color take colour away, and a silent command animates nothing", () => {
    expect(terminalOf(real, { NO_COLOR: "1" }, flags).color).toBe(false);
    expect(terminalOf(real, { NO_COLOR: "" }, flags).color).toBe(true);
    expect(terminalOf(real, {}, { ...flags, color: false }).color).toBe(false);
    expect(terminalOf(real, {}, { ...flags, silent: true }).live).toBe(false);
  });

  test("marks are ASCII unless the locale speaks UTF-8", () => {
    expect(terminalOf(real, { LANG: "de_DE.UTF-8" }, flags).unicode).toBe(true);
    expect(terminalOf(real, { LANG: "C" }, flags).unicode).toBe(false);
    expect(terminalOf(real, { LC_ALL: "C", LANG: "en_US.UTF-8" }, flags).unicode).toBe(false);
  });
});

describe("text of programs and models", () => {
  test.each([
    ["a title", "\u001B]0;owned\u0007x", "x"],
    ["colours", "\u001B[31mred\u001B[0m", "red"],
    ["the clipboard", "\u001B]52;c;aGk=\u0007x", "x"],
    ["a cleared screen", "\u001B[2J\u001B[Hx", "x"],
    ["a backspace and a carriage return", "a\b\rb", "ab"],
    ["tabs and lines are kept", "a\tb\nc", "a\tb\nc"],
    ["letters of all scripts are kept", "größer 入力例 🎉", "größer 入力例 🎉"],
  ])("%s", (_name, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test("one line of bounded length", () => {
    expect(shortened("a\n  b", 10)).toBe("a b");
    expect(shortened("x".repeat(50), 10)).toBe(`${"x".repeat(9)}…`);
  });

  test("times and prices", () => {
    expect([formatSeconds(6.14), formatSeconds(125)]).toEqual(["6.1 s", "2 min 5 s"]);
    expect([formatUsd(0.0521), formatUsd(null)]).toEqual(["$0.052", "price unknown"]);
  });
});
