import { describe, expect, test } from "vitest";

import { exitCodeOf } from "../../src/core/exit-code.js";
import { asFourRoles, withoutOracle } from "../e2e/double-problem.js";
import type { FakeReply, FakeRequest, FakeServerOptions } from "../fake-messages-server.js";
import { expectExactBooks, expectResultFile } from "./books.js";
import { type FaultRow, MEANT, NO_FAULT, PASSING, STOPPING, TOO_LONG } from "./fault-table.js";
import { type RunRig, type SessionOptions, withRunRig } from "./run-rig.js";

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

async function expectEnd(rig: RunRig, row: FaultRow, script: Script): Promise<void> {
  const { outcome } = row;
  let ended = await rig.run(optionsOf(row));
  if (outcome.kind === "stops") {
    expect(ended.result).toMatchObject({ status: "stopped", exit_code: outcome.exitCode });
    expect(ended.error).toMatchObject({ kind: outcome.error, hint: expect.stringMatching(/\w/) });
    await expectExactBooks(rig, ended);
    script.end();
    ended = await rig.resume();
  }
  if (outcome.kind === "fails") {
    expect(ended.result).toMatchObject({ status: "failed", exit_code: 1 });
    expect(ended.result.error?.kind).toBe(outcome.error);
  } else {
    expect(ended.result).toMatchObject({ status: "passed", exit_code: 0, error: null });
    expect(rig.server.requests).toHaveLength(ANSWERS + row.requests);
  }
  await expectExactBooks(rig, ended);
  await expectResultFile(rig, ended);
}

describe.each([
  { what: "a fault that passes", rows: PASSING },
  { what: "no fault at all", rows: NO_FAULT },
  { what: "a fault that stops the run", rows: STOPPING },
  { what: "an answer that was meant", rows: MEANT },
  { what: "a prompt that is too long", rows: TOO_LONG },
])("$what", ({ rows }) => {
  test.each(rows.map((row, index) => ({ ...row, agent: row.agent ?? AGENTS[index % 4] ?? "" })))(
    "$name, met by $agent",
    async (row) => {
      const script = scriptOf(row, row.agent);
      await withRunRig({ respond: script.respond }, (rig) => expectEnd(rig, row, script));
    },
  );
});

test("exit codes of this table are those of the command line", () => {
  expect([exitCodeOf("service"), exitCodeOf("refused_key"), exitCodeOf("usage")]).toEqual([
    3, 4, 2,
  ]);
});
