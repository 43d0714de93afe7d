import { countFindings } from "./finding.js";
import { MAX_ROUNDS } from "./pipeline.js";
import { type RoundState, type RunState, versionOf } from "./run-state.js";
import { scorecardOf } from "./scorecard.js";
import { compareStandings, type Standing } from "./standing.js";

/** Rounds in a row that may bring nothing before the loop gives up. */
const PATIENCE_ROUNDS = 2;

/** Rounds that a loop may still run: its own `max`, and never more than 5 in a whole run. */
export function roundsAllowed(state: RunState, max: number | undefined): number {
  return Math.min(max ?? MAX_ROUNDS, MAX_ROUNDS - state.rounds.length);
}

/** Whether a loop that came to nothing may begin anew: once in a run, and only for rounds that are left. */
export function mayStartFresh(state: RunState, roundsLeft: number): boolean {
  return state.freshStarts.length === 0 && roundsLeft > 0 && noProgress(state);
}

/**
 * True when the newest rounds brought nothing: neither more anchors passed nor fewer findings than in
 * the best round before them. What was before a fresh start does not count.
 */
export function noProgress(state: RunState): boolean {
  const rounds = roundsOfLoop(state);
  const [first] = rounds;
  if (first === undefined || rounds.length < PATIENCE_ROUNDS) return false;
  const start = [...measureVersion(state, first.startVersion), -Infinity];
  const measures = [start, ...rounds.map((round) => measure(state, round))];
  const recent = measures.slice(-PATIENCE_ROUNDS);
  const before = measures.slice(0, -PATIENCE_ROUNDS);
  return recent.every((value, index) =>
    [...before, ...recent.slice(0, index)].some((earlier) => compareStandings(value, earlier) <= 0),
  );
}

/** The rounds of the loop that turns, or that turned last, as far as they came after a fresh start. */
function roundsOfLoop(state: RunState): readonly RoundState[] {
  const rounds = state.rounds.slice(state.freshStarts.at(-1) ?? 0);
  const newest = rounds.at(-1)?.loop;
  return rounds.filter(({ loop }) => loop === newest);
}

/** What a round ended with: anchors passed, then confirmed findings still open, then claimed ones. */
function measure(state: RunState, round: RoundState): Standing {
  const plan = state.plans.findLast(({ version }) => version === round.startVersion);
  const claimed = plan === undefined ? 0 : countFindings(plan.findings, "claimed");
  return [...measureVersion(state, round.endVersion), -claimed];
}

function measureVersion(state: RunState, version: number | null): Standing {
  const known = versionOf(state, version);
  if (known === undefined) return [0, 0, 0];
  const { checks, confirmed } = scorecardOf(state, known);
  const passed = [checks.sample, checks.given, checks.stress].reduce(
    (sum, tally) => sum + (tally?.passed ?? 0),
    0,
  );
  return [passed, -confirmed.critical, -confirmed.major];
}
