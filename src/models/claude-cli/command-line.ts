import type { Effort } from "../../core/ports.js";
import type { ClaudeLogin } from "./environment.js";

/** Where the command finds its system prompt. */
export type SystemPrompt =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "file"; readonly path: string };

interface CommandLine {
  readonly login: ClaudeLogin;
  readonly system: SystemPrompt;
  readonly model: string;
  readonly effort: Effort | null;
  /** What the command may spend before it stops by itself; null: no price is known. */
  readonly worstCaseUsd: number | null;
}

/** Longer system prompts go into a file: a command line has an end. */
const LONGEST_SYSTEM_ARGUMENT = 16_000;

/**
 * One answer and nothing else: no tools, no settings, no servers or commands of the user's, nothing kept. A stream of
 * events rather than one document, which would hold the last block of the answer only, and nothing at all of one that
 * was cut off.
 */
const ONE_ANSWER: readonly string[] = [
  "--print",
  "--output-format=stream-json",
  "--verbose",
  "--include-partial-messages",
  "--tools=",
  "--max-turns=1",
  "--no-session-persistence",
  "--setting-sources=",
  "--strict-mcp-config",
  "--disable-slash-commands",
];

/** Whether a system prompt is too long for a command line. */
export function needsFile(system: string): boolean {
  return Buffer.byteLength(system) > LONGEST_SYSTEM_ARGUMENT;
}

/** The arguments of one start of the command. The prompt itself comes by the standard input. */
export function commandLine({ login, system, model, effort, worstCaseUsd }: CommandLine): string[] {
  return [
    // It never reads the login of a subscription.
    ...(login.kind === "api-key" ? ["--bare"] : []),
    ...ONE_ANSWER,
    "--model",
    model,
    ...(effort === null ? [] : ["--effort", effort]),
    ...(worstCaseUsd === null ? [] : ["--max-budget-usd", wholeCents(worstCaseUsd)]),
    ...(system.kind === "file"
      ? ["--system-prompt-file", system.path]
      : ["--system-prompt", system.text]),
  ];
}

/** Upwards. The command tells the model of the number, which had better not change with every letter of a prompt. */
function wholeCents(usd: number): string {
  return (Math.max(1, Math.ceil(usd * 100)) / 100).toFixed(2);
}
