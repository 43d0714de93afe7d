import { createHash } from "node:crypto";

import { z } from "zod";

import type { RunEvent } from "../core/events.js";

// The checksum says that these are the bytes which formatLine wrote, so their shape is known.
const writtenEvent = z.custom<RunEvent>((value) => typeof value === "object" && value !== null);

const SUM = /,"sum":"([0-9a-f]{12})"\}$/;

/** One event as one line of `events.jsonl`; `sum` is a checksum over the rest of the line. */
export function formatLine(event: RunEvent): string {
  const body = JSON.stringify(event);
  return `${body.slice(0, -1)},"sum":"${checksum(body)}"}\n`;
}

/** The event of a line without its newline, or null when the line is damaged. */
export function parseLine(line: string): RunEvent | null {
  const found = SUM.exec(line);
  if (found === null) return null;
  const body = `${line.slice(0, found.index)}}`;
  return checksum(body) === found[1] ? writtenEvent.parse(JSON.parse(body)) : null;
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
