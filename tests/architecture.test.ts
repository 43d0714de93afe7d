import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";

/** What each folder of src may import. This table is the architecture; change it on purpose. */
const ADAPTERS = ["models", "judge", "store", "statement", "settings", "packages"];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  models: ["core"],
  judge: ["core"],
  store: ["core"],
  statement: ["core"],
  settings: ["core"],
  packages: ["core"],
  evidence: ["core"],
  agents: ["core", "settings"],
  report: ["core"],
  engine: ["core", "evidence", "agents", "report"],
  orchestrator: ["core", "evidence", "engine", "agents", "report", ...ADAPTERS],
  "index.ts": ["core", "evidence", "engine", "agents", "report", ...ADAPTERS, "orchestrator"],
  cli: ["core", "agents", "report", ...ADAPTERS, "orchestrator"],
};

/** Who may touch the world. The key is what a source imports or names, the value who may. */
const MAY_TOUCH: readonly { what: string; sign: RegExp; allowed: RegExp }[] = [
  {
    what: "start programs",
    sign: /["'](?:node:)?child_process["']/,
    allowed: /^(?:judge\/|models\/claude-cli\/process\.ts$)/,
  },
  {
    what: "touch files",
    sign: /["'](?:node:)?fs(?:\/promises)?["']/,
    // The command that the backend claude-cli starts is given an empty folder to stand in.
    allowed: /^(?:(?:store|judge|settings|packages)\/|models\/claude-cli\/working-folder\.ts$)/,
  },
  {
    what: "open sockets",
    sign: /["'](?:node:)?(?:net|http|https|http2|tls|dgram)["']|@anthropic-ai\/sdk|["']undici["']|\bfetch\(/,
    allowed: /^models\//,
  },
  {
    what: "use a database",
    sign: /["']libsql["']/,
    allowed: /^models\/quest\//,
  },
  { what: "print", sign: /\bconsole\.|process\.(?:stdout|stderr)\b/, allowed: /^cli\// },
  {
    what: "read the command line or set the exit code",
    sign: /process\.(?:argv|exitCode|exit\()/,
    allowed: /^cli\//,
  },
  { what: "end the process", sign: /process\.exit\(/, allowed: /^$/ },
  {
    what: "read the environment",
    sign: /process\.env\b/,
    allowed: /^cli\/main\.ts$/,
  },
];

/** What core may not know of at all. */
const NOT_IN_CORE =
  /["']node:|\bprocess\.|Date\.now|new Date\(\)|Math\.random|performance\.now|setTimeout/;

const FORBIDDEN_NAMES = /(?:^|\/)(?:utils|helpers|common|types|constants)(?:\/|\.ts$)/;

const SRC = path.resolve(import.meta.dirname, "../src");
const IMPORT = /(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g;

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.split(path.sep).join("/"));

function sourceOf(name: string): string {
  return readFileSync(path.join(SRC, name), "utf8");
}

/** Code without comments: a word in a sentence touches nothing. */
function codeOf(name: string): string {
  return sourceOf(name)
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/^\s*\/\/.*$/gm, "");
}

function floorOf(name: string): string {
  return name.split("/")[0] ?? name;
}

function crossings(name: string): readonly { from: string; to: string }[] {
  return [...sourceOf(name).matchAll(IMPORT)].map((match) => {
    const target = path.posix.join(path.posix.dirname(name), match[1] ?? "");
    return { from: floorOf(name), to: floorOf(target.replace(/\.js$/, ".ts")) };
  });
}

test("imports only point down, and neighbours never import each other", () => {
  const found = files.flatMap(crossings);
  const forbidden = found.filter(({ from, to }) => from !== to && !MAY_IMPORT[from]?.includes(to));

  expect(found.length).toBeGreaterThan(50); // the scan itself works
  expect(forbidden).toEqual([]);
});

test("every folder of src has its place in the table", () => {
  expect(files.map(floorOf).filter((floor) => !(floor in MAY_IMPORT))).toEqual([]);
});

test.each(MAY_TOUCH)("only the right folders $what", ({ sign, allowed }) => {
  const offenders = files.filter((name) => !allowed.test(name) && sign.test(codeOf(name)));

  expect(offenders).toEqual([]);
});

test("core is pure: no builtin modules, no clock, no randomness, no process", () => {
  const core = files.filter((name) => name.startsWith("core/"));

  expect(core.length).toBeGreaterThan(10);
  expect(core.filter((name) => NOT_IN_CORE.test(codeOf(name)))).toEqual([]);
});

test("no folder or file is a drawer for everything", () => {
  expect(files.filter((name) => FORBIDDEN_NAMES.test(name))).toEqual([]);
});

test("the signs see what they look for", () => {
  const samples: Readonly<Record<string, string>> = {
    "start programs": 'import { spawn } from "node:child_process";',
    "touch files": 'import { open } from "node:fs/promises";',
    "open sockets": 'import Anthropic from "@anthropic-ai/sdk";',
    "use a database": 'await import("libsql")',
    print: 'console.log("x")',
    "read the command line or set the exit code": "process.exitCode = 1",
    "end the process": "process.exit(1)",
    "read the environment": "process.env.HOME",
  };

  expect(MAY_TOUCH.filter(({ what, sign }) => !sign.test(samples[what] ?? ""))).toEqual([]);
});
