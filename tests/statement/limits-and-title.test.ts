import { describe, expect, test } from "vitest";

import { readStatement } from "../../src/statement/read-statement.js";

describe("limits", () => {
  test.each([
    ["time limit per test: 1.5 seconds", 1500, null],
    ["time limit per test1.5 seconds", 1500, null],
    ["time limit per test\n2 seconds\nmemory limit per test\n512 megabytes", 2000, 512],
    ["time limit per test1 second\nmemory limit per test256 megabytes", 1000, 256],
    ["Time limit: 1000 ms", 1000, null],
    ["Time limit: 500 milliseconds", 500, null],
    ["Time Limit: 2 sec / Memory Limit: 1024 MB", 2000, 1024],
    ["Time Limit: 2.525 sec / Memory Limit: 1024 MiB", 2525, 1024],
    ["CPU Time limit  1 second\nMemory limit  2048 MB", 1000, 2048],
    ["CPU Time limit\n\n3 seconds\n\nMemory limit\n\n1 GB", 3000, 1024],
    ["実行時間制限: 2 sec / メモリ制限: 1024 MB", 2000, 1024],
    ["时间限制 1.00s\n内存限制 125.00MB", 1000, 125],
    ["시간 제한: 1 초\n메모리 제한: 128 MB", 1000, 128],
    [
      "ограничение по времени на тест2 секунды\nограничение по памяти на тест256 мегабайт",
      2000,
      256,
    ],
    ["Time Limit: 1000MS\t\tMemory Limit: 65536K", 1000, 64],
    [
      "Time Limit: 2000/1000 MS (Java/Others)    Memory Limit: 65536/32768 K (Java/Others)",
      1000,
      32,
    ],
    ["Time limit:\t1s\nMemory limit:\t1536MB", 1000, 1536],
    ["Time limit: 1.00 s", 1000, null],
    ["**Time limit:** 2s  \n**Memory limit:** 256M", 2000, 256],
    ["| Time limit | 2 s |\n| Memory limit | 64 MiB |", 2000, 64],
    ["Time limit (per test): 3 s", 3000, null],
    ["TIME LIMIT: 1 CPU second", 1000, null],
    ["Time limit is 1,5 seconds", 1500, null],
    ["Memory limit: 262144 KB", null, 256],
    ["Memory limit: 100000 KiB", null, 98],
    ["Memory limit: 268435456 bytes", null, 256],
    ["Memory limit: 0.5 GiB", null, 512],
    ["Time limit: 1 minute", 60_000, null],
    ["The program must be fast.", null, null],
    ["Time limit: unlimited", null, null],
    ["Time limit: 0 seconds", null, null],
    ["There is no time limit. After 5 seconds we go on.", null, null],
    ["Time limit exceeded means that 3 seconds were not enough.", null, null],
    ["Memory limit 256 apples", null, null],
  ])("%j", (text, timeLimitMs, memoryLimitMb) => {
    const { limits } = readStatement(`Some task\n${text}\n\nDo it.\n`, "none");
    expect(limits).toEqual({ timeLimitMs, memoryLimitMb });
  });
});

describe("title", () => {
  test.each([
    ["A. Castle Defense\ntime limit per test1 second\n", "A. Castle Defense"],
    ["# Two Sum\n\nGiven a list …", "Two Sum"],
    ["\n\n   ##  Two   Sum ##\n", "Two Sum ##"],
    ["Problem: Night Train\n\nThere is a train.", "Night Train"],
    ["**Problem 5: Cow Rotations**\n\nCows turn.", "Problem 5: Cow Rotations"],
    ["Problem A\nRibbon\n\nA ribbon is cut.", "Ribbon"],
    ["https://example.org/1\n\nRibbon\n", "Ribbon"],
    ["Time limit: 1 s\nRibbon\n", "Ribbon"],
    ["```\nRibbon\n```\n", "Ribbon"],
    ["[Ribbon](https://example.org/1)\n\nA ribbon is cut.", "Ribbon"],
    ["Some text first, as people write it.\n\nTitle: Ribbon\n", "Ribbon"],
    ["Longest increasing subsequence\n\n[1] -> 1\n", "Longest increasing subsequence"],
    ["A+B\n\nAdd them.\n", "A+B"],
    ["/** Ribbon\n * cut it */\n", "Ribbon"],
    ["from typing import List\n", "fallback"],
    ["石の塔\n\n高さを出力せよ。\n", "石の塔"],
    ["Given a list of numbers, return the longest climb in it. It may be empty.\n", "fallback"],
    ["Add two numbers.\n", "fallback"],
    ["Sample Input\n1\nSample Output\n2\n", "fallback"],
    ["[1, 2] -> 3\n", "fallback"],
    ["Input: nums = [1]\nOutput: 1\n", "fallback"],
    ["12 34\n", "fallback"],
    [`# ${"long words ".repeat(30)}\n`, `${"long words ".repeat(7).trim()}…`],
  ])("%j", (text, title) => {
    expect(readStatement(text, "fallback").title).toBe(title);
  });
});

describe("shape without samples", () => {
  test.each([
    ["Read two numbers from standard input.", "stdio"],
    ["Read two numbers from stdin.", "stdio"],
    ["入力は標準入力から与えられる。", "stdio"],
    ["Do not read from standard input. Return the sum.", null],
    ["Return the sum.", null],
  ])("%j", (text, shape) => {
    expect(readStatement(`Sum\n\n${text}\n`, "none").shape).toBe(shape);
  });
});
