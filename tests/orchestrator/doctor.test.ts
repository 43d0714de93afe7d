import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import { checkUp } from "../../src/orchestrator/doctor.js";
import type { Finding } from "../../src/orchestrator/doctor-finding.js";
import type { Flags } from "../../src/settings/settings.js";
import { RETIRING_MODEL } from "../fake-messages/model-info.js";
import { type FakeServerOptions, startFakeMessagesServer } from "../fake-messages-server.js";
import { DoubleJudge } from "../faults/double-judge.js";
import { temporaryFolder } from "../temp-folder.js";

const KEY = "sk-test-4711-secret";

interface Wanted {
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly nodeVersion?: string;
  readonly judge?: DoubleJudge;
}

class GoodJudge extends DoubleJudge {
  override judge(request: Parameters<DoubleJudge["judge"]>[0]): ReturnType<DoubleJudge["judge"]> {
    const usual = super.judge(request);
    return usual.then((report) => ({
      ...report,
      cases: report.cases.map((result) => ({ ...result, verdict: "AC" as const })),
    }));
  }
}

async function checked(wanted: Wanted): Promise<readonly Finding[]> {
  const { flags = {}, env = {}, files = {}, nodeVersion = "20.20.2" } = wanted;
  const cwd = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(cwd, name)), { recursive: true });
    await writeFile(path.join(cwd, name), text);
  }
  const told: Finding[] = [];
  const findings = await checkUp({
    flags,
    env,
    cwd,
    nodeVersion,
    signal: new AbortController().signal,
    judge: wanted.judge ?? new GoodJudge(),
    tell: (finding) => void told.push(finding),
  });
  expect(told).toEqual(findings);
  expect(JSON.stringify(findings)).not.toContain(KEY);
  return findings;
}

/** What is not in order. */
function complaints(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ status, name }) => status !== "ok" && name !== "isolation" && !LANGUAGES.has(name))
    .map(({ status, name, text }) => `${status} ${name}: ${text}`);
}

// The judge of these tests has two of them.
const LANGUAGES = new Set(["pypy", "typescript", "c", "cpp", "cpp17", "java", "rust", "go"]);

async function withServer(
  options: Partial<FakeServerOptions>,
  flags: Flags = {},
): Promise<readonly Finding[]> {
  const server = await startFakeMessagesServer({ respond: () => "no call is made", ...options });
  try {
    const env = { ANTHROPIC_BASE_URL: `${server.baseUrl}/v1/`, ANTHROPIC_API_KEY: KEY };
    const findings = await checked({ flags, env });
    expect(server.requests).toEqual([]);
    return findings.map((finding) => ({
      ...finding,
      text: finding.text.replaceAll(/127\.0\.0\.1:\d+/g, "HOST").replaceAll(/\d+ ms/g, "N ms"),
    }));
  } finally {
    await server.close();
  }
}

describe("a check-up of a server", () => {
  const MODELS = ["claude-sonnet-5-5", "claude-opus-5-5", RETIRING_MODEL];

  test("says what it answers, what the model can do and what it costs", async () => {
    const findings = await withServer({ models: MODELS }, { server: "anthropic" });

    expect(complaints(findings)).toEqual([]);
    expect(findings.slice(-5).map(({ name, text }) => `${name}: ${text}`)).toEqual([
      "key: ANTHROPIC_API_KEY is set",
      "price: claude-sonnet-5-5: $2 in, $10 out per million tokens (2026-11-21)",
      "server: http://HOST (anthropic) answered in N ms and lists 3 models",
      "model: claude-sonnet-5-5 is there: 1,000,000 tokens of context, up to 128,000 of output, N ms",
      "counting: tokens are counted for nothing, in N ms",
    ]);
  });

  test("a model that is not there: the nearest that is", async () => {
    const flags = { server: "anthropic", model: "claude-sonet-5-5" };
    const findings = await withServer({ models: MODELS }, flags);
    const problem = findings.find(({ status }) => status === "problem");

    expect(problem).toMatchObject({
      name: "model",
      kind: "bad_settings",
      text: "HOST has no model claude-sonet-5-5",
      next: "Did you mean --model claude-sonnet-5-5?",
    });
  });

  test("a model that is to be retired is told of", async () => {
    const flags = { server: "anthropic", model: RETIRING_MODEL };

    expect(complaints(await withServer({ models: MODELS }, flags))).toEqual([
      expect.stringMatching(/^note model: claude-sonnet-4-5 is there: .*retires 2026-11-30/),
    ]);
  });

  test("a server that knows only messages is good enough", async () => {
    expect(complaints(await withServer({ onlyMessages: true }))).toEqual([
      "note server: http://HOST (generic) answered, and does not list its models",
      "note model: claude-sonnet-5-5: this server does not tell of its models",
      "note counting: this server does not count tokens beforehand; runs do not need it",
    ]);
  });

  test("a server that lists nothing and knows no name may answer all the same", async () => {
    expect(complaints(await withServer({}))).toEqual([
      "note model: claude-sonnet-5-5: HOST lists no models, and does not know this one by name",
    ]);
  });

  test("the service itself must know the model, whatever it lists", async () => {
    expect(complaints(await withServer({}, { server: "anthropic" }))).toEqual([
      "problem model: HOST has no model claude-sonnet-5-5",
    ]);
  });

  test("a key that is refused: no further question, and nothing of the key is repeated", async () => {
    const findings = await withServer({ apiKey: "another" });

    expect(findings.at(-1)).toMatchObject({
      name: "server",
      status: "problem",
      kind: "refused_key",
    });
  });

  test("nobody there", async () => {
    const server = await startFakeMessagesServer({ respond: () => "" });
    await server.close();
    const env = { ANTHROPIC_BASE_URL: server.baseUrl, ANTHROPIC_API_KEY: KEY };

    expect((await checked({ env })).at(-1)).toMatchObject({
      status: "problem",
      kind: "service",
      text: `${server.baseUrl} (generic): no connection (ECONNREFUSED).`,
    });
  });

  test("a port that no request may go to is named once, and so is why", async () => {
    const env = { ANTHROPIC_BASE_URL: "http://127.0.0.1:1", ANTHROPIC_API_KEY: KEY };

    expect((await checked({ env })).at(-1)).toMatchObject({
      text: "http://127.0.0.1:1 (generic): no connection (bad port).",
    });
  });

  test.each(["http://me:pa55@127.0.0.1:1", "http://:pa55@127.0.0.1:1"])(
    "an address with a password: %s",
    async (url) => {
      const findings = await checked({ env: { ANTHROPIC_BASE_URL: url } });

      expect(complaints(findings)).toEqual([
        "problem server: ANTHROPIC_BASE_URL holds a user name or a password, which is not sent anywhere.",
      ]);
      expect(JSON.stringify(findings)).not.toContain("pa55");
    },
  );

  test("no key, where one is needed", async () => {
    const findings = await checked({});

    expect(findings.filter(({ status }) => status === "problem")).toMatchObject([
      { name: "key", kind: "no_key", text: "There is no key for api.anthropic.com." },
    ]);
  });
});

describe("a check-up of everything else", () => {
  const QUEST = { backend: "quest" };
  const NO_QUESTS = "note quests: output/quests.db is not there yet: the first run makes it";

  test("an empty folder is ready for quests", async () => {
    const findings = await checked({ flags: QUEST });

    expect(complaints(findings)).toEqual([NO_QUESTS]);
    expect(findings.find(({ name }) => name === "output")?.text).toMatch(
      /^output will be made: \d+ MB free$/,
    );
  });

  test("where settings came from is said", async () => {
    const findings = await checked({
      flags: { ...QUEST, json: true },
      env: { PIPELINE_MODEL: "opus", ANTHROPIC_AUTH_TOKEN: KEY },
      files: { ".env": "PIPELINE_BUDGET=2\n", "pipeline.config.yaml": "lang: python\n" },
    });

    expect(
      findings
        .find(({ name }) => name === "settings")
        ?.text.split("; ")
        .toSorted(),
    ).toEqual([
      "auth-token from ANTHROPIC_AUTH_TOKEN",
      "budget from PIPELINE_BUDGET in .env (line 1)",
      "lang from lang in pipeline.config.yaml",
      "model from PIPELINE_MODEL",
    ]);
  });

  test.each([
    [QUEST, "all others have their defaults"],
    [{}, "all have their defaults"],
  ])("settings %j of this command line are not told back", async (flags, text) => {
    const findings = await checked({ flags });

    expect(findings.find(({ name }) => name === "settings")).toMatchObject({ status: "ok", text });
  });

  test.each([
    [{ agent: ["problem-solver=nofile.md"] }, "There is no file nofile.md."],
    [{ pipeline: "nope" }, 'There is no pipeline "nope".'],
    [
      { pipeline: "mine" },
      expect.stringMatching(/^pipelines\/mine\.yaml:1:1 .*\n.*stepps\S+ \(did you mean/),
    ],
    [{ agent: ["nobody=mine.md"] }, expect.stringContaining('has no agent "nobody"')],
  ])("what is wrong with the files of %j is told once, as theirs", async (flags, text) => {
    const isMine = "pipeline" in flags && flags.pipeline === "mine";
    const files: Record<string, string> = isMine
      ? { "pipelines/mine.yaml": "version: 1\nname: mine\nstepps: []\n" }
      : { "mine.md": "---\nname: mine\ndescription: mine\n---\nHello.\n" };
    const findings = await checked({
      flags,
      env: { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: "http://127.0.0.1:1" },
      files,
    });

    expect(findings.filter(({ name }) => name === "files" || name === "model")).toMatchObject([
      { name: "files", status: "problem", text },
    ]);
  });

  test("a broken pipeline and a folder that is a file are problems, each with what to do", async () => {
    const findings = await checked({
      flags: QUEST,
      files: { "pipelines/mine.yaml": "version: 1\nname: mine\nstepps: []\n", output: "a file" },
    });
    const problems = findings.filter(({ status }) => status === "problem");

    expect(problems.map(({ name }) => name)).toEqual(expect.arrayContaining(["files", "output"]));
    expect(problems.every((finding) => "next" in finding && finding.next !== null)).toBe(true);
  });

  test("settings that cannot be read do not hide the rest", async () => {
    const findings = await checked({ env: { PIPELINE_CALLS: "many" } });

    expect(complaints(findings)).toEqual([
      'problem settings: PIPELINE_CALLS must be a whole number above 0, not "many".',
    ]);
    expect(findings.map(({ name }) => name)).toContain("judge");
  });

  test("a judge that gets a right program wrong is no judge", async () => {
    const findings = await checked({ flags: QUEST, judge: new DoubleJudge() });

    expect(complaints(findings)[0]).toMatch(
      /^problem judge: a program that is right was not accepted/,
    );
  });

  test("a language that is asked for and missing is in the way", async () => {
    const findings = await checked({ flags: { ...QUEST, lang: "rust" } });

    expect(findings.find(({ name }) => name === "rust")).toMatchObject({
      status: "problem",
      kind: "judge",
    });
    expect(findings.find(({ name }) => name === "go")).toMatchObject({ status: "note" });
  });

  test.each([
    ["18.19.0", "problem"],
    ["20.18.1", "problem"],
    ["20.19.0", "ok"],
    ["22.3.0", "ok"],
  ])("Node %s: %s", async (nodeVersion, status) => {
    const [node] = await checked({ flags: QUEST, nodeVersion });

    expect(node).toMatchObject({ name: "node", status });
  });

  test.each([
    ["nowhere.jsonl", /^problem recording: there is no recording /],
    [".", /^problem recording: .* is a folder, not a file$/],
    ["broken.jsonl", /^problem recording: Line 1 of the recording broken\.jsonl/],
  ])("the recording %s", async (file, complaint) => {
    const findings = await checked({ flags: { replay: file }, files: { "broken.jsonl": "{}\n" } });

    expect(complaints(findings)).toEqual([expect.stringMatching(complaint)]);
  });

  test("a file that is no quest database", async () => {
    const findings = await checked({
      flags: { ...QUEST, questDb: "notes.txt" },
      files: { "notes.txt": "this is no database, however long it may be\n".repeat(50) },
    });

    expect(complaints(findings)).toEqual([
      expect.stringMatching(/^problem quests: .*notes\.txt is not a quest database/),
    ]);
  });

  test.each([
    [
      "answers",
      "echo 2.1.329 '(Claude Code)'",
      "ok claude: the command answers: 2.1.329 (Claude Code)",
    ],
    [
      "has nobody logged in",
      `[ "$*" = "auth status" ] && { echo '{"loggedIn": false,'; echo '"authMethod": "none"}'; exit 1; }; echo 2.1.330`,
      "problem claude: 2.1.330: nobody is logged in",
    ],
    ["fails", "exit 3", "problem claude: The command claude does not say its version."],
  ])("a claude command that %s", async (_name, script, said) => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, "claude"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const env = { PATH: `${folder}:/usr/bin:/bin`, ANTHROPIC_API_KEY: KEY };
    const last = (await checked({ flags: { backend: "claude-cli" }, env })).at(-1);

    expect(`${last?.status} ${last?.name}: ${last?.text}`).toBe(said);
  });

  test("no claude command", async () => {
    const findings = await checked({ flags: { backend: "claude-cli" }, env: { PATH: "/nowhere" } });

    expect(findings.at(-1)).toMatchObject({
      status: "problem",
      kind: "bad_settings",
      text: "The command claude is not installed.",
    });
  });

  test("Ctrl-C ends it", async () => {
    const stop = new AbortController();
    const server = await startFakeMessagesServer({ respond: () => "" });
    try {
      const env = { ANTHROPIC_BASE_URL: server.baseUrl };
      const check = checkUp({
        flags: {},
        env,
        cwd: await temporaryFolder(),
        nodeVersion: "20.20.2",
        signal: stop.signal,
        judge: new GoodJudge(),
        tell: ({ name }) => (name === "key" ? stop.abort() : undefined),
      });

      await expect(check).rejects.toThrow(PipelineError);
      await expect(check).rejects.toMatchObject({ kind: "cancelled" });
    } finally {
      await server.close();
    }
  });
});
