import { type Seeded, type SeedTask, skippedSeed } from "./seeded.js";

const HEADER = /^(made|skipped) (\d{1,16}) (\d{1,9}) (\d{1,9})$/;
const LONGEST_HEADER = 64;
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

interface Header {
  readonly kind: "made" | "skipped";
  readonly seed: number;
  readonly lengths: readonly [first: number, second: number];
  /** Where the two texts begin. */
  readonly start: number;
}

/**
 * Reads what the harness told of seeds, in their order. The programs that it runs could have written any of it, so
 * that it ends at the first record that is not whole or is not about the seed that is due.
 */
export function readRecords(bytes: Buffer, tasks: readonly SeedTask[]): readonly Seeded[] {
  const records: Seeded[] = [];
  let at = 0;
  for (const { seed } of tasks) {
    const header = readHeader(bytes, at);
    if (header?.seed !== seed) break;
    const [first, second] = header.lengths;
    const middle = header.start + first;
    at = middle + second;
    if (at > bytes.length) break;
    records.push(
      recordOf(header, bytes.subarray(header.start, middle), bytes.subarray(middle, at)),
    );
  }
  return records;
}

function readHeader(bytes: Buffer, at: number): Header | null {
  const beginning = bytes.toString("latin1", at, at + LONGEST_HEADER);
  const end = beginning.indexOf("\n");
  const [, kind, seed, first, second] = HEADER.exec(beginning.slice(0, Math.max(end, 0))) ?? [];
  if (kind !== "made" && kind !== "skipped") return null;
  const lengths = [Number(first), Number(second)] as const;
  return { kind, seed: Number(seed), lengths, start: at + end + 1 };
}

function recordOf({ kind, seed }: Header, first: Buffer, second: Buffer): Seeded {
  try {
    const input = UTF8.decode(first);
    const expected = UTF8.decode(second);
    return kind === "made" ? { kind, seed, input, expected } : skippedSeed(seed, input);
  } catch {
    return skippedSeed(seed, "What was handed over is not text in UTF-8");
  }
}
