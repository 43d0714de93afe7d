import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";

import type { ModelNotice } from "../../src/core/ports.js";
import {
  type AnthropicModelOptions,
  createAnthropicModel,
} from "../../src/models/anthropic/anthropic-model.js";
import type { ReadyModel } from "../../src/orchestrator/create-model.js";
import { type EndedRun, resumeRun, startRun } from "../../src/orchestrator/run.js";
import type { RunListener, RunSession } from "../../src/orchestrator/session.js";
import { type Flags, resolveSettings, type Settings } from "../../src/settings/settings.js";
import { DOUBLE } from "../e2e/double-problem.js";
import type { FakeServerOptions } from "../fake-messages-server.js";
import { type FakeMessagesServer, startFakeMessagesServer } from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { DoubleJudge } from "./double-judge.js";
import { dollarsOf, PRICES } from "./prices.js";

/** How one session of a run meets the world. */
export interface SessionOptions {
  readonly model?: Partial<AnthropicModelOptions>;
  readonly flags?: Flags;
  readonly signal?: AbortSignal;
  readonly judge?: RunSession["judge"];
  readonly onEvent?: RunListener["event"];
  /** In the place of the wait before another attempt. */
  readonly onPause?: () => void | Promise<void>;
}

/** Whole runs through the library, against the fake server; nothing waits. */
export interface RunRig {
  /** In which the run folder is made. */
  readonly cwd: string;
  readonly server: FakeMessagesServer;
  /** Notices of the model layer, over all sessions. */
  readonly notices: readonly ModelNotice[];
  /** How long the model layer meant to wait each time, in milliseconds. */
  readonly delays: readonly number[];
  run(options?: SessionOptions): Promise<EndedRun>;
  resume(options?: SessionOptions): Promise<EndedRun>;
}

/** Starts a server, hands out the means to run against it, and closes it in the end. */
export async function withRunRig<T>(
  serverOptions: FakeServerOptions,
  use: (rig: RunRig) => Promise<T>,
): Promise<T> {
  const cwd = await temporaryFolder();
  await writeFile(path.join(cwd, "double.txt"), DOUBLE);
  const server = await startFakeMessagesServer(serverOptions);
  const notices: ModelNotice[] = [];
  const delays: number[] = [];
  const session = (options: SessionOptions): RunSession => ({
    approver: { approve: () => Promise.resolve(true) },
    signal: options.signal ?? new AbortController().signal,
    judge: options.judge ?? new DoubleJudge(),
    model: { model: modelAt(server, delays, options), prices: PRICES },
    listener: {
      started: () => {},
      event: options.onEvent ?? (() => {}),
      notice: (_agent, notice) => {
        if (notice.kind === "retrying" || notice.kind === "message") notices.push(notice);
      },
    },
  });
  const settingsOf = (options: SessionOptions): Promise<Settings> =>
    resolveSettings({
      flags: { budget: "5", ...options.flags },
      env: { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl },
      cwd,
    });
  try {
    return await use({
      cwd,
      server,
      notices,
      delays,
      run: async (options = {}) => {
        const settings = await settingsOf(options);
        const stdin = Readable.from([]);
        return startRun(
          { command: "run", file: "double.txt", settings, cwd, stdin },
          session(options),
        );
      },
      resume: async (options = {}) =>
        resumeRun({ run: null, settings: await settingsOf(options), cwd }, session(options)),
    });
  } finally {
    await server.close();
  }
}

function modelAt(
  { baseUrl }: FakeMessagesServer,
  delays: number[],
  { model, onPause }: SessionOptions,
): ReadyModel["model"] {
  return createAnthropicModel({
    apiKey: "test-key",
    authToken: null,
    baseUrl,
    serverKind: "anthropic",
    costOf: (_model, tokens) => dollarsOf(tokens),
    pace: {
      now: () => Date.now() + delays.reduce((sum, ms) => sum + ms, 0),
      random: () => 0.5,
      pause: async (ms, signal) => {
        delays.push(ms);
        await onPause?.();
        signal.throwIfAborted();
      },
    },
    ...model,
  });
}
