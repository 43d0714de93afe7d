import type { ModelRequest } from "../core/ports.js";
import { comparablePrompt, type Prompt } from "./prompt.js";
import { type FullCall, nameOfCall, type RecordedCall } from "./recording-call.js";

/**
 * The recorded call that was asked most nearly the same: by the same agent if there is one, then with the fewest lines
 * changed, then of the same name. Null where no call was recorded with its prompt.
 */
export function nearestCall(
  request: ModelRequest,
  calls: readonly RecordedCall[],
): FullCall | null {
  const known = calls.filter((call) => call.prompt !== null);
  const sameAgent = known.filter(({ agent }) => agent === request.agent);
  const linesOf = createLineCounter();
  const asked = linesOfPrompt(request, linesOf);
  let best: { readonly call: FullCall; readonly distance: number } | null = null;
  for (const call of sameAgent.length > 0 ? sameAgent : known) {
    const changed = linesChanged(asked, linesOfPrompt(call.prompt, linesOf));
    const distance = changed + (nameOfCall(call) === nameOfCall(request) ? 0 : 0.5);
    if (best === null || distance < best.distance) best = { call, distance };
  }
  return best?.call ?? null;
}

/** How often each line stands in a block. */
type LineCounts = ReadonlyMap<string, number>;

/** Counts the lines of a block once: the prompts of a run share most of theirs. */
function createLineCounter(): (block: string) => LineCounts {
  const known = new Map<string, LineCounts>();
  return (block) => {
    const counts = known.get(block) ?? countLines(block);
    known.set(block, counts);
    return counts;
  };
}

function countLines(text: string): LineCounts {
  const counts = new Map<string, number>();
  for (const line of text.split("\n")) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function linesOfPrompt(prompt: Prompt, linesOf: (block: string) => LineCounts): Set<LineCounts> {
  const { system, shared, instruction, repairs } = comparablePrompt(prompt);
  const turns = repairs.flatMap(({ reply, complaint }) => [reply, complaint]);
  const blocks = [system, ...shared, instruction, ...turns];
  return new Set(blocks.map(linesOf));
}

/** Lines that only one of two prompts has. Blocks that both have are not looked into. */
function linesChanged(left: Set<LineCounts>, right: Set<LineCounts>): number {
  const surplus = new Map<string, number>();
  add(surplus, left, { besides: right, sign: 1 });
  add(surplus, right, { besides: left, sign: -1 });
  return [...surplus.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}

function add(
  surplus: Map<string, number>,
  blocks: Set<LineCounts>,
  { besides, sign }: { readonly besides: Set<LineCounts>; readonly sign: 1 | -1 },
): void {
  for (const counts of blocks) {
    if (besides.has(counts)) continue;
    for (const [line, count] of counts) surplus.set(line, (surplus.get(line) ?? 0) + sign * count);
  }
}
