import { expect, test } from "vitest";

import { exitCodeOf } from "../../src/core/exit-code.js";
import { asFourRoles, withoutOracle } from "../e2e/double-problem.js";
import type { FakeReply, FakeRequest, FakeServerOptions } from "../fake-messages-server.js";
import { booksOf } from "./books.js";
import {
  type FaultRow,
  MEANT,
  NO_FAULT,
  type Outcome,
  PASSES,
  PASSING,
  STOPPING,
  TOO_LONG,
} from "./fault-table.js";
import { type SessionOptions, withRunRig } from "./run-rig.js";

const ANSWERS = 6;

/** Each row hits another call of the run. */
const AGENTS = ["problem-solver", "solution-improver", "bug-report-reviewer", "solution-fixer"];

interface Script {
  readonly respond: FakeServerOptions["respond"];
  /** From now on every request is answered. */
  end(): void;
}

function scriptOf({ faults, outcome }: FaultRow, agent: string): Script {
  const inOrder = withoutOracle(asFourRoles);
  let met = 0;
  let isOver = false;
  const faultFor = (request: FakeRequest): FakeReply | null => {
    const good = inOrder(request);
    const isDeclined = typeof good === "object" && "stopReason" in good;
    if (isOver || request.agent !== agent || isDeclined) return null;
    const lasts = outcome.kind === "stops";
    const fault = faults[lasts ? Math.min(met, faults.length - 1) : met];
    met += 1;
    if (typeof fault !== "function") return fault ?? null;
    return fault(typeof good === "string" ? { text: good } : answerOf(good));
  };
  return {
    respond: (request) => faultFor(request) ?? inOrder(request),
    end: () => {
      isOver = true;
    },
  };
}

function answerOf(
  reply: Exclude<FakeReply, string>,
): Exclude<FakeReply, string | { fault: string }> {
  if ("fault" in reply) throw new Error("the script itself fails");
  return reply;
}

function optionsOf({ patienceMs, deadlineMs }: FaultRow): SessionOptions {
  const patience =
    patienceMs === undefined ? {} : { stallTimeoutMs: patienceMs, headersTimeoutMs: patienceMs };
  return { model: { ...patience, ...(deadlineMs === undefined ? {} : { deadlineMs }) } };
}

/** What `result.json` says of a session that ended so. */
function endOf(outcome: Outcome): object {
  switch (outcome.kind) {
    case "passes":
      return { status: "passed", exit_code: 0, error: null };
    case "fails":
      return { status: "failed", exit_code: 1, error: { kind: outcome.error } };
    case "stops":
      return { status: "stopped", exit_code: outcome.exitCode, error: { kind: outcome.error } };
  }
}

const ALL = [...PASSING, ...NO_FAULT, ...STOPPING, ...MEANT, ...TOO_LONG];

/** The long tests take those, too, that are much like another. */
const WANTED =
  process.env["TABLES"] === "whole" ? ALL : ALL.filter(({ isVariant }) => isVariant !== true);

const ROWS = WANTED.map((row, index) => ({
  ...row,
  agent: row.agent ?? AGENTS[index % AGENTS.length] ?? "",
  inTheEnd: row.outcome.kind === "stops" ? PASSES : row.outcome,
  total: row.outcome.kind === "fails" ? row.requests : ANSWERS + row.requests,
}));

test.each(ROWS)("$name, met by $agent: the run $outcome.kind", async (row) => {
  const script = scriptOf(row, row.agent);
  await withRunRig({ respond: script.respond }, async (rig) => {
    const first = await rig.run(optionsOf(row));
    expect(first.result).toMatchObject(endOf(row.outcome));
    const booksAfterOne = await booksOf(rig, first);
    expect(booksAfterOne.ours).toEqual(booksAfterOne.servers);

    script.end();
    const last = await rig.resume();
    expect(last.result).toMatchObject(endOf(row.inTheEnd));
    expect(rig.server.requests).toHaveLength(row.total);
    const books = await booksOf(rig, last);
    expect(books.ours).toEqual(books.servers);
  });
});

test("exit codes of this table are those of the command line", () => {
  expect([exitCodeOf("service"), exitCodeOf("refused_key"), exitCodeOf("usage")]).toEqual([
    3, 4, 2,
  ]);
});
