// A reporter for node:test that tells descriptor 3 what became of each test, one line of JSON per event.
import { writeSync } from "node:fs";

const CHANNEL = 3;

function tell(event) {
  let rest = Buffer.from(`${JSON.stringify(event)}\n`);
  while (rest.length > 0) rest = rest.subarray(writeSync(CHANNEL, rest));
}

function outcomeOf({ type, data }) {
  if (data.skip !== undefined || data.todo !== undefined) return "skipped";
  if (type === "test:pass") return "passed";
  return data.details?.error?.cause?.code === "ERR_ASSERTION" ? "failed" : "error";
}

function noteOf({ details }) {
  const cause = details?.error?.cause ?? details?.error;
  return String(cause?.message ?? cause ?? "").split("\n")[0];
}

/** Follows the events of a run to their end. */
export default async function* report(events) {
  for await (const event of events) {
    const { type, data } = event;
    if ((type !== "test:pass" && type !== "test:fail") || data.details?.type === "suite") continue;
    const cpuMs = data.details?.duration_ms ?? 0;
    tell({ event: "end", test: data.name, outcome: outcomeOf(event), note: noteOf(data), cpuMs });
  }
  tell({ event: "done" });
  yield "";
}
