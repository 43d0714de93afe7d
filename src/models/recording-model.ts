import { PipelineError } from "../core/errors.js";
import type { Answer, Model, ModelRequest } from "../core/ports.js";
import { NO_USAGE } from "../core/usage.js";
import { VERSION } from "../core/version.js";
import { promptSha256 } from "./prompt.js";
import { parseRecording } from "./recording.js";
import type { FullCall } from "./recording-call.js";
import { serialiseBlocks, serialiseCall, serialiseHeader } from "./recording-lines.js";
import { findSecret } from "./secrets.js";

/** Where the lines of a recording go. */
export interface RecordingSink {
  /** What it holds already: the recording that goes on, or nothing. */
  readonly text: string;
  /** Appends whole lines, which are on the disk when this returns; or nothing, and throws. */
  append(lines: string): Promise<void>;
}

export interface RecordingOptions {
  /** For messages. */
  readonly fileName: string;
  /** ISO time, for the header of a new recording. */
  readonly recordedAt: string;
  /** Values that must never be written, such as the key that is in use. */
  readonly secrets: readonly string[];
  /** Milliseconds; only differences count. */
  readonly now: () => number;
}

/** A model whose answers are written down. */
export interface RecordingModel extends Model {
  /** Throws why an answer is not in the recording, where one is not. */
  requireWhole(): void;
}

/**
 * Writes down every answer of another model before handing it on. What is asked is written before the model is: a full
 * disk or a secret in the prompt costs no call. An answer that cannot be written is paid for and goes on all the same,
 * but no other is asked for. Throws PipelineError "bad_input" instead of writing a line that holds a secret.
 */
export async function createRecordingModel(
  inner: Model,
  sink: RecordingSink,
  options: RecordingOptions,
): Promise<RecordingModel> {
  const blocks = await begin(sink, options);
  const recorder = new CallRecorder(sink, blocks, options);
  const { now } = options;
  return {
    ...(inner.wasAsked === undefined ? {} : { wasAsked: inner.wasAsked.bind(inner) }),
    requireWhole: () => recorder.requireWhole(),
    async complete(request, signal) {
      await recorder.prompt(request);
      const startedAt = now();
      const answer = await inner.complete(request, signal);
      await recorder.answer(request, answer, (now() - startedAt) / 1000);
      return answer;
    },
  };
}

/** The names of the blocks that the recording holds already. */
async function begin(sink: RecordingSink, options: RecordingOptions): Promise<Set<string>> {
  const { fileName, recordedAt } = options;
  if (sink.text === "") {
    await sink.append(serialiseHeader({ recordedAt, pipeline: VERSION }));
    return new Set();
  }
  const { version, blocks } = parseRecording(sink.text, fileName);
  if (version === 2) return new Set(blocks);
  throw new PipelineError(
    "bad_input",
    `The recording ${fileName} is of version 1, which can be replayed but not gone on with.`,
    { hint: "Go on without --record, or start the run again." },
  );
}

class CallRecorder {
  readonly #sink: RecordingSink;
  readonly #blocks: Set<string>;
  readonly #options: RecordingOptions;
  /** Why an answer is not written; null where all are. */
  #failure: { readonly error: unknown } | null = null;
  /** Ends when everything that has come so far is written. */
  #line: Promise<unknown> = Promise.resolve();

  constructor(sink: RecordingSink, blocks: Set<string>, options: RecordingOptions) {
    this.#sink = sink;
    this.#blocks = blocks;
    this.#options = options;
  }

  requireWhole(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }

  /** Writes what is asked, as far as the recording does not hold it. A call for which that fails is not made. */
  async prompt(request: ModelRequest): Promise<void> {
    try {
      this.requireWhole();
      await this.#inLine(async () => {
        const lines = serialiseBlocks(request, this.#blocks);
        for (const line of lines.values()) this.#refuseSecret(line, request, "prompt");
        if (lines.size > 0) await this.#sink.append([...lines.values()].join(""));
        for (const block of lines.keys()) this.#blocks.add(block);
      });
    } catch (error) {
      const why = "it could not be recorded";
      await request.account.failed({ why, usage: NO_USAGE, billed: "known" });
      throw error;
    }
  }

  /** Never throws: what is paid for is handed on. */
  async answer(request: ModelRequest, answer: Answer, seconds: number): Promise<void> {
    try {
      await this.#inLine(async () => {
        const line = serialiseCall(callOf(request, answer, seconds));
        this.#refuseSecret(line, request, "answer");
        await this.#sink.append(line);
      });
    } catch (error) {
      this.#failure ??= { error };
    }
  }

  /** One after another. What comes next does not fail for what came before. */
  #inLine(write: () => Promise<void>): Promise<void> {
    const written = this.#line.then(write);
    this.#line = written.catch(() => undefined);
    return written;
  }

  // The line as it would be written, and the text as a person would read it: a key may stand out in only one of them.
  #refuseSecret(line: string, request: ModelRequest, part: "prompt" | "answer"): void {
    const { secrets } = this.#options;
    const found =
      findSecret(line, secrets) ??
      stringsIn(JSON.parse(line))
        .map((text) => findSecret(text, secrets))
        .find(Boolean);
    if (found === null || found === undefined) return;
    throw new PipelineError(
      "bad_input",
      `The ${part} of call ${request.call} of ${request.key} holds ${found}; it was not recorded.`,
      {
        hint: "Take the secret out of the problem or the code, or go on with `pipeline resume --no-record`.",
      },
    );
  }
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function callOf(request: ModelRequest, answer: Answer, seconds: number): FullCall {
  const { key, call, agent, model, effort, thinking } = request;
  const { maxOutputTokens, wantedOutputTokens } = request;
  return {
    key,
    call,
    agent,
    model,
    effort,
    thinking,
    maxOutputTokens,
    wantedOutputTokens,
    prompt: request,
    promptSha256: promptSha256(request),
    answer,
    seconds: Math.round(seconds * 10) / 10,
  };
}
