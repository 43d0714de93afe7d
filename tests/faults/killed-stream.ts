import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";

import { expect } from "vitest";

import type { RunEvent } from "../../src/core/events.js";
import { stateOf } from "../../src/core/run-state.js";
import { readJournalFile } from "../../src/store/file-journal.js";
import { pipelineCommand, type Ran } from "../cli/command-line.js";
import { asFourRoles, DOUBLE, withoutOracle } from "../e2e/double-problem.js";
import type { SentPoint } from "../fake-messages/outlet.js";
import {
  answersPerPrompt,
  type FakeMessagesServer,
  type FakeReply,
  type FakeRequest,
  type LedgerLine,
  startFakeMessagesServer,
  sumOf,
} from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";

/** Where the server stands when the client is killed: a point of the stream, or what the client has on its disk by then. */
export type KillPoint =
  | "asked"
  | "headers"
  | { readonly event: number }
  /** The last event of the answer: it has been sent whole. */
  | "last event"
  | "spooled"
  | "journalled";

/** A kill in the answer to one call of the run, counted from 1. */
export interface Kill {
  readonly call: number;
  readonly at: KillPoint;
}

/** What came of a run that was killed again and again. */
export interface Killed {
  /** How the last session ended. */
  readonly last: Ran;
  readonly kills: number;
  readonly ledger: readonly LedgerLine[];
  readonly events: readonly RunEvent[];
  /** For each kill whether the answer had been sent whole, and whether the client had it on the disk. */
  readonly found: readonly Found[];
}

interface Found extends Kill {
  readonly sentWhole: boolean;
  readonly onDisk: boolean;
  readonly prompt: string;
}

/** Every answer has so many pieces of text, so that it has points to be killed at. */
const DELTA_CHARACTERS = 80;

/** Runs the command line against a server that kills it at each of these points, in their order, and resumes it. */
export async function killedAt(kills: readonly Kill[], flags: readonly string[]): Promise<Killed> {
  const cwd = await temporaryFolder();
  await writeFile(path.join(cwd, "double.txt"), DOUBLE);
  const killer = new Killer(kills, path.join(cwd, "output/double-1"));
  const server = await startFakeMessagesServer({
    respond: (request) => inPieces(withoutOracle(asFourRoles)(request)),
    onSent: (point, request) => killer.at(point, request, server),
  });
  const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
  try {
    for (let session = 0; session <= kills.length; session += 1) {
      const args = session === 0 ? ["run", "double.txt"] : ["resume", "double-1"];
      const line = { args: [...args, "--json", ...flags], cwd, env };
      const last = await killer.follow((onStart) => pipelineCommand({ ...line, onStart }));
      if (last.signal !== "SIGKILL") {
        const events = await readJournalFile(path.join(cwd, "output/double-1/events.jsonl"));
        return {
          last,
          kills: killer.found.length,
          ledger: server.ledger,
          events,
          found: killer.found,
        };
      }
    }
    throw new Error("the run did not come to its end");
  } finally {
    await server.close();
  }
}

function inPieces(reply: FakeReply): FakeReply {
  const answer = typeof reply === "string" ? { text: reply } : reply;
  return "fault" in answer ? answer : { ...answer, wire: { deltaCharacters: DELTA_CHARACTERS } };
}

type Start = (onStart: (kill: (signal: NodeJS.Signals) => void) => void) => Promise<Ran>;

/** Kills the session that is under way once the next point is reached. */
class Killer {
  readonly found: Found[] = [];
  readonly #kills: Kill[];
  readonly #folder: string;
  readonly #prompts: string[] = [];
  #session: Promise<Ran> | null = null;
  #kill: (signal: NodeJS.Signals) => void = () => {};
  #isKilling = false;
  #current: FakeRequest | null = null;

  constructor(kills: readonly Kill[], folder: string) {
    this.#kills = [...kills];
    this.#folder = folder;
  }

  async follow(start: Start): Promise<Ran> {
    this.#isKilling = false;
    this.#current = null;
    this.#session = start((kill) => {
      this.#kill = kill;
    });
    return this.#session;
  }

  /** Called with everything that the server has sent; nothing more leaves before it returns. */
  async at(point: SentPoint, request: FakeRequest, { ledger }: FakeMessagesServer): Promise<void> {
    if (point.kind === "asked") this.#current = request;
    const line = ledger.at(-1);
    // What is still to be said to a client that has been killed is no point of the next one.
    if (line === undefined || this.#current !== request) return;
    if (this.#isKilling) return void (await this.#session);
    const call = this.#callOf(line.prompt);
    // What was answered before it could be killed there is not asked again.
    while (call > (this.#kills[0]?.call ?? Infinity)) this.#kills.shift();
    const next = this.#kills[0];
    if (next?.call === call && isReached(next.at, point)) await this.#killNow(next, line);
  }

  async #killNow(kill: Kill, { ending, prompt }: LedgerLine): Promise<void> {
    const { call, at } = kill;
    this.#isKilling = true;
    this.#kills.shift();
    if (at === "spooled") await this.#until(async () => (await this.#spooled()).length >= call);
    if (at === "journalled") await this.#until(async () => (await this.#answered()) >= call);
    this.#kill("SIGKILL");
    await this.#session;
    const onDisk = (await this.#spooled()).length >= call;
    this.found.push({ ...kill, onDisk, sentWhole: ending === "whole", prompt });
  }

  /** The place of a prompt among all of the run. */
  #callOf(prompt: string): number {
    if (!this.#prompts.includes(prompt)) this.#prompts.push(prompt);
    return this.#prompts.indexOf(prompt) + 1;
  }

  async #spooled(): Promise<readonly string[]> {
    const names = await readdir(path.join(this.#folder, "trace"));
    return names.filter((name) => name.endsWith(".answer.json"));
  }

  async #answered(): Promise<number> {
    const text = await readFile(path.join(this.#folder, "events.jsonl"), "utf8");
    return text.split('"type":"call.answered"').length - 1;
  }

  async #until(holds: () => Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 2000; turn += 1) {
      if (await holds()) return;
      await setTimeout(2);
    }
    throw new Error("the client never came so far");
  }
}

function isReached(at: KillPoint, point: SentPoint): boolean {
  if (typeof at === "object") return point.kind === "event" && point.number === at.event;
  switch (at) {
    case "asked":
    case "headers":
      return point.kind === at;
    case "last event":
      return point.kind === "event" && point.type === "message_stop";
    case "spooled":
    case "journalled":
      return point.kind === "ended";
  }
}

/** What a run that was killed came to, beside what the server's books ask of it. */
export interface Account {
  readonly ours: object;
  readonly servers: object;
  /** Tokens that are held for attempts of which nobody will tell what they took. */
  readonly heldTokens: number;
  /** What the server billed for those. */
  readonly unseenTokens: number;
}

/**
 * The account of a run that has ended. Of each prompt the last answer is the one that the run has; what was sent before
 * is lost, and held at its worst. No prompt is answered whole more than once, but where a kill fell between the last
 * byte and the disk.
 */
export function accountOf({ last, ledger, events, found }: Killed): Account {
  const { status, usage }: { readonly status?: unknown; readonly usage?: unknown } = JSON.parse(
    last.stdout,
  );
  const taken = [...new Map(ledger.map((line) => [line.prompt, line])).values()];
  const billed = sumOf(taken);
  const unseen = sumOf(ledger.filter((line) => !taken.includes(line)));
  const { openAttempts } = stateOf(events);
  const lost = found.filter(({ sentWhole, onDisk }) => sentWhole && !onDisk);
  const whole = taken.map(({ prompt }) => [
    prompt,
    1 + lost.filter((kill) => kill.prompt === prompt).length,
  ]);
  return {
    ours: { status, usage, answered: Object.fromEntries(answersPerPrompt(ledger)) },
    servers: {
      status: "passed",
      usage: {
        calls: taken.length,
        input_tokens: billed.input,
        output_tokens: billed.output,
        cache_read_tokens: billed.cacheRead,
        cache_write_tokens: billed.cacheWrite,
        usd: expect.any(Number),
        usd_at_most: expect.any(Number),
        // A kill behind the disk loses nothing, but one more attempt may have begun by then.
        unsettled: openAttempts.length,
      },
      answered: Object.fromEntries(whole),
    },
    heldTokens: openAttempts.reduce((sum, { reserved }) => sum + reserved.tokens, 0),
    unseenTokens: unseen.input + unseen.output + unseen.cacheRead + unseen.cacheWrite,
  };
}
