import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { type DryRun, dryRun } from "../../src/orchestrator/dry-run.js";
import type { RunRequest } from "../../src/orchestrator/plan-run.js";
import { type EndedRun, startRun } from "../../src/orchestrator/run.js";
import { type Flags, resolveSettings } from "../../src/settings/settings.js";
import { asFourRoles, DOUBLE, FIXED } from "../e2e/double-problem.js";
import { asksForOracle, programReply, reviewReply } from "../e2e/scripted-roles.js";
import type { FakeReply } from "../fake-messages/reply.js";
import {
  type FakeMessagesServer,
  type FakeRequest,
  startFakeMessagesServer,
} from "../fake-messages-server.js";
import { DoubleJudge } from "../faults/double-judge.js";
import { temporaryFolder } from "../temp-folder.js";

interface Wanted {
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: RunRequest["command"];
  readonly file?: string;
  readonly text?: string;
}

async function requestFor(wanted: Wanted): Promise<RunRequest> {
  const { flags = {}, env = {}, command = "run", file = "double.txt", text = DOUBLE } = wanted;
  const cwd = await temporaryFolder();
  await writeFile(path.join(cwd, file), text);
  const settings = await resolveSettings({ flags: { lang: "python", ...flags }, env, cwd });
  return { command, file, settings, cwd, stdin: Readable.from([]) };
}

const SESSION = {
  signal: new AbortController().signal,
  judge: new DoubleJudge(),
  approver: { approve: () => Promise.resolve(true) },
  listener: { started: () => {}, event: () => {}, notice: () => {} },
};

async function told(wanted: Wanted = {}): Promise<DryRun> {
  return dryRun(await requestFor(wanted), SESSION);
}

/** A dry run, then the run itself against a server that bills as the service does. */
async function toldAndRun(
  respond: (request: FakeRequest) => FakeReply,
  budget = "1",
): Promise<{
  dry: DryRun;
  ended: EndedRun;
  requests: FakeMessagesServer["requests"];
  trace: string;
}> {
  const server = await startFakeMessagesServer({ respond });
  try {
    const request = await requestFor({
      env: { ANTHROPIC_BASE_URL: server.baseUrl },
      // A local server is billed by nobody, but here its dollars are looked at.
      flags: { server: "anthropic", budget },
    });
    const dry = await dryRun(request, SESSION);
    expect(server.requests).toEqual([]);
    const keyed = await resolveSettings({
      flags: { lang: "python", server: "anthropic", budget },
      env: { ANTHROPIC_BASE_URL: server.baseUrl, ANTHROPIC_API_KEY: "test-key" },
      cwd: request.cwd,
    });
    const ended = await startRun({ ...request, settings: keyed }, SESSION);
    const folder = path.join(request.cwd, ended.plan.directory);
    const trace = await readFile(path.join(folder, "trace/01-problem-solver.prompt.md"), "utf8");
    return { dry, ended, requests: server.requests, trace };
  } finally {
    await server.close();
  }
}

/** Everything is right at once. */
function atOnce(request: FakeRequest): FakeReply {
  if (request.agent === "bug-report-reviewer" && !asksForOracle(request)) return reviewReply([]);
  return asksForOracle(request) ? asFourRoles(request) : programReply(request, FIXED);
}

describe("a dry run beside the run itself", () => {
  test.each([
    ["all is right at once", atOnce],
    ["the reviewer finds something", asFourRoles],
  ])(
    "the first prompt is the same to the last byte, and the cost lies in the range: %s",
    async (_name, respond) => {
      const { dry, ended, requests, trace } = await toldAndRun(respond);
      const shown = only(dry.steps);
      const sent = only(requests);
      const { calls, usd, inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } =
        ended.state.usage;
      const { least, most } = dry.cost;
      const input = inputTokens + cacheReadTokens + cacheWriteTokens;

      expect(ended.result.status).toBe("passed");
      expect(shown.isExact).toBe(true);
      expect(shown.text).toBe(trace);
      expect([sent.system, sent.blocks]).toEqual([
        [shown.request.system],
        [...shown.request.shared, shown.request.instruction],
      ]);
      expect(sent.body).toMatchObject({
        model: shown.sent?.model,
        max_tokens: shown.sent?.maxOutputTokens,
        output_config: { effort: shown.sent?.effort },
      });
      expect([calls, usd, input, outputTokens]).toEqual([
        between(least.calls, most.calls),
        between(least.usd, most.usd),
        between(least.inputTokens, dry.cost.unlimited.inputTokens),
        between(0, most.outputTokens),
      ]);
    },
  );
});

/** Dollars for the worst of one call, with the least room to write that a call must have. */
function worstUsd({ size }: DryRun["steps"][number]): number {
  return (size.promptTokens.worst * 2.5 + 2000 * 10) / 1e6;
}

describe("a dry run of a tight budget beside the run itself", () => {
  test("both stop before the same call, for the same cost", async () => {
    const first = worstUsd(only((await told()).steps));
    const { dry, ended, requests } = await toldAndRun(atOnce, (first + 0.001).toFixed(4));
    const cost = /^the next call may cost \$[\d.]+;/;
    const [said = "none"] = cost.exec(dry.cost.stopsBefore?.reason ?? "") ?? [];

    expect(requests).toHaveLength(1);
    expect(dry.cost.least.calls).toBe(1);
    expect(dry.cost.stopsBefore).toMatchObject({
      call: 2,
      agent: "bug-report-reviewer",
      focus: "oracle",
    });
    expect([ended.result.status, ended.result.reason]).toEqual([
      "stopped",
      expect.stringContaining(said),
    ]);
    expect(ended.state.usage.usd).toEqual(between(dry.cost.least.usd, dry.cost.most.usd));
  });

  test("where the shortest way has just room, it is told where longer answers would end it", async () => {
    const { steps, cost: usual } = await told();
    const dearest = Math.max(...steps.map(worstUsd));
    const budget = (dearest + (usual.least.usd ?? 0)).toFixed(4);
    const { cost } = await told({ flags: { budget } });

    expect(usual.tightBefore).toBeNull();
    expect([cost.stopsBefore, cost.least.calls]).toEqual([null, 4]);
    expect(cost.tightBefore).toMatchObject({ agent: "bug-report-reviewer" });
  });
});

function only<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error("there is none");
  return first;
}

function between(low: number | null, high: number | null): unknown {
  return {
    asymmetricMatch: (value: unknown) =>
      typeof value === "number" && low !== null && high !== null && low <= value && value <= high,
    toString: () => `between ${low} and ${high}`,
  };
}

describe("a dry run", () => {
  test.each<[string, Flags, object]>([
    [
      "a backend that nobody bills for",
      { backend: "quest" },
      { isBilled: false, least: 0, most: 0, unpriced: [] },
    ],
    [
      "a model without a price",
      { model: "my-own" },
      { isBilled: true, least: null, most: null, unpriced: ["my-own"] },
    ],
  ])("%s", async (_name, flags, expected) => {
    const { cost, isBilled } = await told({ flags });
    const { least, most, unpriced } = cost;

    expect({ isBilled, least: least.usd, most: most.usd, unpriced }).toEqual(expected);
    expect(least.calls).toBe(4);
  });

  test("a budget without room for the first call is told of", async () => {
    const { firstCall, cost } = await told({ flags: { budget: "0.001" } });

    expect(firstCall).toMatchObject({ kind: "stop", limit: "usd" });
    expect([cost.least.calls, cost.most.calls, cost.most.usd]).toEqual([0, 0, 0]);
  });

  test("of a recording tells how many answers it holds, and asks no model for anything", async () => {
    const recording = fileURLToPath(
      new URL("../../examples/lockers/lockers.recording.jsonl", import.meta.url),
    );
    const { recordedAnswers, steps } = await told({ flags: { replay: recording } });
    const lines = (await readFile(recording, "utf8")).split("\n").slice(1);

    expect(recordedAnswers).toBe(lines.filter((line) => line.includes('"usage"')).length);
    expect(steps.map(({ sent }) => sent)).toEqual(steps.map(() => null));
    await expect(told({ flags: { replay: "nowhere.jsonl" } })).rejects.toMatchObject({
      kind: "bad_input",
    });
  });

  test("wishes are shown as the server grants them", async () => {
    const env = { ANTHROPIC_BASE_URL: "http://127.0.0.1:1/v1" };
    const { host, steps } = await told({ env, flags: { model: "opus" } });

    expect([host, steps[0]?.sent]).toEqual([
      "127.0.0.1:1",
      { model: "claude-opus-5-5", maxOutputTokens: 32_000, effort: null, thinking: null },
    ]);
  });

  test("samples that could not be read are asked for first", async () => {
    const text =
      "Double it\n\nPrint twice the number.\n\nSample Input 1\n4\n\nSample Input 2\n5\n\nSample Output 1\n8\n";
    const { steps, cost } = await told({ text });

    expect(steps[0]).toMatchObject({
      step: null,
      isExact: true,
      request: { agent: "sample-pointer" },
    });
    expect(steps.slice(1).every(({ isExact }) => !isExact)).toBe(true);
    expect(cost.least.calls).toBe(5);
  });

  test("debug shows the user's file, and marks what is still to be measured of it", async () => {
    const text = "def double(n):\n    return n + 4\n";
    const { steps } = await told({
      command: "debug",
      file: "old.py",
      text,
      flags: { goal: "double it" },
    });
    const shared = steps[0]?.request.shared.join("\n") ?? "";

    expect(shared).toContain("return n + 4");
    expect(shared).toContain("# Test report of v0\n\n[not known before the run");
    expect(steps.map(({ request }) => request.agent)).toEqual([
      "bug-report-reviewer",
      "solution-fixer",
      "solution-improver",
      "bug-report-reviewer",
    ]);
  });
});
