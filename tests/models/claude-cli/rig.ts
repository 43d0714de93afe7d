import { execFileSync } from "node:child_process";
import { once } from "node:events";

import type { Model } from "../../../src/core/ports.js";
import {
  type ClaudeCliOptions,
  createClaudeCliModel,
} from "../../../src/models/claude-cli/claude-cli-model.js";
import type { Ending, Start } from "../../../src/models/claude-cli/process.js";
import { temporaryFolder } from "../../temp-folder.js";
import {
  FAKE_CLAUDE,
  type FakeCall,
  type FakeClaude,
  type FakePart,
  SILENT,
  withFakeClaude,
} from "./fake-claude.js";

/** A model behind the fake command. */
export interface Rig extends FakeClaude {
  readonly model: Model;
  /** How long the model meant to wait before each further attempt, in milliseconds. */
  readonly delays: readonly number[];
}

type Respond = (call: FakeCall, number: number) => FakePart | Promise<FakePart>;

interface RigOptions extends Partial<ClaudeCliOptions> {
  /** The user's environment, in which the fake finds its own. */
  readonly environment?: (own: FakeClaude["env"]) => Readonly<Record<string, string>>;
}

/** The backend against the fake command, with waits between attempts that are noted and not made. */
export function withRig<T>(
  script: Respond | readonly FakePart[],
  use: (rig: Rig) => Promise<T>,
  { environment = (own) => own, ...options }: RigOptions = {},
): Promise<T> {
  const respond = typeof script === "function" ? script : inTurn(script);
  return withFakeClaude(respond, (fake) => {
    const { delays, settings } = unhurried();
    const model = createClaudeCliModel({
      ...settings,
      env: environment(fake.env),
      temporaryFolder: fake.temporaryFolder,
      ...options,
    });
    return use({ ...fake, model, delays });
  });
}

/** A model behind a command that is played without a process. */
export interface Played {
  readonly model: Model;
  readonly starts: readonly Start[];
  readonly delays: readonly number[];
}

/** The backend against a command that is played within the test: for tables of many rows. */
export async function played(
  parts: readonly FakePart[],
  { env = {}, ...options }: Partial<ClaudeCliOptions> = {},
): Promise<Played> {
  const starts: Start[] = [];
  const { delays, settings } = unhurried();
  const model = createClaudeCliModel({
    ...settings,
    env,
    temporaryFolder: await temporaryFolder(),
    run: (start, signal) => {
      starts.push(start);
      return play(
        { ...SILENT, ...parts[Math.min(starts.length, parts.length) - 1] },
        start,
        signal,
      );
    },
    ...options,
  });
  return { model, starts, delays };
}

async function play(part: typeof SILENT, start: Start, signal: AbortSignal): Promise<Ending> {
  const { complaint, exitCode, killedBy: by } = part;
  for (const line of part.lines) start.onLine(line);
  if (part.hangs && !signal.aborted) await once(signal, "abort");
  if (signal.aborted) for (const line of part.onInterrupt ?? []) start.onLine(line);
  return by === null ? { kind: "exited", exitCode, complaint } : { kind: "killed", by, complaint };
}

/** What both have in common: waits between attempts are noted and not made. */
function unhurried() {
  const delays: number[] = [];
  const settings = {
    command: FAKE_CLAUDE,
    prices: { worstCaseUsd: (_: string, input: number, output: number) => (input + output) / 1e6 },
    costOf: (_: string, { outputTokens }: { outputTokens: number }) => outputTokens / 100_000,
    pace: {
      now: () => 0,
      random: () => 0.5,
      pause: async (ms: number, signal: AbortSignal) => {
        delays.push(ms);
        signal.throwIfAborted();
      },
    },
  };
  return { delays, settings };
}

/** One part after the other; the last one is played from then on. */
function inTurn(parts: readonly FakePart[]): Respond {
  return (_, number) => {
    const part = parts[Math.min(number, parts.length) - 1];
    if (part === undefined) throw new Error("no part to play");
    return part;
  };
}

/** Whether anything of a process group runs. What is dead may lie there for a while until its parent looks. */
export function groupLives(group: number): boolean {
  const table = execFileSync("ps", ["-axo", "pgid=,stat="], { encoding: "utf8" });
  return new RegExp(String.raw`^\s*${group}\s+[^Z\s]`, "m").test(table);
}
