interface StreamFaultOptions {
  readonly cause?: unknown;
  /** The type of the error, when the server itself reported one. */
  readonly type?: string | null;
}

/** An answer that began and cannot be read to its end. The message is part of a sentence. */
export class StreamFault extends Error {
  override readonly name = "StreamFault";
  readonly type: string | null;

  constructor(message: string, { cause, type }: StreamFaultOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.type = type ?? null;
  }
}
