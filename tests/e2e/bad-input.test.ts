import { once } from "node:events";
import { mkdir, open, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { pipelineCommand, pipelineInProcess } from "../cli/command-line.js";
import {
  type FakeReply,
  type FakeRequest,
  startFakeMessagesServer,
} from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { asFourRoles, DOUBLE, withoutOracle, withReplyOf } from "./double-problem.js";
import { programReply } from "./scripted-roles.js";

type Files = Readonly<Record<string, string | Buffer>>;

async function folderWith(files: Files): Promise<string> {
  const cwd = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(cwd, name)), { recursive: true });
    await writeFile(path.join(cwd, name), content);
  }
  return cwd;
}

const problem = { "double.txt": DOUBLE };
const key = { ANTHROPIC_API_KEY: "test-key" };

interface BadInput {
  readonly name: string;
  readonly files: Files;
  readonly args: readonly string[];
  readonly code: number;
  /** What stderr must say: what, where, and what to do next. */
  readonly says: readonly RegExp[];
  readonly stdin?: string;
}

const solver = "---\nname: problem-solver\ndescription: d\n---\nbody\n";

const BAD_INPUT: readonly BadInput[] = [
  {
    name: "an empty problem",
    files: { "p.txt": "" },
    args: ["run", "p.txt"],
    code: 2,
    says: [/p\.txt is empty/],
  },
  {
    name: "a problem of white space",
    files: { "p.txt": " \n\t\n" },
    args: ["run", "p.txt"],
    code: 2,
    says: [/white space/],
  },
  {
    name: "a binary problem",
    files: { "p.txt": Buffer.from([0x7f, 0x45, 0, 1, 2, 0xff]) },
    args: ["run", "p.txt"],
    code: 2,
    says: [/p\.txt/, /binary|text/i],
  },
  {
    name: "a missing problem",
    files: {},
    args: ["run", "nope.txt"],
    code: 2,
    says: [/nope\.txt/, /path/i],
  },
  {
    name: "a folder as problem",
    files: { "d/x": "" },
    args: ["run", "d"],
    code: 2,
    says: [/\bd\b.*folder/i],
  },
  {
    name: "an empty standard input",
    files: {},
    args: ["run", "-"],
    stdin: "",
    code: 2,
    says: [/Standard input is empty/],
  },
  {
    name: "a sample in a file that contradicts the statement",
    files: { ...problem, "samples/1.in": "4\n", "samples/1.ans": "9\n" },
    args: ["run", "double.txt"],
    code: 2,
    says: [/contradicts sample\/1/, /Correct one/],
  },
  {
    name: "a sample without its answer",
    files: { ...problem, "samples/1.in": "4\n" },
    args: ["run", "double.txt"],
    code: 2,
    says: [/1\.in/, /two files/],
  },
  {
    name: "a samples folder that is not there",
    files: problem,
    args: ["run", "double.txt", "--samples", "nope"],
    code: 2,
    says: [/nope/, /--samples/],
  },
  {
    name: "a pipeline with broken YAML",
    files: { ...problem, "pipelines/mine.yaml": "version: 1\nsteps: [\n" },
    args: ["run", "double.txt", "-p", "mine"],
    code: 2,
    says: [/pipelines\/mine\.yaml:\d+:\d+/, /pipeline validate/],
  },
  {
    name: "a pipeline with a misspelt key",
    files: {
      ...problem,
      "pipelines/mine.yaml":
        "version: 1\nname: mine\nsteps:\n  - agent: problem-solver\n    reeds: [problem]\n    writes: solution\n",
    },
    args: ["run", "double.txt", "-p", "mine"],
    code: 2,
    says: [/:5:5 .*"reeds" \(did you mean "reads"\?\)/],
  },
  {
    name: "a pipeline with an unknown agent",
    files: {
      ...problem,
      "pipelines/mine.yaml":
        "version: 1\nname: mine\nsteps:\n  - agent: problem-solvr\n    reads: [problem]\n    writes: solution\n",
    },
    args: ["run", "double.txt", "-p", "mine"],
    code: 2,
    says: [/problem-solvr/, /problem-solver/],
  },
  {
    name: "a pipeline with more than five rounds",
    files: {
      ...problem,
      "pipelines/mine.yaml":
        "version: 1\nname: mine\nsteps:\n  - agent: problem-solver\n    reads: [problem]\n    writes: solution\n  - repeat:\n      max: 9\n      until: [checks_pass]\n      steps:\n        - agent: solution-fixer\n          reads: [solution]\n          writes: solution\n",
    },
    args: ["run", "double.txt", "-p", "mine"],
    code: 2,
    says: [/:8:7 max must be 5 or less, not 9/],
  },
  {
    name: "a pipeline that is not there",
    files: problem,
    args: ["run", "double.txt", "-p", "complet"],
    code: 2,
    says: [/complet/, /complete/],
  },
  {
    name: "a broken agent file",
    files: { ...problem, "agents/problem-solver.md": "---\nname: [\n---\nx\n" },
    args: ["run", "double.txt"],
    code: 2,
    says: [/agents\/problem-solver\.md/],
  },
  {
    name: "an agent file without a body",
    files: { ...problem, "mine.md": "---\nname: a\ndescription: b\n---\n" },
    args: ["run", "double.txt", "--agent", "problem-solver=mine.md"],
    code: 2,
    says: [/mine\.md/],
  },
  {
    name: "an agent file for a role that there is not",
    files: { ...problem, "mine.md": solver },
    args: ["run", "double.txt", "--agent", "solver=mine.md"],
    code: 2,
    says: [/solver/],
  },
  {
    name: "no key",
    files: problem,
    args: ["run", "double.txt"],
    code: 4,
    says: [/no key/i, /ANTHROPIC_API_KEY/],
  },
  {
    name: "a flag that there is not",
    files: problem,
    args: ["run", "double.txt", "--buget", "1"],
    code: 2,
    says: [/--buget/, /--budget/],
  },
  {
    name: "a budget that is no number",
    files: problem,
    args: ["run", "double.txt", "--budget", "much"],
    code: 2,
    says: [/--budget/, /dollars/],
  },
  {
    name: "a bad value in the environment file",
    files: { ...problem, ".env": "PIPELINE_MINUTES=soon\n" },
    args: ["run", "double.txt"],
    code: 2,
    says: [/PIPELINE_MINUTES/, /\.env/],
  },
  {
    name: "a bad configuration file",
    files: { ...problem, "pipeline.config.yaml": "modle: x\n" },
    args: ["run", "double.txt"],
    code: 2,
    says: [/pipeline\.config\.yaml:1:1/, /model/],
  },
  {
    name: "a command that there is not",
    files: {},
    args: ["rnu", "x"],
    code: 2,
    says: [/rnu/, /run/],
  },
  {
    name: "an empty file to debug",
    files: { "a.py": "" },
    args: ["debug", "a.py"],
    code: 2,
    says: [/a\.py is empty/],
  },
  {
    name: "a file to debug in no language of ours",
    files: { "a.cob": "x" },
    args: ["debug", "a.cob"],
    code: 2,
    says: [/a\.cob/, /Python/],
  },
  {
    name: "a recording that is not there",
    files: problem,
    args: ["run", "double.txt", "--replay", "nope.jsonl"],
    code: 2,
    says: [/nope\.jsonl/],
  },
  {
    name: "a recording that is none",
    files: { ...problem, "r.jsonl": "hello\n" },
    args: ["run", "double.txt", "--replay", "r.jsonl"],
    code: 2,
    says: [/r\.jsonl/],
  },
  {
    name: "a run that is not there",
    files: {},
    args: ["resume", "nope-1"],
    code: 2,
    says: [/nope-1/],
  },
  {
    name: "nothing to resume",
    files: {},
    args: ["resume"],
    code: 2,
    says: [/no run/, /pipeline run/],
  },
  {
    name: "a demo that there is not",
    files: {},
    args: ["demo", "lsi"],
    code: 2,
    says: [/lsi/, /lis/],
  },
  {
    name: "check without samples",
    files: { "p.txt": "Say hello to whoever asks.\n", "a.py": "print(1)\n" },
    args: ["check", "a.py", "p.txt"],
    code: 2,
    says: [/no samples/, /samples\/1\.in/],
  },
  {
    name: "an output folder that is a file",
    files: { ...problem, out: "x" },
    args: ["run", "double.txt", "--replay", "r.jsonl", "-o", "out"],
    code: 2,
    says: [/r\.jsonl|out/],
  },
];

describe("bad input gets one clear sentence and the right exit code", () => {
  test.each(BAD_INPUT)("$name", async ({ files, args, code, says, stdin }) => {
    const cwd = await folderWith(files);
    const ran = await pipelineInProcess({ args, cwd, ...(stdin === undefined ? {} : { stdin }) });

    expect({ code: ran.code, stderr: ran.stderr }).toMatchObject({ code });
    for (const pattern of says) expect(ran.stderr).toMatch(pattern);
    expect(ran.stdout).toBe("");
    expect(ran.stderr).not.toMatch(/\n\s+at .*\.js:\d+/);
    // Nothing was begun, so nothing is left behind.
    expect((await readdir(cwd)).includes("output")).toBe(false);
  });

  test("a problem of 50 MB is refused without being read whole", async () => {
    const cwd = await temporaryFolder();
    const file = await open(path.join(cwd, "big.txt"), "w");
    await file.truncate(50_000_000);
    await file.close();
    const ran = await pipelineCommand({ args: ["run", "big.txt"], cwd });

    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/big\.txt.*(?:MB|large)/);
  });

  test.each([
    [["run", "double.txt", "--json", "--bogus"], {}, "usage"],
    [["nonsense", "--json"], {}, "usage"],
    [["check", "--json", "nope.py"], {}, "usage"],
    [["check", "nope.py", "double.txt"], { ".env": "PIPELINE_JSON=1\n" }, "bad_input"],
    [["check", "nope.py", "double.txt"], { "pipeline.config.yaml": "json: true\n" }, "bad_input"],
  ])("%j with %j prints one document of the usual form", async (args, files, kind) => {
    const ran = await pipelineInProcess({ args, cwd: await folderWith({ ...problem, ...files }) });

    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      schema: 1,
      status: "stopped",
      exit_code: 2,
      usage: { calls: 0 },
      versions: [],
      error: { kind },
    });
  });

  test("with --json there is one document on stdout all the same", async () => {
    const ran = await pipelineCommand({
      args: ["run", "nope.txt", "--json"],
      cwd: await temporaryFolder(),
    });

    expect(JSON.parse(ran.stdout)).toMatchObject({
      schema: 1,
      exit_code: 2,
      error: { kind: "bad_input" },
    });
  });
});

async function runAgainst(
  respond: (request: FakeRequest) => FakeReply,
  env: Readonly<Record<string, string>> = key,
): Promise<{ code: number | null; stderr: string; result: unknown; cwd: string }> {
  const cwd = await folderWith(problem);
  const server = await startFakeMessagesServer({ respond, apiKey: "test-key" });
  try {
    const ran = await pipelineCommand({
      args: ["run", "double.txt", "--json"],
      cwd,
      env: { ...env, ANTHROPIC_BASE_URL: server.baseUrl },
    });
    return { code: ran.code, stderr: ran.stderr, result: JSON.parse(ran.stdout), cwd };
  } finally {
    await server.close();
  }
}

describe("replies that cannot be used", () => {
  test.each<[string, string, (request: FakeRequest) => FakeReply]>([
    ["is empty", "problem-solver", () => " "],
    [
      "is truncated",
      "problem-solver",
      (request) => programReply(request, "print(1)\n").split("<<<END")[0] ?? "",
    ],
    [
      "was cut off by the server",
      "problem-solver",
      (request) => ({
        text: programReply(request, "print(1)\n").split("<<<END")[0] ?? "",
        stopReason: "max_tokens",
      }),
    ],
    [
      "names a path outside",
      "problem-solver",
      (request) => programReply(request, "print(1)\n").replace("solution.py", "../../x.py"),
    ],
    ["is refused", "problem-solver", () => ({ text: "", stopReason: "refusal" })],
  ])("a solver's reply that %s ends the run as failed", async (_name, agent, reply) => {
    const { code, result, cwd } = await runAgainst(withoutOracle(withReplyOf(agent, reply)));

    expect(code).toBe(1);
    expect(result).toMatchObject({
      status: "failed",
      final: null,
      error: { message: expect.stringContaining("problem-solver") },
    });
    expect(await readdir(cwd)).toEqual(["double.txt", "output"]);
  });

  test("a reviewer's wrong JSON keeps the best version", async () => {
    const { code, result } = await runAgainst(
      withoutOracle(
        withReplyOf("bug-report-reviewer", () => '```json\n{"findings": "many"}\n```\n'),
      ),
    );

    expect(code).toBe(1);
    expect(result).toMatchObject({
      status: "failed",
      final: { file: "solution_final.py" },
      error: { kind: "unreadable_reply" },
      usage: { calls: 5 },
    });
  });
});

describe("a service that cannot be used", () => {
  test("a refused key is exit code 4, and the key is not shown", async () => {
    const { code, result } = await runAgainst(withoutOracle(asFourRoles), {
      ANTHROPIC_API_KEY: "wrong-key",
    });

    expect(code).toBe(4);
    expect(result).toMatchObject({ status: "stopped", error: { kind: "refused_key" } });
    expect(JSON.stringify(result)).not.toContain("wrong-key");
  });

  test("a model that there is not is wrong usage", async () => {
    const { code, result } = await runAgainst(() => ({
      fault: "status",
      status: 404,
      type: "not_found_error",
      message: "model: nope",
    }));

    expect([code, result]).toMatchObject([2, { error: { kind: "usage" } }]);
  });

  test("a dead port is exit code 3 and can be resumed", { timeout: 90_000 }, async () => {
    const cwd = await folderWith(problem);
    const listener = createServer();
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    const address = listener.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    listener.close();
    await once(listener, "close");
    const ran = await pipelineCommand({
      args: ["run", "double.txt"],
      cwd,
      env: { ...key, ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}` },
    });

    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/attempt/);
    expect(ran.stderr).toMatch(/pipeline resume/);
  });
});

test.each([
  ["a checker that cannot be started", ["--checker", "nonexistent-thing"]],
  ["a test command that cannot be started", ["--test", "nonexistent-thing"]],
])("%s stops the run and is not held against the program", async (_name, flags) => {
  const cwd = await folderWith(problem);
  const server = await startFakeMessagesServer({ respond: withoutOracle(asFourRoles) });
  try {
    const ran = await pipelineCommand({
      args: ["run", "double.txt", "--json", ...flags],
      cwd,
      env: { ...key, ANTHROPIC_BASE_URL: server.baseUrl },
    });

    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({ status: "stopped", error: { kind: "judge" } });
    expect(server.requests).toHaveLength(1);
  } finally {
    await server.close();
  }
});

describe("a disk that cannot be used", () => {
  test.each(["/proc/x", "/dev/null/x", "out/x"])(
    "an output folder %s that cannot be",
    async (output) => {
      const cwd = await folderWith({ out: "a file" });
      const ran = await pipelineCommand({ args: ["demo", "-o", output], cwd });

      expect(ran.code).toBe(2);
      expect(ran.stderr).toMatch(/cannot write .*\n {2}.*--output/);
    },
  );

  test("an output folder that may not be written", async () => {
    const cwd = await folderWith(problem);
    const output = "/sys/pipeline-output";
    const ran = await pipelineCommand({
      args: ["run", "double.txt", "-o", output, "--backend", "quest"],
      cwd,
    });

    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/cannot write \/sys\/pipeline-output/);
    expect(ran.stderr).toMatch(/--output/);
  });
});

test("no samples: the run says that nothing was shown", async () => {
  const cwd = await folderWith({
    "p.txt": "Print twice the number that is given on standard input.\n",
  });
  const respond = (request: FakeRequest): FakeReply =>
    request.agent === "bug-report-reviewer"
      ? '```json\n{"findings": []}\n```\n'
      : programReply(request, "print(2 * int(input()))\n");
  const server = await startFakeMessagesServer({ respond });
  try {
    const ran = await pipelineCommand({
      args: ["run", "p.txt"],
      cwd,
      env: { ...key, ANTHROPIC_BASE_URL: server.baseUrl },
    });

    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/Unverified .*nothing independent could be run/);
    expect(ran.stderr).toMatch(/samples\/1\.in/);
    expect(ran.stdout).toBe("output/p-1/solution_final.py\n");
    expect(await readFile(path.join(cwd, "output/p-1/solution_final.py"), "utf8")).toContain("2 *");
  } finally {
    await server.close();
  }
});
