import { PipelineError } from "../../core/errors.js";
import { type ClaudeLogin, childEnvironment, type Environment } from "./environment.js";
import { type Ending, runProcess } from "./process.js";
import { withWorkingFolder } from "./working-folder.js";

/** Something that the command says without a request to a model. */
export interface Question {
  /** A name that is found on the PATH, or an absolute path; `claude` if not given. */
  readonly command?: string;
  readonly env: Environment;
  /** How long it may take, 10 s if not given. */
  readonly patienceMs?: number;
}

/** What the command said, and how it ended. */
interface Said {
  readonly command: string;
  readonly lines: readonly string[];
  readonly ending: Ending;
  /** Null: it took no longer than it may. */
  readonly endedAfterMs: number | null;
}

const PATIENCE_MS = 10_000;

/** Whose login is asked for. */
export const ITS_OWN_LOGIN: ClaudeLogin = { kind: "subscription" };

/** Asks the command. Throws PipelineError "cancelled". */
export async function askCommand(
  { command = "claude", env, patienceMs = PATIENCE_MS }: Question,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Said> {
  const lines: string[] = [];
  const tooLong = AbortSignal.timeout(patienceMs);
  const ending = await withWorkingFolder(env["TMPDIR"] ?? null, ({ cwd }) =>
    runProcess(
      {
        command,
        args,
        env: childEnvironment(env, ITS_OWN_LOGIN, { maxOutputTokens: 1, thinks: true }),
        cwd,
        stdin: "",
        onLine: (line) => void lines.push(line),
      },
      AbortSignal.any([signal, tooLong]),
    ),
  );
  if (signal.aborted) throw new PipelineError("cancelled", "interrupted");
  return { command, lines, ending, endedAfterMs: tooLong.aborted ? patienceMs : null };
}
