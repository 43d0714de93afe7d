import { z } from "zod";

import { StreamFault } from "./stream-fault.js";

const count = z.int().nonnegative().nullish();

const usageSchema = z.object({
  input_tokens: count,
  output_tokens: count,
  cache_creation_input_tokens: count,
  cache_read_input_tokens: count,
});

const piece = z.object({ text: z.string().nullish(), thinking: z.string().nullish() });

const eventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("message_start"),
    message: z.object({ model: z.string().nullish(), usage: usageSchema.nullish() }),
  }),
  z.object({ type: z.literal("content_block_start"), content_block: piece }),
  z.object({ type: z.literal("content_block_delta"), delta: piece }),
  z.object({
    type: z.literal("message_delta"),
    delta: z.object({
      stop_reason: z.string().nullish(),
      stop_details: z
        .object({ category: z.string().nullish(), explanation: z.string().nullish() })
        .nullish(),
    }),
    usage: usageSchema.nullish(),
  }),
  z.object({ type: z.literal("message_stop") }),
  z.object({
    type: z.literal("error"),
    error: z.object({ type: z.string().nullish(), message: z.string().nullish() }).nullish(),
  }),
]);

type StreamEvent = z.infer<typeof eventSchema>;

const KNOWN_TYPES: ReadonlySet<unknown> = new Set(
  eventSchema.options.flatMap((option) => [...option.shape.type.values]),
);

/** Tokens as the server counted them, each null as long as it has not said. */
export interface TokenCounts {
  readonly input: number | null;
  readonly output: number | null;
  readonly cacheWrite: number | null;
  readonly cacheRead: number | null;
}

/** Puts the events of one stream together. After an error it still knows what had arrived. */
export class MessageAssembler {
  readonly #text: string[] = [];
  #thinkingCharacters = 0;
  #model: string | null = null;
  #stopReason: string | null = null;
  #refusal: string | null = null;
  #stopped = false;
  #tokens: TokenCounts = { input: null, output: null, cacheWrite: null, cacheRead: null };

  /** Text blocks joined with nothing between them: a blank would damage code. */
  get text(): string {
    return this.#text.join("");
  }

  /** Characters that the model wrote, thinking included. */
  get characters(): number {
    return this.#text.reduce((sum, part) => sum + part.length, this.#thinkingCharacters);
  }

  get model(): string | null {
    return this.#model;
  }

  get tokens(): TokenCounts {
    return this.#tokens;
  }

  get stopReason(): string | null {
    return this.#stopReason;
  }

  /** Why the service says that the model refused; null when it does not say. */
  get refusal(): string | null {
    return this.#refusal;
  }

  /** True when the last event was there. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes the next event. Types that this version does not know are passed over. Throws StreamFault. */
  take(data: unknown): void {
    const event = eventSchema.safeParse(data);
    if (event.success) this.#apply(event.data);
    else if (isKnown(data)) throw new StreamFault("the server sent an event that cannot be read");
  }

  #apply(event: StreamEvent): void {
    switch (event.type) {
      case "message_start":
        this.#model = event.message.model ?? null;
        this.#count(event.message.usage);
        return;
      case "content_block_start":
        this.#add(event.content_block);
        return;
      case "content_block_delta":
        this.#add(event.delta);
        return;
      case "message_delta":
        this.#stopReason = event.delta.stop_reason ?? this.#stopReason;
        this.#refusal = event.delta.stop_details?.explanation ?? this.#refusal;
        this.#count(event.usage);
        return;
      case "message_stop":
        this.#stopped = true;
        return;
      case "error":
        throw new StreamFault(
          `the server broke off with "${event.error?.message ?? "no reason"}"`,
          {
            type: event.error?.type ?? null,
          },
        );
    }
  }

  #add({ text, thinking }: z.infer<typeof piece>): void {
    if (typeof text === "string") this.#text.push(text);
    this.#thinkingCharacters += thinking?.length ?? 0;
  }

  /** Later counts replace earlier ones; what an event leaves out stays. */
  #count(usage: z.infer<typeof usageSchema> | null | undefined): void {
    this.#tokens = {
      input: usage?.input_tokens ?? this.#tokens.input,
      output: usage?.output_tokens ?? this.#tokens.output,
      cacheWrite: usage?.cache_creation_input_tokens ?? this.#tokens.cacheWrite,
      cacheRead: usage?.cache_read_input_tokens ?? this.#tokens.cacheRead,
    };
  }
}

function isKnown(data: unknown): boolean {
  return typeof data === "object" && data !== null && "type" in data && KNOWN_TYPES.has(data.type);
}
