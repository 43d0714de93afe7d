import { PipelineError } from "../../core/errors.js";
import { childEnvironment, type Environment, secretsIn } from "./environment.js";
import { notStarted } from "./fault.js";
import { runProcess } from "./process.js";
import { wordsOf } from "./words.js";
import { withWorkingFolder } from "./working-folder.js";

/** Which command is asked for its version. */
interface VersionQuestion {
  /** A name that is found on the PATH, or an absolute path; `claude` if not given. */
  readonly command?: string;
  readonly env: Environment;
  /** How long it may take, 10 s if not given. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 10_000;
const LOGIN = { kind: "subscription" } as const;

/**
 * What the command says to `--version`: no request is made for it. Throws PipelineError "bad_settings" when it does not
 * answer, or "cancelled".
 */
export async function claudeVersion(
  { command = "claude", env, patienceMs = PATIENCE_MS }: VersionQuestion,
  signal: AbortSignal,
): Promise<string> {
  const lines: string[] = [];
  const tooLong = AbortSignal.timeout(patienceMs);
  const ending = await withWorkingFolder(env["TMPDIR"] ?? null, ({ cwd }) =>
    runProcess(
      {
        command,
        args: ["--version"],
        env: childEnvironment(env, LOGIN, { maxOutputTokens: 1, thinks: true }),
        cwd,
        stdin: "",
        onLine: (line) => void lines.push(line),
      },
      AbortSignal.any([signal, tooLong]),
    ),
  );
  if (signal.aborted) throw new PipelineError("cancelled", "interrupted");
  if (ending.kind === "not-started") throw startError(notStarted(ending, command), command);
  const [version = ""] = lines;
  if (ending.kind === "exited" && ending.exitCode === 0 && version.trim() !== "") {
    return wordsOf(version, secretsIn(env, LOGIN));
  }
  const why = tooLong.aborted ? ` within ${patienceMs / 1000} s` : "";
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
