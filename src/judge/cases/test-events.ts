import { z } from "zod";

import type { Outcome } from "./verdict-of.js";
import { sentence } from "./verdict-of.js";

const eventSchema = z.discriminatedUnion("event", [
  z.object({ event: z.literal("start"), test: z.string() }),
  z.object({
    event: z.literal("end"),
    test: z.string(),
    outcome: z.enum(["passed", "failed", "error", "skipped"]),
    note: z.string(),
    cpuMs: z.number().nonnegative(),
  }),
  z.object({
    event: z.literal("broken"),
    note: z.string(),
    missing: z.string().nullable(),
    syntax: z.boolean(),
  }),
  z.object({ event: z.literal("done") }),
]);

type TestEvent = z.infer<typeof eventSchema>;
export type EndedTest = Extract<TestEvent, { event: "end" }>;

/** What a file of tests told of itself before its process ended. */
export interface TestRun {
  readonly ended: readonly EndedTest[];
  /** The test in which the process ended; null when it was in none. */
  readonly interrupted: string | null;
  /** Why the file could not be loaded; null when it could. */
  readonly broken: Extract<TestEvent, { event: "broken" }> | null;
  /** Whether the runner came to its end: all that was to be run was run. */
  readonly done: boolean;
}

/** Reads the lines that a harness signed with its nonce. Lines of anybody else's are not events. */
export function readTestRun(result: Buffer, nonce: string): TestRun {
  const events = result
    .toString()
    .split("\n")
    .flatMap((line) => readEvent(line, nonce));
  const ended = events.filter((event) => event.event === "end");
  const started = events.findLast((event) => event.event === "start");
  const isOpen = started !== undefined && !ended.some(({ test }) => test === started.test);
  return {
    ended,
    interrupted: isOpen ? started.test : null,
    broken: events.find((event) => event.event === "broken") ?? null,
    done: events.at(-1)?.event === "done",
  };
}

const signedSchema = z.object({ nonce: z.string() }).and(eventSchema);

function readEvent(line: string, nonce: string): TestEvent[] {
  if (line === "") return [];
  try {
    const event = signedSchema.parse(JSON.parse(line));
    return event.nonce === nonce ? [event] : [];
  } catch {
    return []; // The program wrote to the channel itself; only what the harness says counts.
  }
}

/** The verdict of one test that came to its end. */
export function outcomeOfTest({ outcome, note }: EndedTest): Outcome {
  const said = note.slice(0, 300);
  switch (outcome) {
    case "passed":
      return { verdict: "AC", note: "" };
    case "failed":
      return { verdict: "WA", note: sentence(said || "An assertion failed") };
    case "error":
      return { verdict: "RE", note: sentence(said || "It threw an error") };
    case "skipped":
      return { verdict: "RE", note: "It was skipped, which shows nothing." };
  }
}
