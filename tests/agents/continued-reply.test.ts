import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { continuedReply } from "../../src/agents/continued-reply.js";
import { readFiles } from "../../src/agents/reply-files.js";

const ID = "K7Q2WX";
const SOURCE = Array.from(
  { length: 30 },
  (_none, line) => `${"    ".repeat(line % 3)}name_${line} = ${line * 17}`,
).join("\n");
const file = (path: string, text: string): string =>
  `<<<FILE path="${path}" id="${ID}">>>\n${text}\n<<<END id="${ID}">>>\n`;
const MARK = `<<<FILE path="solution.py" id="${ID}">>>\n`;
const REPLY = `It is short.\n\n${file("solution.py", SOURCE)}\n\`\`\`json\n{ "approach": "a" }\n\`\`\`\n`;
const LINES = REPLY.split("\n");
/** Lines of the reply that stand inside the file, but for the first of it. */
const insideFile = fc.integer({ min: 5, max: 31 });

const join = (head: string, tail: string): string => continuedReply({ head, tail }, ID);
const upTo = (line: number): string => LINES.slice(0, line).join("\n");
const from = (line: number): string => LINES.slice(line).join("\n");

describe("a reply that goes on after a cut", () => {
  test("comes out whole when it goes on exactly, wherever it was cut", () => {
    for (let cut = 0; cut <= REPLY.length; cut += 1) {
      expect(join(REPLY.slice(0, cut), REPLY.slice(cut))).toBe(REPLY);
    }
  });

  test("comes out whole when it begins with the line that was cut, in whatever wrapping", () => {
    const wrappings = [
      (tail: string) => tail,
      (tail: string) => `${MARK}${tail}`,
      (tail: string) => `Here is the rest:\n\n${MARK}${tail}`,
      (tail: string) => tail.replaceAll("\n", "\r\n"),
    ];
    fc.assert(
      fc.property(
        insideFile,
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(...wrappings),
        (line, kept, wrap) => {
          const cut = LINES[line]?.trimEnd().slice(0, -kept || undefined) ?? "";
          fc.pre(cut.trim().length >= 3);
          expect(join(`${upTo(line)}\n${cut}`, wrap(from(line)))).toBe(REPLY);
        },
      ),
    );
  });

  test("comes out with the same file when it stands in a fence of its own", () => {
    fc.assert(
      fc.property(insideFile, fc.constantFrom("```python", "```"), (line, fence) => {
        const rest = SOURCE.split("\n")
          .slice(line - 3)
          .join("\n");
        const tails = [
          `${fence}\n${rest}\n<<<END id="${ID}">>>\n\`\`\``,
          `${fence}\n${rest}\n\`\`\`\n<<<END id="${ID}">>>`,
          `${MARK}${fence}\n${rest}\n\`\`\`\n<<<END id="${ID}">>>`,
        ];
        for (const tail of tails) {
          const reading = readFiles(join(`${upTo(line)}\n`, tail), ID);
          expect(reading).toMatchObject({ files: [{ text: `${SOURCE}\n` }] });
        }
      }),
    );
  });

  test("keeps the fences of a text within the file, in a fence of its own or not", () => {
    const code = [
      "def f():",
      '    """',
      "```python",
      ">>> f()",
      "```",
      "or",
      "```",
      "example",
      "```",
      '    """',
      "    return 1",
      "",
    ];
    const reply = `${file("solution.py", code.join("\n"))}\n\`\`\`json\n{ "approach": "a" }\n\`\`\`\n`;
    for (let cut = MARK.length; cut <= reply.length; cut += 1) {
      expect(join(reply.slice(0, cut), reply.slice(cut))).toBe(reply);
    }
    for (const line of [1, 2, 5, 6, 9, 10]) {
      const [head, rest] = [code.slice(0, line).join("\n"), code.slice(line).join("\n")];
      const tails = [
        `\`\`\`python\n${rest}\`\`\`\n<<<END id="${ID}">>>\n`,
        `\`\`\`\n${rest}<<<END id="${ID}">>>\n\`\`\`\n`,
      ];
      for (const tail of tails) {
        const reading = readFiles(join(`${MARK}${head}\n`, tail), ID);
        expect(reading).toMatchObject({ files: [{ text: code.join("\n") }] });
      }
    }
  });

  test("may be cut off again within a fence of its own", () => {
    expect(join(`${MARK}a = 1\n`, "```python\nb = 2\nc =")).toBe(`${MARK}a = 1\nb = 2\nc =`);
  });

  test("takes the place of a file that it writes anew from its first line", () => {
    const other = SOURCE.replaceAll("17", "18");
    const anew = `Once more:\n${file("solution.py", `${SOURCE.split("\n")[0]}\n${other}`)}`;
    const reading = readFiles(join(upTo(12), anew), ID);
    expect(reading).toMatchObject({
      files: [{ text: `${SOURCE.split("\n")[0]}\n${other}\n` }],
    });
  });

  test("may be cut in the FILE line itself, or right behind it", () => {
    for (const head of ["Words\n<<<FILE pa", `Words\n${MARK}`, `Words\n${MARK}name_0 =`]) {
      expect(join(head, file("solution.py", SOURCE))).toBe(`Words\n${file("solution.py", SOURCE)}`);
    }
  });

  test("goes on with the next file", () => {
    const [first, second] = [file("brute.py", "a = 1"), file("generate.py", SOURCE)];
    const cut = first.indexOf("<<<END") + 4;
    expect(join(first.slice(0, cut), `${first.slice(cut)}${second}`)).toBe(`${first}${second}`);
    expect(join(first, second)).toBe(`${first}${second}`);
  });

  test("closes the block that is open", () => {
    const block = '```json\n{ "findings": [ { "title": "first" } ] }\n```\n';
    for (let cut = 8; cut <= block.length; cut += 1) {
      expect(join(block.slice(0, cut), block.slice(cut))).toBe(block);
    }
    const head = block.slice(0, 24);
    expect(join(head, `\`\`\`json\n${block.slice(24)}`)).toBe(block);
  });
});
