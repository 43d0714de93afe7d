import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import { FileJournal, readJournal } from "../../src/store/file-journal.js";
import { formatLine } from "../../src/store/journal-line.js";
import { MemoryJournal } from "../../src/store/memory-journal.js";
import { journalContract } from "../contracts/journal-contract.js";
import { judged, result, wrote } from "../core/run-maker.js";
import { temporaryFolder } from "../temp-folder.js";

const events: readonly RunEvent[] = [
  wrote(1),
  judged(1, [result("s/1", "AC")]),
  wrote(2, 'print("é")\n'),
];
const text = events.map(formatLine).join("");

journalContract("MemoryJournal", () => Promise.resolve(new MemoryJournal()));
journalContract("FileJournal", async () => {
  const journal = await FileJournal.open(path.join(await temporaryFolder(), "events.jsonl"));
  onTestFinished(() => journal.close());
  return journal;
});

describe("a journal on disk", () => {
  test("cut off at any byte, it gives the whole lines before the cut", () => {
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.nat(bytes.length), (cut) => {
        const kept = readJournal(bytes.subarray(0, cut), "events.jsonl").events;
        expect(kept).toEqual(events.slice(0, kept.length));
        expect(Buffer.byteLength(kept.map(formatLine).join(""))).toBeLessThanOrEqual(cut);
      }),
    );
  });

  test("a damaged byte in any whole line is an error that names the line", () => {
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(bytes);
        const value = (damaged[at] ?? 0) ^ change;
        fc.pre(damaged[at] !== 0x0a && value !== 0x0a);
        damaged[at] = value;
        const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
        expect(() => readJournal(damaged, "events.jsonl")).toThrow(
          `line ${line} of events.jsonl is damaged`,
        );
      }),
    );
  });

  test("a torn last line is cut off, and what follows stands on a line of its own", async () => {
    const file = path.join(await temporaryFolder(), "events.jsonl");
    await writeFile(file, text);
    await appendFile(file, '{"type":"solution.wri');
    const journal = await FileJournal.open(file);
    await journal.append(wrote(3));
    await journal.close();

    const reopened = await FileJournal.open(file);
    expect(reopened.events).toHaveLength(4);
    await reopened.close();
  });

  test("every line is JSON with a sum, as scripts read it", async () => {
    const file = path.join(await temporaryFolder(), "events.jsonl");
    const journal = await FileJournal.open(file);
    await journal.append(wrote(1));
    await journal.close();

    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
      type: "solution.written",
      sum: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
  });

  test("a folder that is missing is one sentence", async () => {
    await expect(FileJournal.open("/nowhere/events.jsonl")).rejects.toThrow(/nowhere/);
  });
});
