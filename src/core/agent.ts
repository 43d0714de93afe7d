import type { Effort, Thinking } from "./ports.js";

/** A role as its markdown file describes it. */
export interface AgentDefinition {
  readonly name: string;
  readonly description: string;
  /** Model id or alias; null: the run's own. */
  readonly model: string | null;
  readonly effort: Effort | null;
  readonly tools: readonly string[];
  readonly maxTurns: number | null;
  /** Null: as the model does by itself. */
  readonly thinking: Thinking | null;
  /** The most that one answer may take, thinking included; null: as much as any agent's. */
  readonly maxOutputTokens: number | null;
  readonly color: string | null;
  /** The markdown below the frontmatter: what the agent is told about its role. */
  readonly body: string;
  /** Keys that are understood by other tools and change nothing here. */
  readonly notActedOn: readonly string[];
  /** Sentences about keys that nobody documents, with a suggestion. */
  readonly warnings: readonly string[];
}
