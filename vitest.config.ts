import { defineConfig } from "vitest/config";

const CONTRACT = "tests/judge/sandbox/runner-*.test.ts";
// Tables of which the usual run takes a part.
const PARTED = ["tests/faults/faults.test.ts", "tests/judge/cases/test-file-cheats.test.ts"];
const LONG = "tests/**/*.long.test.ts";

export default defineConfig({
  test: {
    // Real processes run in most files; two at a time is what a small machine bears.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: "usual", include: ["tests/**/*.test.ts"], exclude: [LONG] } },
      // Whole sets of packages and attacks, and the runner in Python: minutes of real runs, for CI and for whoever
      // changes the judge.
      {
        extends: true,
        test: {
          name: "long",
          include: [LONG, CONTRACT, ...PARTED],
          env: { RUNNER: "python", TABLES: "whole" },
        },
      },
    ],
  },
});
