import { setTimeout } from "node:timers/promises";

import { MemoryJournal } from "../../src/store/memory-journal.js";
import { claim, MemoryFiles, program, review } from "../engine/engine-maker.js";
import type { FakeFault } from "../fake-messages/reply.js";
import type { WireUsage } from "../fake-messages/request.js";
import type { FakeAnswer, FakeReply, FakeRequest } from "../fake-messages-server.js";
import type { Fate, RandomUsage } from "./random-fates.js";

/** What a process leaves behind, however it ends. */
export interface Disk {
  readonly journal: MemoryJournal;
  readonly files: MemoryFiles;
}

/** Files of which each is told once it is written. */
export class WatchedFiles extends MemoryFiles {
  readonly #onWritten: (name: string) => void;

  constructor(onWritten: (name: string) => void, texts: Iterable<readonly [string, string]> = []) {
    super();
    this.#onWritten = onWritten;
    for (const [name, text] of texts) this.texts.set(name, text);
  }

  override async write(name: string, text: string): Promise<void> {
    await super.write(name, text);
    this.#onWritten(name);
  }
}

/** The same, as it is now. */
export function copyOf({ journal, files }: Disk): Disk {
  const copy = new MemoryFiles();
  for (const [name, text] of files.texts) copy.texts.set(name, text);
  return { journal: new MemoryJournal(journal.events), files: copy };
}

/** Which program of the fixer is right at last. */
const RIGHT_ROUND = 2;
export const RIGHT = `print("right")`;

const UNTOLD: Readonly<Record<"usage" | "start", Partial<FakeAnswer>>> = {
  usage: { usage: null },
  start: { wire: { withoutMessageStart: true } },
};

/** Deals out the fates, one to each request. */
export class Script {
  readonly #fates: readonly Fate[];
  #dealt = 0;
  #controller = new AbortController();
  /** How the session ends once the client has read what it was sent. */
  #due: "cancel" | "kill" | "sent" | "spooled" | null = null;
  #isTold = true;
  #copyDisk: () => Disk = () => {
    throw new Error("no session has begun");
  };
  #leftByKill: Disk | null = null;
  /** Requests whose answer was on the disk when a kill fell, by their place among all. */
  readonly spooled = new Set<number>();

  constructor(fates: readonly Fate[]) {
    this.#fates = fates;
  }

  /** Whether every answer so far said what it was billed. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** What the newest session left, where it was killed. */
  get leftByKill(): Disk | null {
    return this.#leftByKill;
  }

  /** The signal of a new session. */
  begin(copyDisk: () => Disk): AbortSignal {
    this.#copyDisk = copyDisk;
    this.#leftByKill = null;
    this.#due = null;
    this.#controller = new AbortController();
    return this.#controller.signal;
  }

  replyTo(request: FakeRequest): FakeReply {
    const next = this.#fates[this.#dealt];
    this.#dealt += 1;
    if (next === undefined) return goodAnswer(request);
    switch (next.kind) {
      case "answer":
        return { ...goodAnswer(request), usage: usageFor(request, next.usage) };
      case "truncated":
        return { ...truncated(request), usage: usageFor(request, next.usage) };
      case "refused":
        return { text: "", stopReason: "refusal", usage: usageFor(request, next.usage) };
      case "untold":
        this.#isTold = false;
        return { ...goodAnswer(request), ...UNTOLD[next.missing] };
      case "fault":
        return isTurnedDown(next.fault)
          ? next.fault
          : { ...next.fault, billedOutput: shareOfRoom(request, next.hidden) };
      case "cancel":
      case "kill":
        this.#due = next.kind;
        return {
          ...(next.afterDeltas === null
            ? { fault: "no-headers" }
            : { fault: "stall", afterDeltas: next.afterDeltas }),
          billedOutput: shareOfRoom(request, next.hidden),
        };
      case "kill-behind":
        this.#due = next.at;
        return { ...goodAnswer(request), usage: usageFor(request, next.usage) };
    }
  }

  /** An answer has left the server, or as much of it as there is. */
  async sent(): Promise<void> {
    const due = this.#due;
    if (due === null || due === "spooled") return;
    this.#due = null;
    // Client and server share one thread: a few turns of it, and all that was sent has been read.
    if (due !== "sent") for (let turn = 0; turn < 4; turn += 1) await setTimeout(2);
    if (due !== "cancel") this.#leftByKill = this.#copyDisk();
    this.#controller.abort();
  }

  /** A file of the run has been written. */
  written(name: string): void {
    if (this.#due !== "spooled" || !name.endsWith(".answer.json")) return;
    this.#due = null;
    this.spooled.add(this.#dealt - 1);
    this.#leftByKill = this.#copyDisk();
    this.#controller.abort();
  }
}

/** A status that is no 200 says that nothing was made. */
function isTurnedDown({ fault }: FakeFault): boolean {
  return fault === "status";
}

function shareOfRoom({ body }: FakeRequest, share: number): number {
  return Math.floor(share * body.max_tokens);
}

function truncated(request: FakeRequest): FakeAnswer {
  const { text } = goodAnswer(request);
  return { text: text.slice(0, -12), stopReason: "max_tokens" };
}

/** The reviewer finds fault with every version, and the fixer is right in the end. */
function goodAnswer(request: FakeRequest): FakeAnswer {
  const instruction = request.blocks.at(-1) ?? "";
  const round = (request.blocks.join("\n").match(/print\("wrong/g) ?? []).length;
  if (request.agent === "bug-report-reviewer")
    return { text: review(claim("major", `${round}\n`)) };
  return { text: program(instruction, round >= RIGHT_ROUND ? RIGHT : `print("wrong ${round}")`) };
}

/** Never more than the client holds for it: two characters make a token at the least. */
function usageFor(request: FakeRequest, shares: RandomUsage): WireUsage {
  const { usage: counted } = request;
  const most =
    counted.input_tokens + counted.cache_creation_input_tokens + counted.cache_read_input_tokens;
  const part = (of: number): number => Math.floor((of * most) / 2);
  return {
    input_tokens: 1 + part(shares.input),
    cache_read_input_tokens: part(shares.cacheRead),
    cache_creation_input_tokens: part(shares.cacheWrite),
    output_tokens: Math.max(1, shareOfRoom(request, shares.output)),
  };
}
