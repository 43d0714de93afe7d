import type { Answer, ComposedCall } from "../core/ports.js";
import type { AgentContext } from "./context.js";
import type { Expectation } from "./expectation.js";
import {
  type OracleReply,
  type ReadableReply,
  type Reply,
  readReply,
  type UnreadableReply,
} from "./reply.js";
import { composeRequest, type ModelChoice } from "./request.js";

/**
 * Calls the model once. `callKey` is unique in the run and the same after every resume, so the caller
 * can read back an answer that it has.
 */
export type CallModel = (
  callKey: string,
  request: ComposedCall,
  signal: AbortSignal,
) => Promise<Answer>;

/** What a step's conversation came to. */
export type AgentOutcome =
  | Exclude<ReadableReply, OracleReply>
  | OracleOutcome
  | UnreadableReply
  | { readonly kind: "refused"; readonly text: string };

type Turns = ComposedCall["repairs"];

/** An oracle that is still to be run, with the conversation that led to it: it may go on. */
export interface OracleOutcome extends OracleReply {
  readonly earlierTurns: Turns;
  /** The whole reply. */
  readonly text: string;
}

export interface Asking extends ModelChoice {
  readonly callModel: CallModel;
}

/**
 * Asks an agent and reads its reply. A reply that cannot be read, or not all of it, is shown to the
 * agent once with what is wrong. Throws only what `callModel` throws.
 */
export async function askAgent(
  context: AgentContext,
  { callModel, ...choice }: Asking,
  signal: AbortSignal,
): Promise<AgentOutcome> {
  const { request, expectation } = composeRequest(context, choice);
  const first = await callModel(`${context.stepKey}/call-1`, request, signal);
  if (first.status === "refused") return { kind: "refused", text: first.text };
  const firstReply = readAnswer(first, expectation);
  const complaint = complaintAbout(firstReply);
  if (complaint === null) return withTurns(firstReply, first, []);

  const repair = { reply: shown(first.text), complaint: repairText(complaint, expectation) };
  const again: ComposedCall = { ...request, call: 2, repairs: [repair] };
  const second = await callModel(`${context.stepKey}/call-2`, again, signal);
  return withTurns(bestOf(firstReply, second, expectation), second, [repair]);
}

type Refused = Extract<AgentOutcome, { readonly kind: "refused" }>;

function withTurns(reply: Reply | Refused, { text }: Answer, earlierTurns: Turns): AgentOutcome {
  return reply.kind === "oracle" ? { ...reply, earlierTurns, text } : reply;
}

/** An oracle that runs found something wrong with. */
export interface OracleToMend {
  readonly outcome: OracleOutcome;
  readonly faults: readonly string[];
}

/** Shows an agent once what runs found wrong with its oracle. Throws only what `callModel` throws. */
export async function askToMend(
  context: AgentContext,
  { outcome, faults }: OracleToMend,
  { callModel, signal, ...choice }: Asking & { readonly signal: AbortSignal },
): Promise<AgentOutcome> {
  const { request, expectation } = composeRequest(context, choice);
  const list = faults.map((fault) => `- ${fault}`).join("\n");
  const complaint = repairText(`It was run, and this came of it:\n\n${list}`, expectation);
  const repairs = [...outcome.earlierTurns, { reply: shown(outcome.text), complaint }];
  const call = repairs.length + 1;
  const key = `${context.stepKey}/call-${call}`;
  const answer = await callModel(key, { ...request, call, repairs }, signal);
  if (answer.status === "refused") return { kind: "refused", text: answer.text };
  return withTurns(readAnswer(answer, expectation), answer, repairs);
}

function readAnswer(answer: Answer, expectation: Expectation): Reply {
  const reply = readReply(answer.text, expectation);
  if (answer.status !== "truncated" || reply.kind !== "unreadable") return reply;
  const complaint = `The reply was cut off at the longest that is allowed. ${reply.complaint}`;
  return { kind: "unreadable", complaint };
}

function complaintAbout(reply: Reply): string | null {
  if (reply.kind === "unreadable") return reply.complaint;
  return reply.kind === "fix_plan" && reply.flaws.length > 0 ? reply.flaws.join("\n") : null;
}

/** What could be read of the first reply is kept when the second is no better. */
function bestOf(first: Reply, second: Answer, expectation: Expectation): Reply | Refused {
  if (second.status === "refused") {
    return first.kind === "unreadable" ? { kind: "refused", text: second.text } : first;
  }
  const reply = readAnswer(second, expectation);
  if (first.kind !== "fix_plan" || reply.kind === "fix_plan") return reply;
  return first;
}

function repairText(complaint: string, { id }: Expectation): string {
  return `Your reply could not be used as it stands:

${complaint}

Please send the whole reply once more, in the form that the reply rules give, with the id "${id}". What
was sent before is not kept, so leave nothing out.`;
}

/** No turn of a conversation may be empty. */
function shown(text: string): string {
  return text.trim() === "" ? "(an empty reply)" : text;
}
