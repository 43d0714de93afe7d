import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { stitch } from "../../src/agents/stitch.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
const FOLDERS = ["src", "examples", "tests", "bench"];
const CUTS = 4000;
const LONGEST = 40_000;

/** The source files of this project in one language. */
function textsIn(ending: string): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(ending))
      .toSorted()
      .map((name) => readFileSync(path.join(ROOT, folder, name), "utf8").slice(0, LONGEST))
      .filter((text) => text.length > 200),
  );
}

/** Cuts all over the texts, evenly: the same every time. */
function cutsIn(
  texts: readonly string[],
): readonly { readonly text: string; readonly cut: number }[] {
  const total = texts.reduce((sum, { length }) => sum + length, 0);
  return texts.flatMap((text) => {
    const count = Math.max(1, Math.round((CUTS * text.length) / total));
    return Array.from({ length: count }, (_none, index) => {
      const cut = Math.floor(((index + 0.5) * text.length) / count);
      return { text, cut };
    });
  });
}

/** The beginning of the line in which a text was cut. */
const lineAt = (text: string, cut: number): number => text.lastIndexOf("\n", cut - 1) + 1;

describe.each([".py", ".ts", ".js", ".c", ".cpp", ".java", ".rs", ".go", ".json"])(
  "programs that end in %s",
  (ending) => {
    const cuts = cutsIn(textsIn(ending));

    test("come out whole of an exact continuation, all but a few in 1000", () => {
      const wrong = cuts.filter(
        ({ text, cut }) => stitch(text.slice(0, cut), text.slice(cut)) !== text,
      );
      expect(wrong.length / cuts.length).toBeLessThan(0.003);
    });

    test("come out whole when the last line is written once more, though none was cut", () => {
      const enough = cuts.filter(({ text, cut }) => {
        const start = lineAt(text, cut);
        const line = text.slice(start, text.indexOf("\n", start));
        return text.indexOf("\n", start) > 0 && line.trim().length >= 3;
      });
      const wrong = enough.filter(({ text, cut }) => {
        const [start, end] = [lineAt(text, cut), text.indexOf("\n", cut) + 1];
        return stitch(text.slice(0, end), text.slice(start)) !== text;
      });
      // Of a row that stands among its like nobody can tell.
      expect(wrong.length / enough.length).toBeLessThan(0.02);
    });

    test("come out whole when the line that was cut is written once more, where enough of it was there", () => {
      const enough = cuts.filter(({ text, cut }) => {
        const line = text.slice(lineAt(text, cut), cut);
        return line.trim() !== "" && line.length >= 3;
      });
      const wrong = enough.filter(
        ({ text, cut }) => stitch(text.slice(0, cut), text.slice(lineAt(text, cut))) !== text,
      );
      expect(wrong.length / enough.length).toBeLessThan(0.003);
    });
  },
);
