import { CONTEXT_ERRORS } from "../fake-messages/context-errors.js";
import type { FakeAnswer, FakeReply } from "../fake-messages-server.js";

/** What comes in the place of an answer; parts of an answer and its form need the answer itself. */
type FaultOf = FakeReply | ((answer: FakeAnswer) => FakeReply);

/** How a run meets the fault. `passes`: it ends as if nothing had been. `stops`: it goes on once the fault is gone. */
export type Outcome =
  | { readonly kind: "passes" }
  | { readonly kind: "stops"; readonly error: string; readonly exitCode: number }
  /** It ends by its own rules, and there is nothing to go on with. */
  | { readonly kind: "fails"; readonly error: string };

export interface FaultRow {
  readonly name: string;
  /** In the place of the first answers to an agent; the last one as long as the fault lasts. */
  readonly faults: readonly FaultOf[];
  readonly outcome: Outcome;
  /** Requests that the fault itself takes, beside those of a run that passes; of one that fails, all. */
  readonly requests: number;
  /** The longest silence that is borne, for faults that are one. */
  readonly patienceMs?: number;
  /** The longest that a call is borne. */
  readonly deadlineMs?: number;
  readonly agent?: string;
  /** Much like another row: left to the long tests. */
  readonly isVariant?: true;
}

/** As if nothing had been. */
export const PASSES: Outcome = { kind: "passes" };
const STOPS: Outcome = { kind: "stops", error: "service", exitCode: 3 };
const SHORT_MS = 400;

function status(code: number, more: object = {}): FakeReply {
  return { fault: "status", status: code, ...more };
}

function wire(how: NonNullable<FakeAnswer["wire"]>): FaultOf {
  return (answer) => ({ ...answer, wire: { ...answer.wire, ...how } });
}

function part(
  fault: "cut" | "end-early" | "stall" | "not-json",
  afterDeltas: number,
): (answer: FakeAnswer) => FakeReply {
  return (answer) => ({ fault, afterDeltas, of: answer });
}

function errorEvent(type: string, afterDeltas: number): FaultOf {
  return (answer) => ({ fault: "error-event", afterDeltas, of: answer, type });
}

/** Faults that another attempt mends, one request long unless the row says otherwise. */
export const PASSING: readonly FaultRow[] = [
  { name: "429 without retry-after", faults: [status(429)] },
  { name: "429 with retry-after", faults: [status(429, { headers: { "retry-after": "7" } })] },
  { name: "500", faults: [status(500)] },
  { name: "529", faults: [status(529, { type: "overloaded_error" })] },
  { name: "a web page with 200", faults: [{ fault: "html-200" } as const] },
  {
    name: "half a JSON with 200",
    isVariant: true as const,
    faults: [{ fault: "json-cut-200" } as const],
  },
  { name: "overloaded at once", faults: [errorEvent("overloaded_error", 0)] },
  { name: "overloaded after 3 deltas", faults: [errorEvent("overloaded_error", 3)] },
  {
    name: "an API error after 2 deltas",
    isVariant: true as const,
    faults: [errorEvent("api_error", 2)],
  },
  {
    name: "a rate limit after 1 delta",
    isVariant: true as const,
    faults: [errorEvent("rate_limit_error", 1)],
  },
  {
    name: "a connection cut before the headers",
    faults: [{ fault: "cut-before-headers" } as const],
  },
  {
    name: "a socket cut before the first delta",
    isVariant: true as const,
    faults: [part("cut", 0)],
  },
  { name: "a socket cut after 2 deltas", faults: [part("cut", 2)] },
  { name: "a clean end after 2 deltas", faults: [part("end-early", 2)] },
  {
    name: "a stream without events",
    isVariant: true as const,
    faults: [{ fault: "empty-stream" } as const],
  },
  { name: "an event that is not JSON", faults: [part("not-json", 2)] },
  { name: "silence after 2 deltas", faults: [part("stall", 2)], patienceMs: SHORT_MS },
  { name: "no headers", faults: [{ fault: "no-headers" } as const], patienceMs: SHORT_MS },
  {
    name: "headers slower than the patience",
    faults: [wire({ headersAfterMs: 2 * SHORT_MS })],
    patienceMs: SHORT_MS,
  },
  { name: "two faults in a row", faults: [status(529), part("cut", 3)] },
  {
    name: "four broken answers in a row",
    faults: [1, 2, 3, 4].map((deltas) => part("cut", deltas)),
  },
].map((row) => ({ outcome: PASSES, requests: row.faults.length, ...row }));

/** Answers in a form that is no fault at all. */
export const NO_FAULT: readonly FaultRow[] = [
  { name: "every byte alone, split UTF-8 too", faults: [wire({ byteByByte: true })] },
  { name: "frames with CRLF", faults: [wire({ crlf: true })] },
  {
    name: "frames with CRLF, byte by byte",
    isVariant: true as const,
    faults: [wire({ crlf: true, byteByByte: true })],
  },
  { name: "pings before the answer", faults: [wire({ pings: 3 })] },
  { name: "events of an unknown type", faults: [wire({ unknownEvents: true })] },
  { name: "no message_stop", faults: [wire({ withoutMessageStop: true })] },
  {
    name: "a connection cut behind the end",
    isVariant: true as const,
    faults: [wire({ connection: "cut" })],
  },
  {
    name: "a connection that stays open",
    isVariant: true as const,
    faults: [wire({ connection: "stays-open" })],
  },
  { name: "headers that take their time", faults: [wire({ headersAfterMs: 30 })] },
  {
    name: "an unknown reason to stop behind a whole text",
    faults: [(answer: FakeAnswer): FakeReply => ({ ...answer, stopReason: "weather" })],
  },
].map((row) => ({ outcome: PASSES, requests: 0, ...row }));

/** Faults that end the session. */
export const STOPPING: readonly FaultRow[] = [
  { name: "a storm of 529", faults: [status(529)], requests: 5 },
  { name: "429 all the time", isVariant: true as const, faults: [status(429)], requests: 5 },
  { name: "sockets cut all the time", faults: [part("cut", 4)], requests: 5 },
  { name: "a web page all the time", faults: [{ fault: "html-200" } as const], requests: 2 },
  {
    name: "pings and nothing else until the deadline",
    faults: [{ fault: "pings-only" } as const],
    deadlineMs: 2 * SHORT_MS,
  },
  { name: "a wait of an hour", faults: [status(429, { headers: { "retry-after": "3600" } })] },
  { name: "a spend limit", faults: [status(429, { errorCode: "enforced_spend_limit_reached" })] },
  {
    name: "a spend limit of the contract",
    isVariant: true as const,
    faults: [status(429, { errorCode: "contract_spend_limit_reached" })],
  },
  { name: "402", faults: [status(402)] },
  { name: "400", isVariant: true as const, faults: [status(400)] },
  {
    name: "401",
    faults: [status(401, { type: "authentication_error" })],
    outcome: { kind: "stops", error: "refused_key", exitCode: 4 } as const,
  },
  {
    name: "403",
    faults: [status(403, { type: "permission_error" })],
    outcome: { kind: "stops", error: "refused_key", exitCode: 4 } as const,
  },
  {
    name: "404 for the model",
    faults: [status(404, { type: "not_found_error" })],
    outcome: { kind: "stops", error: "usage", exitCode: 2 } as const,
  },
  {
    name: "404 with a web page",
    isVariant: true as const,
    faults: [status(404, { html: "<h1>Not here</h1>" })],
    outcome: { kind: "stops", error: "bad_settings", exitCode: 2 } as const,
  },
  {
    name: "an invalid request after 2 deltas",
    isVariant: true as const,
    faults: [errorEvent("invalid_request_error", 2)],
  },
  {
    name: "two faults, then a refused request",
    faults: [status(529), part("cut", 2), status(400)],
    requests: 3,
  },
].map((row) => ({ outcome: STOPS, requests: 1, ...row }));

/** Cuts a text off within its FILE block. */
function cutOff(answer: FakeAnswer): FakeAnswer {
  const end = answer.text.indexOf("<<<END");
  return { ...answer, text: answer.text.slice(0, end - 4), stopReason: "max_tokens" };
}

/** Answers that the model meant. */
export const MEANT: readonly FaultRow[] = [
  {
    name: "max_tokens inside a FILE block",
    faults: [cutOff],
    agent: "problem-solver",
    outcome: PASSES,
    requests: 1,
  },
  {
    name: "max_tokens inside a FILE block twice, then the whole of it",
    isVariant: true as const,
    faults: [cutOff, cutOff],
    agent: "solution-fixer",
    outcome: PASSES,
    requests: 2,
  },
  {
    name: "a refusal of the improver, which the run can do without",
    isVariant: true as const,
    faults: [{ text: "", stopReason: "refusal" }],
    agent: "solution-improver",
    outcome: PASSES,
    requests: 0,
  },
  {
    name: "an empty refusal",
    faults: [{ text: "", stopReason: "refusal" }],
    agent: "solution-fixer",
    outcome: { kind: "fails", error: "refused" },
    requests: 5,
  },
  {
    name: "a refusal in words",
    faults: [
      { text: "I would rather not.", stopReason: "refusal", explanation: "it is about words" },
    ],
    agent: "solution-fixer",
    outcome: { kind: "fails", error: "refused" },
    requests: 5,
  },
];

/** A prompt that is too long, as each server words it: the oldest of it is left out, or there is nothing to leave out. */
export const TOO_LONG: readonly FaultRow[] = [
  ...Object.entries(CONTEXT_ERRORS).map(([name, fault]) => ({
    name: `too long, in the words of ${name}`,
    faults: [fault],
    agent: "solution-fixer",
    outcome: PASSES,
    requests: 1,
  })),
  {
    name: "413",
    isVariant: true as const,
    faults: [status(413, { type: "request_too_large" })],
    agent: "solution-fixer",
    outcome: PASSES,
    requests: 1,
  },
  {
    name: "413 where nothing can be left out",
    faults: [status(413, { type: "request_too_large" })],
    agent: "problem-solver",
    outcome: { kind: "fails", error: "too_long" },
    requests: 1,
  },
];
