import { defineConfig } from "vitest/config";

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
      // Whole sets of packages and attacks: minutes of real runs, for CI and for whoever changes the judge.
      { extends: true, test: { name: "long", include: [LONG] } },
    ],
  },
});
