/** What a server itself says went wrong in the middle of an answer. */
export interface SaidInStream {
  /** Such as `overloaded_error`. */
  readonly type: string | null;
  /** Such as `enforced_spend_limit_reached`. */
  readonly code: string | null;
  readonly words: string;
}

interface StreamFaultOptions {
  readonly cause?: unknown;
  /** Given when the server itself reported an error. */
  readonly said?: SaidInStream;
  /** Given when what came is a page for people. */
  readonly isWebPage?: true;
}

/** An answer that began and cannot be read to its end. The message is part of a sentence. */
export class StreamFault extends Error {
  override readonly name = "StreamFault";
  readonly said: SaidInStream | null;
  readonly isWebPage: boolean;

  constructor(message: string, { cause, said, isWebPage }: StreamFaultOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.said = said ?? null;
    this.isWebPage = isWebPage === true;
  }
}
