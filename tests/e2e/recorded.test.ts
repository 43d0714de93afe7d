import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import { pipelineInProcess } from "../cli/command-line.js";
import { type FakeRequest, startFakeMessagesServer } from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { DOUBLE, FIXED } from "./double-problem.js";
import { programReply, reviewReply } from "./scripted-roles.js";

const PIPELINE = `version: 1
name: short
input: problem
steps:
  - agent: problem-solver
    reads: [problem]
    writes: solution
  - agent: bug-report-reviewer
    reads: [problem, solution, report]
    writes: fix_plan
`;
const KEY = "sk-ant-api03-test-key-of-nobody";

const answer = (request: FakeRequest): string =>
  request.agent === "problem-solver" ? programReply(request, FIXED) : reviewReply([]);

async function folderWith(
  files: Readonly<Record<string, string>> = {},
): Promise<(name: string) => string> {
  const cwd = await temporaryFolder();
  const all = { "double.txt": DOUBLE, "short.yaml": PIPELINE, ...files };
  for (const [name, text] of Object.entries(all)) await writeFile(path.join(cwd, name), text);
  return (name) => path.join(cwd, name);
}

async function run(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  const line = ["run", "double.txt", "--pipeline", "short.yaml", "--json", ...args];
  const { code, stdout, stderr } = await pipelineInProcess({ args: line, cwd, env });
  const result: { error: { kind: string; message: string; details?: string } | null } =
    JSON.parse(stdout);
  return { code, result, stderr };
}

/** The versions and plans of the first run in a folder. */
async function outcomeIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).filter((name) => /^(?:solution_|fix_plan_)/.test(name));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return Object.fromEntries(names.toSorted().map((name, index) => [name, texts[index] ?? ""]));
}

test("a recorded run is replayed strictly in another folder, and what differs from it is shown", async () => {
  const server = await startFakeMessagesServer({ respond: answer, apiKey: KEY });
  const env = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: server.baseUrl };
  try {
    const first = await folderWith();
    const recorded = await run(first(""), ["--record", "run.jsonl"], env);
    expect([recorded.code, recorded.result.error]).toEqual([0, null]);
    const recording = await readFile(first("run.jsonl"), "utf8");
    expect(recording).not.toContain(first("").slice(0, -1));

    const strict = ["--replay", "run.jsonl", "--strict"];
    const second = await folderWith({ "run.jsonl": recording });
    expect((await run(second(""), strict)).code).toBe(0);
    expect(await outcomeIn(second("output/double-1"))).toEqual(
      await outcomeIn(first("output/double-1")),
    );
    expect(server.requests).toHaveLength(2);

    const solver = await readFile("agents/problem-solver.md", "utf8");
    await mkdir(second("agents"));
    await writeFile(
      second("agents/problem-solver.md"),
      solver.replace("\n", "\nmaxOutputTokens: 1000\n"),
    );
    expect((await run(second(""), strict)).result.error?.details?.split("\n").slice(2)).toEqual([
      "-maxOutputTokens: 32000",
      "+maxOutputTokens: 1000",
    ]);
    await rm(second("agents"), { recursive: true });

    await writeFile(second("double.txt"), DOUBLE.replace("twice the number", "2 n"));
    const other = await run(second(""), strict);
    expect(other).toMatchObject({ code: 2, result: { error: { kind: "recording_miss" } } });
    expect(other.result.error?.details).toContain("-Print twice the number.\n+Print 2 n.");
    // Errors are told also to somebody who wants to hear of nothing else.
    const args = ["run", "double.txt", "--pipeline", "short.yaml", "--quiet", ...strict];
    const quiet = await pipelineInProcess({ args, cwd: second("") });
    expect(quiet).toMatchObject({ code: 2, stdout: "" });
    expect(quiet.stderr).toMatch(/^error: 1\.problem-solver\/call-1 is not asked as it was/);
    expect(quiet.stderr).toContain("+Print 2 n.");
  } finally {
    await server.close();
  }
});

test("a recording that cannot be written ends the run before anything is paid for", async () => {
  const server = await startFakeMessagesServer({ respond: answer });
  const env = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: server.baseUrl };
  try {
    const folder = await folderWith();
    const nowhere = await run(folder(""), ["--record", "none/run.jsonl"], env);
    expect(nowhere).toMatchObject({ code: 2, result: { error: { kind: "disk" } } });
    const leaking = await folderWith({ "double.txt": `${DOUBLE}\nThe key is ${KEY}.\n` });
    const leaked = await run(leaking(""), ["--record", "run.jsonl"], env);
    expect(leaked).toMatchObject({
      code: 2,
      result: {
        error: { kind: "bad_input", message: expect.stringContaining("1.problem-solver") },
        usage: { calls: 0, usd: 0, unsettled: 0 },
      },
    });
    expect(JSON.stringify(leaked)).not.toContain(KEY);
    expect(server.requests).toEqual([]);
  } finally {
    await server.close();
  }
});

test("an answer with a secret is kept by the run and not recorded; --no-record goes on without", async () => {
  const leaky = (request: FakeRequest): string =>
    request.agent === "problem-solver"
      ? programReply(request, `# ${KEY}\n${FIXED}`)
      : reviewReply([]);
  const server = await startFakeMessagesServer({ respond: leaky, apiKey: KEY });
  const env = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: server.baseUrl };
  try {
    const cwd = (await folderWith())("");
    const resume = (...args: string[]) =>
      pipelineInProcess({ args: ["resume", "--json", ...args], cwd, env });
    const stopped = await run(cwd, ["--record", "run.jsonl"], env);
    expect([stopped.code, stopped.result.error?.kind]).toEqual([2, "bad_input"]);
    expect((await resume()).code).toBe(2);

    const passed = await resume("--no-record");
    expect(passed.code).toBe(0);
    expect(server.requests.map(({ agent }) => agent)).toEqual([
      "problem-solver",
      "bug-report-reviewer",
    ]);
    expect(await readFile(path.join(cwd, "run.jsonl"), "utf8")).not.toContain(KEY);
  } finally {
    await server.close();
  }
});

test("an agent alone whose answer could not be recorded says so", async () => {
  const leaky = (request: FakeRequest): string =>
    request.agent === "solution-improver"
      ? programReply(request, `# ${KEY}\n${FIXED}`)
      : answer(request);
  const server = await startFakeMessagesServer({ respond: leaky, apiKey: KEY });
  const env = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: server.baseUrl };
  try {
    const cwd = (await folderWith())("");
    expect((await run(cwd, [], env)).code).toBe(0);
    const args = ["agent", "solution-improver", "output/double-1/solution_v1.py"];
    const ran = await pipelineInProcess({ args: [...args, "--record", "a.jsonl"], cwd, env });

    expect([ran.code, ran.stderr]).toEqual([2, expect.stringMatching(/holds .* not recorded/)]);
    expect(await readFile(path.join(cwd, "a.jsonl"), "utf8")).not.toContain(KEY);
  } finally {
    await server.close();
  }
});
