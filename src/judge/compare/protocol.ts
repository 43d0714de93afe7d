import type { Validator } from "../../core/comparison.js";
import { describeEnding } from "../../core/verdict.js";
import { errorLine, type Outcome, sentence } from "../cases/verdict-of.js";
import type { Execution } from "../sandbox/execution.js";

/**
 * What a program that decides about outputs came to. `failed`: it decided nothing, and that is its own fault;
 * `canDiffer`: it is worth asking again, because it did not use up what it may take.
 */
export type Decision =
  | { readonly kind: "accepts" }
  | { readonly kind: "refuses"; readonly said: string }
  | { readonly kind: "failed"; readonly why: string; readonly canDiffer: boolean };

/** How such a program is spoken to. */
export type Protocol = Validator["protocol"];

/** The folder, in the working folder, in which a Kattis validator leaves its messages. */
export const FEEDBACK_FOLDER = "feedback";
const MESSAGES = ["judgemessage.txt", "teammessage.txt"];
const MOST_CHARACTERS = 200;
/** Only the beginning of a message is shown, and it may be long. */
const MOST_BYTES = 2000;

/** Reads how it ended. A program that was killed, or that ended for a reason of its own, has decided nothing. */
export function readDecision(protocol: Protocol, execution: Execution): Decision {
  const { ending } = execution;
  const said = messageOf(protocol, execution);
  if (ending.kind !== "exited") {
    const canDiffer = ending.kind === "signalled" || ending.kind === "not-started";
    return { kind: "failed", why: withMessage(describeEnding(ending), said), canDiffer };
  }
  const meaning = protocol === "kattis" ? kattisMeaning(ending.code) : testlibMeaning(execution);
  if (meaning === "accepts") return { kind: "accepts" };
  if (meaning === "refuses") return { kind: "refuses", said };
  const why = THROWN.test(execution.stderr) ? errorLine(execution.stderr) : said;
  return { kind: "failed", why: withMessage(describeEnding(ending), why), canDiffer: true };
}

type Meaning = Decision["kind"];

function kattisMeaning(code: number): Meaning {
  if (code === 42) return "accepts";
  return code === 43 ? "refuses" : "failed";
}

/** How run-time systems end a program that has thrown, which is exit code 1 like a refusal. */
const THROWN =
  /^Traceback \(most recent call last\):|^Node\.js v\d|^Exception in thread "|^thread '.*' panicked at/m;
/** What `quitp` of testlib writes. Scripts that read it count to 1 or to 100. */
const POINTS = /^points (\S+)/m;
const ALL_POINTS: ReadonlySet<number> = new Set([1, 100]);
const [FIRST_PARTIAL, LAST_PARTIAL] = [16, 116];

/**
 * Exit codes of testlib. 0: right. 1: wrong; 2: the form is wrong; 4: something follows the answer; 8: the answer ends too
 * early. 7 comes with points, and all of them are needed. 16 to 116: a part of the points. Everything else, 3 among it,
 * is the checker's own failure.
 */
function testlibMeaning({ ending, stderr }: Execution): Meaning {
  const code = ending.kind === "exited" ? ending.code : -1;
  switch (code) {
    case 0:
      return "accepts";
    case 1:
      return THROWN.test(stderr) ? "failed" : "refuses";
    case 2:
    case 4:
    case 8:
      return "refuses";
    case 7:
      return pointsMeaning(POINTS.exec(stderr)?.[1]);
    default:
      return code >= FIRST_PARTIAL && code <= LAST_PARTIAL ? "refuses" : "failed";
  }
}

function pointsMeaning(points: string | undefined): Meaning {
  const value = Number(points ?? Number.NaN);
  if (Number.isNaN(value)) return "failed";
  return ALL_POINTS.has(value) ? "accepts" : "refuses";
}

/** The first line that it left for people, or else that it wrote. */
function messageOf(protocol: Protocol, { files, stderr, stdout }: Execution): string {
  const left = MESSAGES.map((name) => files.get(name)?.bytes.subarray(0, MOST_BYTES).toString());
  const written = protocol === "testlib" ? [stdout.subarray(0, MOST_BYTES).toString()] : [];
  const lines = [...left, stderr, ...written].map((text) => firstLine(text ?? ""));
  return lines.find((line) => line !== "")?.slice(0, MOST_CHARACTERS) ?? "";
}

function firstLine(text: string): string {
  const line = text.split("\n").find((one) => one.trim() !== "");
  return line?.trim() ?? "";
}

function withMessage(ended: string, said: string): string {
  return said === "" ? ended : `${ended}: ${said}`;
}

/** The verdict that a decision comes to. `who`: the program, as a sentence calls it. */
export function outcomeOfDecision(decision: Decision, who: string): Outcome {
  switch (decision.kind) {
    case "accepts":
      return { verdict: "AC", note: "" };
    case "refuses":
      return { verdict: "WA", note: sentence(`The ${who} says: ${decision.said || "wrong"}`) };
    case "failed":
      return { verdict: "JE", note: sentence(`The ${who} failed: ${decision.why}`) };
  }
}

/** What failed once may have been the victim of a busy machine, unless it was stopped at a limit. */
export async function decideTwice(decide: () => Promise<Decision>): Promise<Decision> {
  const first = await decide();
  return first.kind === "failed" && first.canDiffer ? decide() : first;
}
