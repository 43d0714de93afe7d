import type { CallAnswered } from "../core/call-events.js";
import type { RunEvent } from "../core/events.js";
import { grouped } from "../core/grouped.js";
import type { RunNotice } from "../core/notice.js";
import type { RunPlan } from "../core/run-plan.js";
import type { RunState } from "../core/run-state.js";
import type { EndedRun } from "../orchestrator/run.js";
import { endLines, errorLines, headerLines } from "./end-text.js";
import { formatSeconds, printable } from "./format.js";
import { hung } from "./hang.js";
import type { CliOutput, OutputMode } from "./output.js";
import type { Spinner } from "./spinner.js";
import { Story } from "./story.js";
import { humanLines, logLine } from "./story-text.js";

interface ReporterParts {
  readonly output: CliOutput;
  readonly mode: OutputMode;
  readonly spinner: Spinner;
  readonly now: () => Date;
  /** True: each call is told of as well, with its tokens and where its texts are kept. */
  readonly verbose: boolean;
}

/** Tells a run while it happens: the story to stderr, the result to stdout. */
export class Reporter {
  readonly #parts: ReporterParts;
  readonly #story = new Story();
  #lastRetry = "";

  constructor(parts: ReporterParts) {
    this.#parts = parts;
  }

  started(plan: RunPlan, notes: readonly string[]): void {
    for (const line of headerLines(plan)) this.#sayBehind("", line);
    for (const note of notes) this.#sayBehind("  ! ", note);
    if (this.#parts.mode.kind === "human") this.#say("");
  }

  event(event: RunEvent, state: RunState, replayed: boolean): void {
    const { mode, output, now, spinner } = this.#parts;
    if (mode.kind === "jsonl" && !replayed) output.stdout(`${JSON.stringify(event)}\n`);
    if (this.#parts.verbose && event.type === "call.answered") this.#say(callLine(event));
    const line = this.#story.tell(event, state, replayed);
    if (line === null) return;
    spinner.hide();
    if (mode.kind === "human") {
      for (const text of humanLines(line, output.terminal)) this.#say(text);
    } else {
      this.#say(logLine(line, now()));
    }
  }

  notice(agent: string, notice: RunNotice): void {
    const { spinner, mode } = this.#parts;
    switch (notice.kind) {
      case "calling":
        spinner.show(`${agent}   ${notice.what}`);
        return;
      case "judging":
        spinner.show(`judge   ${notice.file}`);
        return;
      case "retrying": {
        const pause = formatSeconds(notice.delayMs / 1000);
        const text = `${agent}: ${notice.reason}; trying again in ${pause}, attempt ${notice.attempt} of ${notice.attempts}`;
        // On a terminal the spinner's line is replaced; a log gets each reason once.
        if (mode.kind === "human" && this.#parts.output.terminal.live) spinner.show(text);
        else if (notice.reason !== this.#lastRetry) this.#sayBehind("  ! ", text);
        this.#lastRetry = notice.reason;
        return;
      }
      case "waiting":
      case "message":
        spinner.hide();
        this.#sayBehind("  ! ", printable(notice.text));
    }
  }

  ended(run: EndedRun): void {
    const { output, mode, spinner } = this.#parts;
    spinner.hide();
    if (run.wasOver) this.#say(`${run.plan.run} has ended already: nothing to resume.`);
    for (const line of endLines(run, output.terminal)) this.#say(line);
    if (mode.kind === "quiet") for (const line of errorLines(run)) output.stderr(`${line}\n`);
    if (mode.kind === "json") output.stdout(`${JSON.stringify(run.result)}\n`);
    else if (mode.kind !== "jsonl") this.#printFinal(run);
  }

  /** Where stdout is not a terminal it carries one line: the path of the final file. */
  #printFinal({ result }: EndedRun): void {
    const { output } = this.#parts;
    if (output.stdoutIsTerminal || result.final === null) return;
    output.stdout(`${result.dir}/${result.final.file}\n`);
  }

  #sayBehind(head: string, text: string): void {
    for (const line of hung(head, text, this.#parts.output.terminal.columns)) this.#say(line);
  }

  #say(line: string): void {
    const { mode, output } = this.#parts;
    if (mode.kind === "human" || mode.kind === "log") output.stderr(`${line}\n`);
  }
}

/** One call: which model answered, how much it read and wrote, where the texts are. */
function callLine({ trace, answer }: CallAnswered): string {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = answer.usage;
  const read = inputTokens + cacheReadTokens + cacheWriteTokens;
  return `  > trace/${trace}.prompt.md and .reply.md: ${answer.model}, ${grouped(read)} tokens in, ${grouped(outputTokens)} out`;
}
