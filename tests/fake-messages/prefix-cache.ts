import { createHash } from "node:crypto";

import type { RequestBody, WireUsage } from "./request.js";

const LOOK_BACK_BLOCKS = 20;

interface Prefix {
  readonly key: string;
  readonly tokens: number;
  readonly marked: boolean;
}

/** What the service keeps of earlier prompts: every prefix that was marked and is long enough. */
export class PrefixCache {
  readonly #kept = new Set<string>();
  readonly #minimumTokens: number;

  constructor(minimumTokens: number) {
    this.#minimumTokens = minimumTokens;
  }

  /** Reads the longest prefix that is kept, and would write the rest up to the last mark. */
  usageOf(body: RequestBody): WireUsage {
    const prefixes = prefixesOf(body);
    const kept = this.#worthKeeping(prefixes);
    const read = prefixes.findLast((prefix, at) => this.#canRead(prefix, prefixes.slice(at)));
    const readTokens = read?.tokens ?? 0;
    const upTo = Math.max(kept.at(-1)?.tokens ?? 0, readTokens);
    return {
      input_tokens: (prefixes.at(-1)?.tokens ?? 0) - upTo,
      output_tokens: 0,
      cache_creation_input_tokens: upTo - readTokens,
      cache_read_input_tokens: readTokens,
    };
  }

  /** Once an answer has begun, its prompt is kept: not before, and not for one that is turned down. */
  keep(body: RequestBody): void {
    for (const { key } of this.#worthKeeping(prefixesOf(body))) this.#kept.add(key);
  }

  #worthKeeping(prefixes: readonly Prefix[]): readonly Prefix[] {
    return prefixes.filter(({ marked, tokens }) => marked && tokens >= this.#minimumTokens);
  }

  /** The service looks back from each mark, and not far. */
  #canRead(prefix: Prefix, onwards: readonly Prefix[]): boolean {
    return (
      this.#kept.has(prefix.key) && onwards.slice(0, LOOK_BACK_BLOCKS).some(({ marked }) => marked)
    );
  }
}

/** About four characters make a token. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

function prefixesOf(body: RequestBody): Prefix[] {
  const hash = createHash("sha256").update(body.model);
  const prefixes: Prefix[] = [];
  const add = (block: RequestBody["messages"][number]["content"][number]): void => {
    const tokens = (prefixes.at(-1)?.tokens ?? 0) + tokensOf(block.text);
    const key = hash.update(JSON.stringify(block.text)).copy().digest("hex");
    prefixes.push({ key, tokens, marked: block.cache_control !== undefined });
  };
  for (const block of body.system ?? []) add(block);
  // Another effort or way of thinking makes the messages another prefix.
  hash.update(JSON.stringify([body.thinking, body.output_config]));
  for (const { role, content } of body.messages) {
    hash.update(role);
    for (const block of content) add(block);
  }
  return prefixes;
}
