import type { Answer, ComposedCall } from "../core/ports.js";
import type { Prompt } from "./prompt.js";

interface AnsweredCall {
  readonly key: string;
  /** Which call of the step it is, from 1: with the key it names the call. */
  readonly call: number;
  readonly agent: string;
  readonly promptSha256: string;
  readonly answer: Answer;
  readonly seconds: number;
}

/** One call that a model answered, with all that it was asked. */
export interface FullCall
  extends AnsweredCall,
    Pick<ComposedCall, "model" | "effort" | "thinking"> {
  /** Null where it is not known. */
  readonly maxOutputTokens: number | null;
  /** Before the budget had a say in it; null where it is not known. */
  readonly wantedOutputTokens: number | null;
  readonly prompt: Prompt;
}

/** A call from a recording of version 1, which holds no prompts. */
interface BareCall extends AnsweredCall {
  readonly prompt: null;
}

/** One call that a model answered. */
export type RecordedCall = FullCall | BareCall;

/** The name of a call, as the journal has it too. */
export function nameOfCall({ key, call }: Pick<ComposedCall, "key" | "call">): string {
  return `${key}/call-${call}`;
}
