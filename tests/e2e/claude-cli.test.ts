import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import { pipelineCommand } from "../cli/command-line.js";
import type { FakeRequest } from "../fake-messages-server.js";
import {
  FAKE_CLAUDE,
  type FakeCall,
  type FakePart,
  withFakeClaude,
} from "../models/claude-cli/fake-claude.js";
import { groupLives } from "../models/claude-cli/rig.js";
import { interrupted, message, OPENING, result } from "../models/claude-cli/said.js";
import { asFourRoles, DOUBLE, FIXED, withoutOracle } from "./double-problem.js";

/** Of which the third is interrupted and made again. */
const CALLS = 6;

/** What the real command reports for every answer, and for one that was interrupted. */
const [USD_PER_ANSWER, USD_INTERRUPTED] = [0.00078, 0.0003];

const ROLE = "## Your role: ";

/** The parts of a prompt that the scripted roles look at. */
function requestIn({ stdin }: FakeCall): FakeRequest {
  const role = stdin.lastIndexOf(ROLE);
  const usage = { input_tokens: 0, output_tokens: 0 };
  return {
    agent: /^[\w-]+/.exec(stdin.slice(role + ROLE.length))?.[0] ?? null,
    turn: 0,
    model: "",
    system: [],
    blocks: [stdin.slice(0, role), stdin.slice(role)],
    later: [],
    headers: {},
    body: { model: "", max_tokens: 1, messages: [] },
    usage: { ...usage, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
  };
}

/** Answers as the four roles do, in the words of the command. */
function inRole(call: FakeCall): FakePart {
  const reply = withoutOracle(asFourRoles)(requestIn(call));
  if (typeof reply === "string")
    return { lines: [...OPENING, ...message({ texts: [reply] }), result()] };
  return {
    lines: message({ texts: [], stopReason: "refusal" }),
    hangs: true,
    onInterrupt: [result()],
  };
}

test("the user's own command answers; Ctrl-C leaves nothing of it, and resume goes on", {
  timeout: 60_000,
}, async () => {
  let interrupt = (): void => {};
  const respond = (call: FakeCall, number: number): FakePart =>
    number === 3
      ? {
          lines: OPENING,
          hangs: true,
          onInterrupt: [interrupted(USD_INTERRUPTED)],
          whenHanging: () => interrupt(),
        }
      : inRole(call);
  await withFakeClaude(respond, async ({ calls, env: own, temporaryFolder: cwd }) => {
    const bin = path.join(cwd, "bin");
    await mkdir(bin);
    await symlink(FAKE_CLAUDE, path.join(bin, "claude"));
    await writeFile(path.join(cwd, "double.txt"), DOUBLE);
    const env = {
      ...own,
      PATH: `${bin}${path.delimiter}${own["PATH"] ?? ""}`,
      ANTHROPIC_API_KEY: "sk-ant-api03-not-a-real-key-0123456789",
    };
    const stopped = await pipelineCommand({
      args: ["run", "double.txt", "--backend", "claude-cli"],
      cwd,
      env,
      onStart: (kill) => {
        interrupt = () => kill("SIGINT");
      },
    });
    const resumed = await pipelineCommand({ args: ["resume", "--json"], cwd, env });

    expect(stopped.code).toBe(130);
    expect(calls.map(({ pid }) => groupLives(pid))).not.toContain(true);
    expect(calls).toHaveLength(CALLS + 1);
    expect(calls.flatMap((call) => Object.keys(call.env))).not.toContain("ANTHROPIC_API_KEY");
    expect(await readFile(path.join(cwd, "output/double-1/solution_final.py"), "utf8")).toBe(FIXED);
    const { usage, ...rest } = JSON.parse(resumed.stdout);
    expect(rest).toMatchObject({ status: "passed", exit_code: 0 });
    expect(usage).toMatchObject({ calls: CALLS });
    expect(usage.usd).toBeCloseTo(CALLS * USD_PER_ANSWER + USD_INTERRUPTED, 6);
    expect(await readdir(cwd)).toEqual(["bin", "double.txt", "output"]);
  });
});
