import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";

import { questCommand } from "../../../src/cli/commands/quest.js";
import type { ModelNotice, ModelRequest } from "../../../src/core/ports.js";
import { createQuestModel } from "../../../src/models/quest/quest-model.js";
import { anAccount } from "../an-account.js";

export const never = new AbortController().signal;

/** Does the work in a fresh folder and removes it. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), "quest-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function request(changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    key: "solve",
    call: 1,
    agent: "problem-solver",
    system: "Frozen rules.",
    shared: ["The problem.", "The ledger.\n"],
    instruction: "## Your role: problem-solver",
    repairs: [],
    model: "none",
    effort: null,
    thinking: null,
    account: anAccount(),
    maxOutputTokens: 1000,
    wantedOutputTokens: 1000,
    onNotice: () => undefined,
    ...changes,
  };
}

/** Collects notices and lets a test wait for the next one of a kind. */
class Notices {
  readonly heard: ModelNotice[] = [];
  #wake: () => void = () => undefined;

  readonly listen = (notice: ModelNotice): void => {
    this.heard.push(notice);
    this.#wake();
  };

  async wait(kind: ModelNotice["kind"], count = 1): Promise<string> {
    for (;;) {
      const found = this.heard.filter((notice) => notice.kind === kind)[count - 1];
      if (found !== undefined && "text" in found) return found.text;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

interface Ask extends Partial<ModelRequest> {
  readonly file: string;
  readonly run?: string;
  readonly signal?: AbortSignal;
}

/** Asks as a run would: the answer to come, and what the run is told meanwhile. */
export function ask({ file, run = "lis-1", signal = never, ...changes }: Ask) {
  const notices = new Notices();
  const answer = createQuestModel({ file, run, pollMs: 2 }).complete(
    request({ ...changes, onNotice: notices.listen }),
    signal,
  );
  // A test that awaits it later must not see it as unhandled before.
  answer.catch(() => undefined);
  return { answer, notices };
}

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `pipeline quest …` in this process. */
export async function quest(
  defaultFile: string,
  argv: readonly string[],
  { stdin = Readable.from([]), signal = never }: { stdin?: Readable; signal?: AbortSignal } = {},
): Promise<Ran> {
  const printed = { stdout: "", stderr: "" };
  let code: number | null = null;
  await questCommand({
    stdout: (text) => {
      printed.stdout += text;
    },
    stderr: (text) => {
      printed.stderr += text;
    },
    stdin,
    defaultFile,
    signal,
    onExit: (given) => {
      code = given;
    },
  }).parseAsync([...argv], { from: "user" });
  return { code, ...printed };
}
