import type { ModelNotice, ModelRequest } from "../../src/core/ports.js";
import { anAccount } from "./an-account.js";

/** A request of the reviewer's, with the parts that a test cares about replaced. */
export function aRequest(parts: Partial<ModelRequest> = {}): ModelRequest {
  return {
    key: "repeat/1/review",
    call: 1,
    agent: "bug-report-reviewer",
    system: "Agents propose, only measurements decide.",
    shared: ["The problem: add two numbers.", "solution_v1.py", "report of v1"],
    instruction: "Look at the edge cases.\n\n## Your role: bug-report-reviewer\n\nReview it.",
    repairs: [],
    model: "claude-sonnet-5-5",
    effort: null,
    thinking: null,
    account: anAccount(),
    maxOutputTokens: 32_000,
    wantedOutputTokens: 32_000,
    onNotice: () => {},
    ...parts,
  };
}

/** A request and the list in which its notices end up. */
export function aWatchedRequest(parts: Partial<ModelRequest> = {}): {
  readonly request: ModelRequest;
  readonly notices: ModelNotice[];
} {
  const notices: ModelNotice[] = [];
  return {
    request: aRequest({ ...parts, onNotice: (notice) => void notices.push(notice) }),
    notices,
  };
}

/** A signal that never aborts. */
export const NEVER = new AbortController().signal;
