// Loaded before everything else, and as a reporter for node:test: tells descriptor 3 what became of each test, one
// line of JSON per event, signed with a nonce.
//
// Standard input: {"nonce", "end"}; `end`: for a file without tests, what it emits when it has come to its end; else null
import fs from "node:fs";

const CHANNEL = 3;

// Taken now, before a program can put something else in their place.
const { writeSync } = fs;
const { stringify } = JSON;
const bytesOf = TextEncoder.prototype.encode.bind(new TextEncoder());
const order = JSON.parse(fs.readFileSync(0, "utf8"));

function tell(event) {
  let rest = bytesOf(`${stringify({ ...event, nonce: order.nonce })}\n`);
  while (rest.length > 0) rest = rest.subarray(writeSync(CHANNEL, rest));
}

if (order.end !== null) {
  const began = process.cpuUsage();
  let hasEnded = false;
  tell({ event: "start", test: "main" });
  process.once(order.end, () => {
    hasEnded = true;
  });
  process.on("exit", (code) => {
    if (!hasEnded || code !== 0) return;
    const cpuMs = process.cpuUsage(began).user / 1000;
    tell({ event: "end", test: "main", outcome: "passed", note: "", cpuMs });
    tell({ event: "done" });
  });
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
