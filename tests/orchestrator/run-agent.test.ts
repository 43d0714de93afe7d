import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";

import { expect, test } from "vitest";

import { resumeRun, startRun } from "../../src/orchestrator/run.js";
import { type AgentEnd, runAgent } from "../../src/orchestrator/run-agent.js";
import { loadRun } from "../../src/orchestrator/runs.js";
import type { RunSession } from "../../src/orchestrator/session.js";
import { type Flags, resolveSettings, type Settings } from "../../src/settings/settings.js";
import { DOUBLE, FIXED } from "../e2e/double-problem.js";
import { programReply, reviewReply } from "../e2e/scripted-roles.js";
import {
  type FakeMessagesServer,
  type FakeReply,
  type FakeRequest,
  startFakeMessagesServer,
} from "../fake-messages-server.js";
import { DoubleJudge } from "../faults/double-judge.js";
import { temporaryFolder } from "../settings/temp-folder.js";

const PIPELINE = `version: 1
name: short
steps:
  - agent: problem-solver
    reads: [problem]
    writes: solution
  - agent: bug-report-reviewer
    reads: [problem, solution, report]
    writes: fix_plan
`;

const improver = (words: string): string =>
  `---\nname: solution-improver\ndescription: Improves.\n---\n\n${words}\n`;

const LONG = `${FIXED}# ${"a remark that goes on and on ".repeat(20)}\n`;

/** Messages of the requests of a call that begins, and then of one that goes on with the halves it has. */
const ANEW = [1, 1, 3];
const GONE_ON = [3];

/** A run of two steps that has passed, in a folder of its own, and the means to call an agent on its version. */
class PassedRun {
  readonly #server: FakeMessagesServer;
  readonly cwd: string;

  constructor(server: FakeMessagesServer, cwd: string) {
    this.#server = server;
    this.cwd = cwd;
  }

  get asked(): readonly FakeRequest[] {
    return this.#server.requests;
  }

  async begin(): Promise<void> {
    const settings = await this.settings({ pipeline: "short.yaml" });
    const request = { command: "run", file: "double.txt", settings, cwd: this.cwd } as const;
    const ended = await startRun({ ...request, stdin: Readable.from([]) }, this.session());
    if (ended.error !== null) throw ended.error;
  }

  async improve(flags: Flags = {}, given: { readonly focus?: string } = {}): Promise<AgentEnd> {
    const file = "output/double-1/solution_v1.py";
    const request = { agent: "solution-improver", file, with: [], focus: given.focus ?? null };
    const settings = await this.settings(flags);
    return runAgent(
      { ...request, settings, cwd: this.cwd, stdin: Readable.from([]) },
      this.session(),
    );
  }

  settings(flags: Flags): Promise<Settings> {
    const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: this.#server.baseUrl };
    return resolveSettings({ flags, env, cwd: this.cwd });
  }

  session(): RunSession {
    return {
      approver: { approve: async () => true },
      signal: new AbortController().signal,
      judge: new DoubleJudge(),
      listener: { started: () => {}, event: () => {}, notice: () => {} },
    };
  }

  async result(): Promise<unknown> {
    return JSON.parse(await readFile(path.join(this.cwd, "output/double-1/result.json"), "utf8"));
  }

  /** What `pipeline show --json` tells. */
  async shown(): Promise<unknown> {
    return (await loadRun(path.join(this.cwd, "output"), "double-1")).result;
  }
}

async function withPassedRun(
  improve: (request: FakeRequest) => FakeReply,
  use: (run: PassedRun) => Promise<void>,
): Promise<void> {
  const cwd = await temporaryFolder({ "double.txt": DOUBLE, "short.yaml": PIPELINE });
  await mkdir(path.join(cwd, "agents"));
  await writeFile(path.join(cwd, "agents/solution-improver.md"), improver("Improve it."));
  const server = await startFakeMessagesServer({
    respond: (request) => {
      if (request.agent === "problem-solver") return programReply(request, FIXED);
      return request.agent === "bug-report-reviewer" ? reviewReply([]) : improve(request);
    },
  });
  try {
    const run = new PassedRun(server, cwd);
    await run.begin();
    await use(run);
  } finally {
    await server.close();
  }
}

test("half an answer of one agent is never taken for that of a call that asks something else or somebody else", async () => {
  const halfThenRefused = (request: FakeRequest): FakeReply =>
    request.later.length === 0
      ? { text: programReply(request, LONG).slice(0, 160), stopReason: "max_tokens" }
      : { fault: "status", status: 400, message: "no" };

  await withPassedRun(halfThenRefused, async (run) => {
    const lengths = async (
      ...call: Parameters<PassedRun["improve"]>
    ): Promise<readonly number[]> => {
      const before = run.asked.length;
      await expect(run.improve(...call)).rejects.toMatchObject({ kind: "service" });
      return run.asked.slice(before).map(({ body }) => body.messages.length);
    };

    expect(await lengths()).toEqual(ANEW);
    expect(await lengths()).toEqual(GONE_ON);
    expect(await lengths({ model: "opus" })).toEqual(ANEW);
    expect(run.asked.at(-1)?.body).toMatchObject({ model: "claude-opus-5-5" });
    expect(await lengths({ fallbackModel: "haiku" })).toEqual(ANEW);
    expect(await lengths({}, { focus: "speed" })).toEqual(ANEW);
    await writeFile(path.join(run.cwd, "agents/solution-improver.md"), improver("Use recursion."));
    expect(await lengths()).toEqual(ANEW);
    expect(JSON.stringify(run.asked.at(-1)?.body)).toContain("Use recursion.");
    expect(await lengths({ calls: "900", budget: "4" })).toEqual(GONE_ON);
  });
});

test("what an agent took that was called alone is in result.json as in what show tells, also after a crash", async () => {
  await withPassedRun(
    (request) => programReply(request, LONG),
    async (run) => {
      expect(await run.result()).toMatchObject({ usage: { calls: 2 } });
      await run.improve();
      const result = await run.result();
      expect(result).toMatchObject({ usage: { calls: 3 }, versions: [{}, { version: 2 }] });
      expect(result).toEqual(await run.shown());

      await writeFile(path.join(run.cwd, "output/double-1/result.json"), "{}");
      await resumeRun({ run: null, settings: await run.settings({}), cwd: run.cwd }, run.session());
      expect(await run.result()).toEqual(result);
    },
  );
});
