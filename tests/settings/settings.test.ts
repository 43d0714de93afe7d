import { mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import { inspect } from "node:util";

import { describe, expect, test } from "vitest";

import { secretTexts } from "../../src/settings/credentials.js";
import { type Flags, resolveSettings, type Settings } from "../../src/settings/settings.js";
import { temporaryFolder } from "./temp-folder.js";

interface Given {
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  readonly dotenv?: string;
  readonly config?: string;
}

async function resolve({ flags = {}, env = {}, dotenv, config }: Given): Promise<Settings> {
  const cwd = await temporaryFolder({
    ...(dotenv === undefined ? {} : { ".env": dotenv }),
    ...(config === undefined ? {} : { "pipeline.config.yaml": config }),
  });
  return resolveSettings({ flags, env, cwd });
}

test("with nothing set, everything has its default", async () => {
  expect(await resolve({})).toEqual({
    pipeline: null,
    model: "claude-sonnet-5-5",
    fallbackModel: null,
    server: null,
    prices: null,
    lang: null,
    output: "output",
    budget: { usd: null, minutes: null, calls: null, tokens: null },
    backend: { kind: "anthropic" },
    record: null,
    samples: null,
    test: null,
    goal: null,
    comparison: { kind: "lines" },
    allowUnsafe: false,
    dryRun: false,
    stress: { seconds: 10, cases: 1000 },
    limits: { timeLimitMs: null, memoryLimitMb: null },
    agents: {},
    questDb: path.join("output", "quests.db"),
    format: "text",
    verbosity: "normal",
    color: true,
    credentials: { apiKey: null, authToken: null, baseUrl: null },
    sources: {},
    notes: [],
  });
});

describe("the stronger source wins", () => {
  const flags = { model: "by-flag" };
  const env = { PIPELINE_MODEL: "by-variable" };
  const dotenv = "PIPELINE_MODEL=by-env-file\n";
  const config = "# mine\nmodel: by-config\n";

  test.each<[winner: string, given: Given, label: string, kind: string]>([
    ["by-flag", { flags, env, dotenv, config }, "--model", "flag"],
    ["by-variable", { env, dotenv, config }, "PIPELINE_MODEL", "environment"],
    ["by-env-file", { dotenv, config }, "PIPELINE_MODEL in .env (line 1)", "env-file"],
    ["by-config", { config }, "model in pipeline.config.yaml", "config-file"],
    ["by-flag", { flags, config }, "--model", "flag"],
    [
      "by-variable",
      { env: { ...env, PIPELINE_BUDGET: "" }, config },
      "PIPELINE_MODEL",
      "environment",
    ],
  ])("%s", async (winner, given, label, kind) => {
    const settings = await resolve(given);

    expect(settings.model).toBe(winner);
    expect(settings.sources.model).toEqual({ kind, label });
    expect(settings.sources.budget).toBeUndefined();
  });

  test("a variable or flag that is empty or undefined is not set", async () => {
    const settings = await resolve({
      flags: { model: undefined },
      env: { PIPELINE_MODEL: "", ANTHROPIC_API_KEY: " " },
      dotenv: "PIPELINE_MODEL=\nANTHROPIC_API_KEY=from-file",
      config,
    });

    expect(settings.model).toBe("by-config");
    expect(settings.credentials.apiKey?.reveal()).toBe("from-file");
  });

  test("files for agents are put together role by role", async () => {
    const settings = await resolve({
      flags: { agent: ["solver=flag.md"] },
      env: { PIPELINE_AGENT: "fixer=env.md,solver=env.md" },
      config: "agent:\n  solver: config.md\n  reviewer: config.md\n",
    });

    expect(settings.agents).toEqual({ solver: "flag.md", fixer: "env.md", reviewer: "config.md" });
  });
});

/** Every setting, as each source would write it. */
const EVERY: Readonly<
  Record<string, readonly [text: string, yaml: string, expected: Partial<Settings>]>
> = {
  pipeline: ["mine", "mine", { pipeline: "mine" }],
  model: ["big", "big", { model: "big" }],
  "fallback-model": ["opus", "opus", { fallbackModel: "opus" }],
  server: ["generic", "generic", { server: "generic" }],
  prices: ["p.json", "p.json", { prices: "p.json" }],
  lang: ["javascript", "javascript", { lang: "javascript" }],
  output: ["out", "out", { output: "out", questDb: path.join("out", "quests.db") }],
  budget: ["1.50", "1.50", { budget: { usd: 1.5, minutes: null, calls: null, tokens: null } }],
  minutes: ["0.5", "0.5", { budget: { usd: null, minutes: 0.5, calls: null, tokens: null } }],
  calls: ["7", "7", { budget: { usd: null, minutes: null, calls: 7, tokens: null } }],
  tokens: [
    "1e6",
    "1000000",
    { budget: { usd: null, minutes: null, calls: null, tokens: 1_000_000 } },
  ],
  backend: ["quest", "quest", { backend: { kind: "quest" } }],
  replay: ["r.jsonl", "r.jsonl", { backend: { kind: "replay", file: "r.jsonl", mode: "demo" } }],
  strict: ["no", "false", { backend: { kind: "anthropic" } }],
  record: ["r.jsonl", "r.jsonl", { record: "r.jsonl" }],
  samples: ["tests", "tests", { samples: "tests" }],
  test: ["pytest -q 'a b'", "pytest -q 'a b'", { test: "pytest -q 'a b'" }],
  goal: ["faster", "faster", { goal: "faster" }],
  float: ["1e-6", "0.000001", { comparison: { kind: "float", epsilon: 1e-6 } }],
  checker: ["./check", "./check", { comparison: { kind: "checker", command: "./check" } }],
  compare: ["float:1e-6", "float:1e-6", { comparison: { kind: "float", epsilon: 1e-6 } }],
  "allow-unsafe": ["yes", "true", { allowUnsafe: true }],
  "dry-run": ["yes", "true", { dryRun: true }],
  "stress-seconds": ["2.5", "2.5", { stress: { seconds: 2.5, cases: 1000 } }],
  "stress-cases": ["40", "40", { stress: { seconds: 10, cases: 40 } }],
  "time-limit": ["2s", "2s", { limits: { timeLimitMs: 2000, memoryLimitMb: null } }],
  "memory-limit": ["256MB", "256MB", { limits: { timeLimitMs: null, memoryLimitMb: 256 } }],
  agent: ["solver=my.md", "{ solver: my.md }", { agents: { solver: "my.md" } }],
  "quest-db": ["q.db", "q.db", { questDb: "q.db" }],
  json: ["true", "true", { format: "json" }],
  jsonl: ["1", "true", { format: "jsonl" }],
  quiet: ["yes", "true", { verbosity: "quiet" }],
  verbose: ["on", "true", { verbosity: "verbose" }],
  color: ["no", "false", { color: false }],
};

describe.each(Object.entries(EVERY))("%s", (flag, [text, yaml, expected]) => {
  const variable = `PIPELINE_${flag.replaceAll("-", "_").toUpperCase()}`;
  const camel = flag.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());

  test.each<[source: string, given: Given]>([
    ["a flag", { flags: { [camel]: text } }],
    ["the environment", { env: { [variable]: text } }],
    [".env", { dotenv: `${variable}="${text}"` }],
    ["the configuration file", { config: `${flag}: ${yaml}\n` }],
  ])("can be set by %s", async (_source, given) => {
    expect(await resolve(given)).toMatchObject(expected);
  });
});

test("every setting is in the table above", async () => {
  const { SETTING_NAMES } = await import("../../src/settings/setting-values.js");

  expect(Object.keys(EVERY)).toHaveLength(SETTING_NAMES.length);
});

describe("a malformed value is never a default", () => {
  test.each<[flags: Flags, message: string]>([
    [
      { budget: "lots" },
      '--budget must be an amount of dollars above 0, such as 1.50, not "lots".',
    ],
    [{ budget: "0" }, '--budget must be an amount of dollars above 0, such as 1.50, not "0".'],
    [{ budget: "-1" }, '--budget must be an amount of dollars above 0, such as 1.50, not "-1".'],
    [{ budget: "1,5" }, '--budget must be an amount of dollars above 0, such as 1.50, not "1,5".'],
    [{ budget: "$1" }, '--budget must be an amount of dollars above 0, such as 1.50, not "$1".'],
    [
      { budget: "1e999" },
      '--budget must be an amount of dollars above 0, such as 1.50, not "1e999".',
    ],
    [{ budget: "" }, '--budget must be an amount of dollars above 0, such as 1.50, not "".'],
    [{ minutes: "0x10" }, '--minutes must be a number above 0, not "0x10".'],
    [{ calls: "1.5" }, '--calls must be a whole number above 0, not "1.5".'],
    [{ tokens: "many" }, '--tokens must be a whole number above 0, not "many".'],
    [
      { lang: "pyton" },
      '--lang must be one of python, pypy, javascript, typescript, c, cpp, cpp17, java, rust, go, not "pyton" (did you mean "python"?).',
    ],
    [
      { lang: "cobol" },
      '--lang must be one of python, pypy, javascript, typescript, c, cpp, cpp17, java, rust, go, not "cobol".',
    ],
    [
      { backend: "quests" },
      '--backend must be anthropic, quest, replay or claude-cli, not "quests" (did you mean "quest"?).',
    ],
    [
      { server: "generik" },
      '--server must be anthropic or generic, not "generik" (did you mean "generic"?).',
    ],
    [{ fallbackModel: "" }, '--fallback-model must be the name of a model, not "".'],
    [{ prices: " " }, '--prices must be a file, not " ".'],
    [{ strict: "very" }, '--strict must be true or false, not "very".'],
    [{ float: "1e-6x" }, '--float must be a number above 0, such as 1e-6, not "1e-6x".'],
    [
      { timeLimit: "2" },
      '--time-limit must be a time with its unit, such as 2s or 1500ms, not "2".',
    ],
    [
      { memoryLimit: "big" },
      '--memory-limit must be a size with its unit, such as 256MB, not "big".',
    ],
    [{ model: " " }, '--model must be the name of a model, not " ".'],
    [{ samples: true }, "--samples must be a folder, not true."],
    [
      { agent: ["problem-solver"] },
      '--agent must be ROLE=FILE, each role once, such as problem-solver=my-solver.md, not "problem-solver".',
    ],
    [
      { agent: ["a=1.md", "a=2.md"] },
      '--agent must be ROLE=FILE, each role once, such as problem-solver=my-solver.md, not "a=1.md a=2.md".',
    ],
    [{ output: "a\0b" }, String.raw`--output must be a folder, not "a\u0000b".`],
    [{ json: "perhaps" }, '--json must be true or false, not "perhaps".'],
    [
      { calls: "x", budget: "y" },
      '--budget must be an amount of dollars above 0, such as 1.50, not "y".\n--calls must be a whole number above 0, not "x".',
    ],
  ])("flags %j", async (flags, message) => {
    await expect(resolve({ flags })).rejects.toMatchObject({ kind: "usage", message });
  });

  test.each<[what: string, given: Given, message: string]>([
    [
      "in the environment",
      { env: { PIPELINE_BUDGET: "lots" } },
      'PIPELINE_BUDGET must be an amount of dollars above 0, such as 1.50, not "lots".',
    ],
    [
      "hidden by a flag",
      { flags: { calls: "3" }, env: { PIPELINE_CALLS: "x" } },
      'PIPELINE_CALLS must be a whole number above 0, not "x".',
    ],
    [
      "in .env",
      { dotenv: "\n\nPIPELINE_JSON=maybe" },
      'PIPELINE_JSON in .env (line 3) must be true or false, not "maybe".',
    ],
    [
      "agent files in the environment",
      { env: { PIPELINE_AGENT: "a=1,b" } },
      'PIPELINE_AGENT must be ROLE=FILE, each role once, such as problem-solver=my-solver.md, not "a=1,b".',
    ],
    [
      "in the configuration",
      { config: "model: x\nbudget: -1\n" },
      "pipeline.config.yaml:2:1 budget must be an amount of dollars above 0, such as 1.50, not -1",
    ],
    [
      "a number without its unit",
      { config: "time-limit: 2000" },
      "pipeline.config.yaml:1:1 time-limit must be a time with its unit, such as 2s or 1500ms, not 2000",
    ],
    [
      "a number for text",
      { config: "goal: 5" },
      "pipeline.config.yaml:1:1 goal must be a sentence, not 5",
    ],
    [
      "no value",
      { config: "model:\n" },
      "pipeline.config.yaml:1:1 model must be the name of a model, not nothing",
    ],
    [
      "infinity",
      { config: "budget: .inf\n" },
      "pipeline.config.yaml:1:1 budget must be an amount of dollars above 0, such as 1.50, not Infinity",
    ],
    [
      "an unknown key",
      { config: "\n  modle: x\n" },
      'pipeline.config.yaml:2:3 unknown key "modle" (did you mean "model"?)',
    ],
    [
      "a key like the variable",
      { config: "time_limit: 2s\n" },
      'pipeline.config.yaml:1:1 unknown key "time_limit" (did you mean "time-limit"?)',
    ],
    [
      "several faults",
      { config: "bugdet: 1\ncalls: 0\nmodel: y\nmodel: x\n" },
      [
        'pipeline.config.yaml:1:1 unknown key "bugdet" (did you mean "budget"?)',
        "pipeline.config.yaml:2:1 calls must be a whole number above 0, not 0",
        'pipeline.config.yaml:4:1 the key "model" stands here twice',
      ].join("\n"),
    ],
    [
      "no YAML",
      { config: "model: [x\n" },
      "pipeline.config.yaml:2:1 a bracket that was opened before this line is not closed",
    ],
    [
      "a list",
      { config: "- model: x\n" },
      'pipeline.config.yaml:1:1 the file must hold "key: value" lines, not a list',
    ],
  ])("%s", async (_what, given, message) => {
    await expect(resolve(given)).rejects.toMatchObject({ kind: "bad_settings", message });
  });

  test("a secret in the configuration file, which others read, is refused without being shown", async () => {
    const refused = resolve({ config: "api-key: sk-123\n" });

    await expect(refused).rejects.toMatchObject({
      kind: "bad_settings",
      message: expect.stringMatching(/^pipeline\.config\.yaml:1:1 unknown key "api-key"/),
    });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining("sk-123") });
  });
});

describe("settings that exclude each other", () => {
  test.each<[flags: Flags, message: string]>([
    [{ json: true, jsonl: true }, "--json and --jsonl exclude each other."],
    [{ quiet: true, verbose: true }, "--quiet and --verbose exclude each other."],
    [{ float: "1e-6", checker: "x" }, "--float and --checker exclude each other."],
    [{ record: "a", replay: "b" }, "--record and --replay exclude each other."],
    [{ backend: "quest", replay: "b" }, "--backend and --replay exclude each other."],
    [{ backend: "replay" }, "--backend asks for a replay, but no recording is named."],
    [{ strict: true }, "--strict asks for a strict replay, but no recording is named."],
    [
      { strict: true, backend: "quest" },
      "--strict asks for a strict replay, but no recording is named.",
    ],
  ])("are refused when one source gives both: %j", async (flags, message) => {
    await expect(resolve({ flags })).rejects.toMatchObject({ kind: "usage", message });
  });

  test("are told by the names of their source", async () => {
    await expect(
      resolve({ env: { PIPELINE_JSON: "1", PIPELINE_JSONL: "1" } }),
    ).rejects.toMatchObject({
      kind: "bad_settings",
      message: "PIPELINE_JSON and PIPELINE_JSONL exclude each other.",
    });
  });

  test.each<[what: string, given: Given, expected: Partial<Settings>]>([
    [
      "a flag over a variable",
      { flags: { jsonl: true }, env: { PIPELINE_JSON: "1" } },
      { format: "jsonl" },
    ],
    [
      "a variable over the file",
      { env: { PIPELINE_QUIET: "1" }, config: "verbose: true" },
      { verbosity: "quiet" },
    ],
    [
      "a checker over a tolerance",
      { flags: { checker: "x" }, config: "float: 0.1" },
      { comparison: { kind: "checker", command: "x" } },
    ],
    [
      "a tolerance over a checker",
      { flags: { float: "0.1" }, config: "checker: x" },
      { comparison: { kind: "float", epsilon: 0.1 } },
    ],
    [
      "a replay over a backend",
      { flags: { replay: "r" }, config: "backend: quest" },
      { backend: { kind: "replay", file: "r", mode: "demo" } },
    ],
    [
      "a backend over a replay",
      { flags: { backend: "quest" }, env: { PIPELINE_REPLAY: "r" } },
      { backend: { kind: "quest" } },
    ],
    [
      "a replay over a recording",
      { flags: { replay: "r" }, config: "record: x" },
      { record: null },
    ],
    [
      "a replay that is named twice over",
      { flags: { backend: "replay" }, config: "replay: r" },
      { backend: { kind: "replay", file: "r", mode: "demo" } },
    ],
    [
      "a strict replay whose parts come from two sources",
      { flags: { strict: true }, config: "replay: r" },
      { backend: { kind: "replay", file: "r", mode: "strict" } },
    ],
    [
      "a backend over a strict replay",
      { flags: { backend: "quest" }, config: "replay: r\nstrict: true" },
      { backend: { kind: "quest" } },
    ],
    ["one that is switched off", { flags: { json: false, jsonl: true } }, { format: "jsonl" }],
    [
      "one switched off by the stronger source",
      { flags: { json: false }, config: "jsonl: true" },
      { format: "jsonl" },
    ],
  ])("are settled by the strength of their sources: %s", async (_what, given, expected) => {
    expect(await resolve(given)).toMatchObject(expected);
  });
});

describe("credentials", () => {
  test("come from the environment, then from .env, each by itself", async () => {
    const { credentials, sources } = await resolve({
      env: { ANTHROPIC_API_KEY: "key-1" },
      dotenv:
        "ANTHROPIC_API_KEY=key-2\nexport ANTHROPIC_AUTH_TOKEN='token-2' # mine\nOTHER_SECRET=x\n",
    });

    expect(credentials.apiKey?.reveal()).toBe("key-1");
    expect(credentials.authToken?.reveal()).toBe("token-2");
    expect(sources).toEqual({
      apiKey: { kind: "environment", label: "ANTHROPIC_API_KEY" },
      authToken: { kind: "env-file", label: "ANTHROPIC_AUTH_TOKEN in .env" },
    });
  });

  test("and nothing else of .env are in no text that settings are turned into", async () => {
    const settings = await resolve({
      env: { ANTHROPIC_API_KEY: "hidden-1" },
      dotenv: "ANTHROPIC_AUTH_TOKEN=hidden-2\nDATABASE_URL=hidden-3\n",
    });

    for (const text of [
      JSON.stringify(settings),
      inspect(settings, { depth: 9, showHidden: true }),
    ]) {
      expect(text).not.toContain("hidden");
    }
  });

  test("are all known as secrets, also one in the query of the address, as written and as meant", async () => {
    const { credentials } = await resolve({
      env: {
        ANTHROPIC_API_KEY: "key-1",
        ANTHROPIC_AUTH_TOKEN: "token-2",
        ANTHROPIC_BASE_URL: "https://me:pa%24s@host.example/v1?code=a%2Fb%3D&key=plain&empty=",
      },
    });

    expect(secretTexts(credentials).toSorted()).toEqual(
      ["key-1", "token-2", "me", "pa%24s", "pa$s", "a%2Fb%3D", "a/b=", "plain"].toSorted(),
    );
    expect(secretTexts({ apiKey: null, authToken: null, baseUrl: "http://h.example" })).toEqual([]);
  });

  test.each(["two words", "ключ", "line\\nbreak"])(
    "that cannot be one are refused, unseen: %s",
    async (key) => {
      const refused = resolve({ dotenv: `ANTHROPIC_API_KEY="${key}"` });

      await expect(refused).rejects.toMatchObject({
        kind: "bad_settings",
        message:
          "ANTHROPIC_API_KEY in .env is no key: it holds white space or letters that no key has.",
      });
    },
  );

  test.each(["localhost:8080", "not a url", "file:///etc/passwd", "ftp://x"])(
    "an address that is none is refused: %s",
    async (url) => {
      await expect(resolve({ env: { ANTHROPIC_BASE_URL: url } })).rejects.toMatchObject({
        kind: "bad_settings",
        message: "ANTHROPIC_BASE_URL is not the address of a server.",
      });
    },
  );
});

describe("notes", () => {
  test.each<[what: string, given: Given, notes: string[]]>([
    [
      "an address from .env",
      { dotenv: "ANTHROPIC_BASE_URL=https://evil.example/v1" },
      [".env sends requests, with the key, to https://evil.example/v1."],
    ],
    [
      "an address with a password",
      { dotenv: "ANTHROPIC_BASE_URL=http://me:pass@127.0.0.1:8080" },
      [".env sends requests, with the key, to http://127.0.0.1:8080."],
    ],
    ["the usual address", { dotenv: "ANTHROPIC_BASE_URL=https://api.anthropic.com" }, []],
    [
      "an address that the user's own environment overrules",
      {
        env: { ANTHROPIC_BASE_URL: "http://127.0.0.1:1" },
        dotenv: "ANTHROPIC_BASE_URL=https://evil.example",
      },
      [],
    ],
    [
      "a mistyped variable",
      { env: { PIPELINE_BUDGT: "1", PIPELINE_RUN_ID: "7", OTHER_BUDGT: "1" } },
      ['PIPELINE_BUDGT is no setting and changes nothing (did you mean "PIPELINE_BUDGET"?).'],
    ],
    [
      "a mistyped variable in .env",
      { dotenv: "PIPELINE_MODELL=x" },
      ['PIPELINE_MODELL is no setting and changes nothing (did you mean "PIPELINE_MODEL"?).'],
    ],
  ])("are made of %s", async (_what, given, notes) => {
    expect((await resolve(given)).notes).toEqual(notes);
  });
});

describe("the configuration file", () => {
  const files = {
    "repo/.git": null,
    "repo/pipeline.config.yaml": [
      "model: from-root",
      "samples: tests",
      "record: /tmp/rec.jsonl",
      "prices: mine.json",
      "pipeline: ./pipelines/mine.yaml",
      "agent: { solver: agents/my.md }",
    ].join("\n"),
    "repo/a/b/problem.txt": "x",
    "pipeline.config.yaml": "model: from-a-stranger",
  };

  test("is the nearest one up to the root of the repository; its paths are its own", async () => {
    const cwd = path.join(await temporaryFolder(files), "repo/a/b");
    const settings = await resolveSettings({ flags: {}, env: {}, cwd });

    expect(settings).toMatchObject({
      model: "from-root",
      samples: path.join("..", "..", "tests"),
      record: "/tmp/rec.jsonl",
      prices: path.join("..", "..", "mine.json"),
      pipeline: path.join("..", "..", "pipelines", "mine.yaml"),
      agents: { solver: path.join("..", "..", "agents", "my.md") },
      notes: ["Settings of the project are taken from ../../pipeline.config.yaml."],
    });
  });

  test("of a nearer folder hides the others", async () => {
    const folder = await temporaryFolder({
      ...files,
      "repo/a/pipeline.config.yml": "lang: python",
    });
    const settings = await resolveSettings({
      flags: {},
      env: {},
      cwd: path.join(folder, "repo/a/b"),
    });

    expect(settings).toMatchObject({ model: "claude-sonnet-5-5", lang: "python" });
  });

  test("above the repository is a stranger's", async () => {
    const folder = await temporaryFolder({ ...files, "repo/pipeline.config.yaml": "lang: python" });
    const settings = await resolveSettings({ flags: {}, env: {}, cwd: path.join(folder, "repo") });

    expect(settings).toMatchObject({ model: "claude-sonnet-5-5", lang: "python", notes: [] });
  });

  test("above the working folder is a stranger's where there is no repository", async () => {
    const folder = await temporaryFolder({ "pipeline.config.yaml": "model: stranger" });
    await mkdir(path.join(folder, "a"));

    expect((await resolveSettings({ flags: {}, env: {}, cwd: path.join(folder, "a") })).model).toBe(
      "claude-sonnet-5-5",
    );
    expect((await resolveSettings({ flags: {}, env: {}, cwd: await realpath(folder) })).model).toBe(
      "stranger",
    );
  });

  test.each([
    ["nothing", ""],
    ["only comments", "# model: x\n"],
  ])("may hold %s", async (_what, config) => {
    expect((await resolve({ config })).sources).toEqual({});
  });

  test("that is a folder is refused", async () => {
    const cwd = await temporaryFolder({ "pipeline.config.yaml": null });

    await expect(resolveSettings({ flags: {}, env: {}, cwd })).rejects.toMatchObject({
      kind: "bad_settings",
      message: "pipeline.config.yaml is a folder, not a file.",
    });
  });
});

test("a folder called .env, as Python environments are, is passed over", async () => {
  const cwd = await temporaryFolder({ ".env": null });

  expect((await resolveSettings({ flags: {}, env: {}, cwd })).notes).toEqual([]);
});

test("NO_COLOR takes colour away, unless our own variable or flag gives it back", async () => {
  const color = async (given: Given) => (await resolve(given)).color;

  expect(await color({ env: { NO_COLOR: "1" } })).toBe(false);
  expect(await color({ env: { NO_COLOR: "" } })).toBe(true);
  expect(await color({ env: { NO_COLOR: "1", PIPELINE_COLOR: "1" } })).toBe(true);
  expect(await color({ env: { NO_COLOR: "1" }, flags: { color: true } })).toBe(true);
  expect(await color({ flags: { color: false } })).toBe(false);
});
