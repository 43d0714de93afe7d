import { describe, expect, test } from "vitest";

import { adviceFor } from "../../src/core/advice.js";

describe("advice names the folder where its command finds the run", () => {
  const words = "Continue with more: pipeline resume double-1 --calls N";

  test.each([
    ["output/double-1", "pipeline resume double-1"],
    ["out2/double-1", "pipeline resume -o out2 double-1"],
    ["/tmp/my runs/double-1", "pipeline resume -o '/tmp/my runs' double-1"],
    ["it's/double-1", String.raw`pipeline resume -o 'it'\''s' double-1`],
    ["double-1", "pipeline resume -o . double-1"],
    ["/double-1", "pipeline resume -o / double-1"],
  ])("%s", (directory, command) => {
    expect(adviceFor(directory, words)).toBe(`Continue with more: ${command} --calls N`);
  });

  test("in a sentence, too, and for no other command", () => {
    expect(adviceFor("a/b", "`pipeline resume` goes on; pipeline show; pipeline run x")).toBe(
      "`pipeline resume -o a` goes on; pipeline show -o a; pipeline run x",
    );
  });
});
