import { createHash } from "node:crypto";

import type { WireEvent } from "./answer-events.js";
import type { FakeRequest, RequestBody, WireUsage } from "./request.js";

/** Tokens that a request was billed for. */
export interface Billed {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** One request in the books of the server. */
export interface LedgerLine {
  readonly agent: string | null;
  readonly model: string;
  /** The same for every request with the same words, however long its answer may be. */
  readonly prompt: string;
  /** `nothing`: no answer was begun. `broken`: it was begun, and its reason to stop never left. */
  readonly ending: "nothing" | "broken" | "whole";
  /** Null as long as none was sent. */
  readonly stopReason: string | null;
  /** As far as anybody can tell who sees what has left. */
  readonly billed: Billed;
  /** The whole of it: also what was thought and never shown, and an answer of which nothing left. */
  readonly bill: Billed;
}

/** At which an answer is billed that broke off before its tokens were told. */
const CHARACTERS_PER_TOKEN = 3;

const NOTHING: Billed = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

/** What a server has sent of one answer, and what it bills for it. */
export class OpenLine {
  readonly #request: FakeRequest;
  #usage: WireUsage | null = null;
  #characters = 0;
  #toldOutput: number | null = null;
  #stopReason: string | null = null;
  #ended = false;
  #billedOutput = 0;

  constructor(request: FakeRequest) {
    this.#request = request;
  }

  /** An answer is on its way; `usage` is what it comes to in the end. */
  begin(usage: WireUsage): void {
    this.#usage = usage;
  }

  /** So much output is billed in the end, whether anything of it leaves or not. */
  billOutput(tokens: number): void {
    this.#billedOutput = tokens;
  }

  /** An event has left. */
  sent(event: WireEvent): void {
    const { content_block: block, delta } = event;
    this.#characters += charactersOf(block) + charactersOf(delta);
    if (event.type === "message_delta") {
      this.#stopReason = stopReasonOf(delta);
      if (event["usage"] !== undefined) this.#toldOutput = this.#usage?.output_tokens ?? null;
    }
    if (event.type === "message_stop") this.#ended = true;
  }

  get line(): LedgerLine {
    const { agent, body } = this.#request;
    return {
      agent,
      model: body.model,
      prompt: promptOf(body),
      ending: this.#ending,
      stopReason: this.#stopReason,
      billed: this.#billed,
      bill: this.#bill,
    };
  }

  get #ending(): LedgerLine["ending"] {
    if (this.#usage === null) return "nothing";
    return this.#ended || this.#stopReason !== null ? "whole" : "broken";
  }

  get #billed(): Billed {
    if (this.#usage === null) return NOTHING;
    // The first event of an answer says 1 before there is any.
    const sent = Math.max(1, Math.ceil(this.#characters / CHARACTERS_PER_TOKEN));
    return {
      input: this.#usage.input_tokens,
      output: this.#toldOutput ?? sent,
      cacheRead: this.#usage.cache_read_input_tokens,
      cacheWrite: this.#usage.cache_creation_input_tokens,
    };
  }

  get #bill(): Billed {
    // What a server has told it bills.
    if (this.#billedOutput === 0 || this.#toldOutput !== null) return this.#billed;
    const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens } =
      this.#usage ?? this.#request.usage;
    return {
      input: input_tokens,
      output: Math.max(this.#billed.output, this.#billedOutput),
      cacheRead: cache_read_input_tokens,
      cacheWrite: cache_creation_input_tokens,
    };
  }
}

/** The sum of what all requests were billed for, as far as anybody can tell. */
export function sumOf(lines: readonly LedgerLine[]): Billed {
  return added(lines.map(({ billed }) => billed));
}

/** The sum of what all requests were billed for. */
export function wholeBillOf(lines: readonly LedgerLine[]): Billed {
  return added(lines.map(({ bill }) => bill));
}

function added(bills: readonly Billed[]): Billed {
  return bills.reduce<Billed>(
    (sum, billed) => ({
      input: sum.input + billed.input,
      output: sum.output + billed.output,
      cacheRead: sum.cacheRead + billed.cacheRead,
      cacheWrite: sum.cacheWrite + billed.cacheWrite,
    }),
    NOTHING,
  );
}

/**
 * How often each prompt was answered whole. An answer that ran into the limit of its tokens is none: the same words may
 * be asked again with more room.
 */
export function answersPerPrompt(lines: readonly LedgerLine[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { ending, prompt, stopReason } of lines) {
    if (ending !== "whole" || stopReason === "max_tokens") continue;
    counts.set(prompt, (counts.get(prompt) ?? 0) + 1);
  }
  return counts;
}

function promptOf({ model, system, messages }: RequestBody): string {
  const words = JSON.stringify([model, system, messages]);
  return createHash("sha256").update(words).digest("hex").slice(0, 16);
}

function charactersOf(piece: unknown): number {
  if (typeof piece !== "object" || piece === null) return 0;
  const text = "text" in piece && typeof piece.text === "string" ? piece.text : "";
  const thinking = "thinking" in piece && typeof piece.thinking === "string" ? piece.thinking : "";
  return text.length + thinking.length;
}

function stopReasonOf(delta: unknown): string | null {
  const given = typeof delta === "object" && delta !== null && "stop_reason" in delta;
  return given && typeof delta.stop_reason === "string" ? delta.stop_reason : null;
}
