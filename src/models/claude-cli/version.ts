import { PipelineError } from "../../core/errors.js";
import { secretsIn } from "./environment.js";
import { notStarted } from "./fault.js";
import { askCommand, ITS_OWN_LOGIN, type Question } from "./question.js";
import { wordsOf } from "./words.js";

/**
 * What the command says to `--version`: no request is made for it. Throws PipelineError "bad_settings" when it does not
 * answer, or "cancelled".
 */
export async function claudeVersion(question: Question, signal: AbortSignal): Promise<string> {
  const { command, lines, ending, endedAfterMs } = await askCommand(
    question,
    ["--version"],
    signal,
  );
  if (ending.kind === "not-started") throw startError(notStarted(ending, command), command);
  const [version = ""] = lines;
  if (ending.kind === "exited" && ending.exitCode === 0 && version.trim() !== "") {
    return wordsOf(version, secretsIn(question.env, ITS_OWN_LOGIN));
  }
  const why = endedAfterMs === null ? "" : ` within ${endedAfterMs / 1000} s`;
  throw noAnswer(`The command ${command} does not say its version${why}.`);
}

function startError(fault: ReturnType<typeof notStarted>, command: string): PipelineError {
  return fault.kind === "final"
    ? fault.error
    : noAnswer(`The command ${command} cannot be started: ${fault.why}.`);
}

function noAnswer(message: string): PipelineError {
  return new PipelineError("bad_settings", message, {
    hint: "Start it once by hand to see what is wrong, or use another --backend.",
  });
}
