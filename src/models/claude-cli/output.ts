import { z } from "zod";

import { MessageAssembler } from "../messages/message-assembler.js";
import { LONGEST_NAME, plainWords } from "../plain-words.js";

const tokens = z.int().nonnegative().nullish();

const resultSchema = z.object({
  type: z.literal("result"),
  subtype: z.string(),
  is_error: z.boolean(),
  api_error_status: z.int().nullish(),
  result: z.string().nullish(),
  stop_reason: z.string().nullish(),
  terminal_reason: z.string().nullish(),
  errors: z.array(z.string()).nullish(),
  total_cost_usd: z.number().nonnegative().nullish(),
  usage: z
    .object({
      input_tokens: tokens,
      output_tokens: tokens,
      cache_creation_input_tokens: tokens,
      cache_read_input_tokens: tokens,
    })
    .nullish(),
  modelUsage: z.record(z.string(), z.unknown()).nullish(),
});

/** What the command says last: how it went and what it took. */
export type CommandResult = z.infer<typeof resultSchema>;

const lineSchema = z.discriminatedUnion("type", [
  resultSchema,
  z.object({ type: z.literal("stream_event"), event: z.object({ type: z.string() }).loose() }),
  z.object({
    type: z.literal("rate_limit_event"),
    rate_limit_info: z.object({ status: z.string(), resetsAt: z.number().nullish() }),
  }),
]);

type KnownLine = z.infer<typeof lineSchema>;

const KNOWN_TYPES: ReadonlySet<unknown> = new Set(
  lineSchema.options.flatMap((option) => [...option.shape.type.values]),
);

/** The ends of an answer after which the command asks nothing more. */
const OWN_ENDS: ReadonlySet<string> = new Set(["end_turn", "stop_sequence"]);

/** Puts together what the command writes, line by line. */
export class CommandOutput {
  readonly #secrets: readonly string[];
  #message: MessageAssembler | null = null;
  #result: CommandResult | null = null;
  #asksAgain = false;
  #hasUnreadable = false;
  #limitResetsAt: number | null = null;

  /** Secrets are blotted out of all that a message says beside its text. */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  /** The first message that ended, or the newest one that did not. */
  get message(): MessageAssembler | null {
    return this.#message;
  }

  /** True when the message came to its end. What follows it is an affair of the command's. */
  get isAnswered(): boolean {
    return (this.#message?.stopReason ?? null) !== null;
  }

  get result(): CommandResult | null {
    return this.#result;
  }

  /** True when there was a line that should have been read and could not. */
  get hasUnreadable(): boolean {
    return this.#hasUnreadable;
  }

  /** When the plan's limit is lifted, in milliseconds since 1970; null when it is not reached. */
  get limitResetsAt(): number | null {
    return this.#limitResetsAt;
  }

  /**
   * True when all that is wanted is there and the command would go on by itself: it asks for the rest of an answer that
   * was cut off, and for another in the place of an empty or a refused one. Each is paid for.
   */
  get isEnough(): boolean {
    if (this.#asksAgain) return true;
    const { stopReason = null, text = "" } = this.#message ?? {};
    return stopReason !== null && !(OWN_ENDS.has(stopReason) && text.trim() !== "");
  }

  /** Takes the next line. Kinds that this version does not know are passed over. */
  take(line: string): void {
    if (line.trim() === "") return;
    const data = parseJson(line);
    const known = lineSchema.safeParse(data);
    if (known.success) this.#apply(known.data);
    else if (data === undefined || isKnown(data)) this.#hasUnreadable = true;
  }

  #apply(line: KnownLine): void {
    switch (line.type) {
      case "result":
        this.#result = this.#plain(line);
        return;
      case "stream_event":
        this.#hear(line.event);
        return;
      case "rate_limit_event":
        this.#noteLimit(line.rate_limit_info);
        return;
    }
  }

  /** Its own words are cleaned by whoever tells of them. */
  #plain(result: CommandResult): CommandResult {
    const nameOf = (said: string): string =>
      plainWords(said, { secrets: this.#secrets, most: LONGEST_NAME });
    const used = Object.entries(result.modelUsage ?? {}).map(([name, each]) => [
      nameOf(name),
      each,
    ]);
    return { ...result, subtype: nameOf(result.subtype), modelUsage: Object.fromEntries(used) };
  }

  #hear(event: { readonly type: string }): void {
    if (this.isAnswered) {
      this.#asksAgain ||= event.type === "message_start";
      return;
    }
    // One that broke off is begun anew.
    if (event.type === "message_start") this.#message = new MessageAssembler(this.#secrets);
    try {
      this.#message?.take(event);
    } catch {
      this.#hasUnreadable = true;
    }
  }

  #noteLimit({ status, resetsAt }: { status: string; resetsAt?: number | null | undefined }): void {
    if (status === "rejected" && typeof resetsAt === "number") {
      this.#limitResetsAt = resetsAt * 1000;
    }
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isKnown(data: unknown): boolean {
  return typeof data === "object" && data !== null && "type" in data && KNOWN_TYPES.has(data.type);
}
