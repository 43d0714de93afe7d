import { z } from "zod";

import { LONGEST_NAME, plainWords } from "../plain-words.js";
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
    error: z
      .object({
        type: z.string().nullish(),
        message: z.string().nullish(),
        details: z.object({ error_code: z.string().nullish() }).nullish().catch(null),
      })
      .nullish(),
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
  readonly #secrets: readonly string[];
  readonly #text: string[] = [];
  #characters = 0;
  #model: string | null = null;
  #stopReason: string | null = null;
  #refusal: string | null = null;
  #stopped = false;
  #begun = false;
  #outputIsCounted = false;
  #tokens: TokenCounts = { input: null, output: null, cacheWrite: null, cacheRead: null };

  /** Secrets are blotted out of all that the server says beside the text. */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  /** Text blocks joined with nothing between them: a blank would damage code. */
  get text(): string {
    return this.#text.join("");
  }

  /** Characters that the model wrote, thinking included. */
  get characters(): number {
    return this.#characters;
  }

  get model(): string | null {
    return this.#model;
  }

  get tokens(): TokenCounts {
    return this.#tokens;
  }

  /** True once the server has begun to answer: from then on the attempt is billed. */
  get begun(): boolean {
    return this.#begun;
  }

  /** No prompt is empty: a server that says so has not counted. */
  get promptIsCounted(): boolean {
    const { input, cacheRead, cacheWrite } = this.#tokens;
    return input !== null && input + (cacheRead ?? 0) + (cacheWrite ?? 0) > 0;
  }

  /** True once the output has been counted behind its end; the count at the start is not one of it. */
  get outputIsCounted(): boolean {
    const { output } = this.#tokens;
    const isPlausible = (output ?? 0) > 0 || this.characters === 0;
    return this.#outputIsCounted && this.#stopReason !== null && isPlausible;
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
        this.#begun = true;
        this.#model = this.#plain(event.message.model, LONGEST_NAME);
        this.#count(event.message.usage);
        return;
      case "content_block_start":
        this.#add(event.content_block);
        return;
      case "content_block_delta":
        this.#add(event.delta);
        return;
      case "message_delta":
        this.#begun = true;
        this.#stopReason = this.#plain(event.delta.stop_reason, LONGEST_NAME) ?? this.#stopReason;
        this.#refusal = this.#plain(event.delta.stop_details?.explanation) ?? this.#refusal;
        this.#outputIsCounted ||= typeof event.usage?.output_tokens === "number";
        this.#count(event.usage);
        return;
      case "message_stop":
        this.#stopped = true;
        return;
      case "error":
        throw faultOf(event.error);
    }
  }

  #plain(said: string | null | undefined, most = 300): string | null {
    return typeof said === "string" ? plainWords(said, { secrets: this.#secrets, most }) : null;
  }

  #add({ text, thinking }: z.infer<typeof piece>): void {
    if (typeof text === "string") this.#text.push(text);
    this.#characters += (text?.length ?? 0) + (thinking?.length ?? 0);
    this.#begun ||= Boolean(text) || Boolean(thinking);
  }

  /** Counts only grow: some gateways repeat them as 0 at the end. What an event leaves out stays. */
  #count(usage: z.infer<typeof usageSchema> | null | undefined): void {
    this.#tokens = {
      input: larger(this.#tokens.input, usage?.input_tokens),
      output: larger(this.#tokens.output, usage?.output_tokens),
      cacheWrite: larger(this.#tokens.cacheWrite, usage?.cache_creation_input_tokens),
      cacheRead: larger(this.#tokens.cacheRead, usage?.cache_read_input_tokens),
    };
  }
}

function larger(known: number | null, counted: number | null | undefined): number | null {
  return known === null ? (counted ?? null) : Math.max(known, counted ?? 0);
}

function faultOf(error: Extract<StreamEvent, { readonly type: "error" }>["error"]): StreamFault {
  const words = error?.message ?? "no reason";
  return new StreamFault(`the server broke off with "${words}"`, {
    said: { type: error?.type ?? null, code: error?.details?.error_code ?? null, words },
  });
}

function isKnown(data: unknown): boolean {
  return typeof data === "object" && data !== null && "type" in data && KNOWN_TYPES.has(data.type);
}
