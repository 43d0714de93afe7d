import type { TurnChosen } from "../core/events.js";
import type { Answer, ComposedCall } from "../core/ports.js";
import type { ModelChoice } from "./request.js";

/**
 * Calls the model once. `callKey` is unique in the run and the same after every resume, so the caller
 * can read back an answer that it has.
 */
export type CallModel = (
  callKey: string,
  request: ComposedCall,
  signal: AbortSignal,
) => Promise<Answer>;

/** A further turn of a conversation, and what a person is told about it. */
export type ChosenTurn = Pick<TurnChosen, "turn" | "why">;

/** What a conversation with an agent needs from outside. */
export interface Asking extends ModelChoice {
  readonly callModel: CallModel;
  /** Remembers the turn that leads to a call; one that an earlier session chose stands, and nothing is chosen anew. */
  readonly chooseTurn: (callKey: string, choose: () => ChosenTurn) => Promise<ChosenTurn>;
  /** Whether the budget has room for the whole of a call, or had it in the run that is replayed. */
  readonly hasRoomFor: (request: ComposedCall) => boolean;
  /** Asked once where the model refuses; null: nobody else is there. */
  readonly fallbackModel: string | null;
  /** The most that a model can write in one answer. */
  readonly mostOutputTokens: (model: string) => number;
}
