import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { parseAgentDefinition } from "../../src/agents/definition.js";
import { PipelineError } from "../../src/core/errors.js";

const agentFile = (frontmatter: string, body = "Do the work."): string =>
  `---\n${frontmatter}\n---\n\n${body}\n`;

const MINIMAL = "name: tester\ndescription: Tests things.";

function complaintAbout(text: string): PipelineError {
  try {
    parseAgentDefinition(text, "agents/x.md");
  } catch (error) {
    if (error instanceof PipelineError) return error;
    throw error;
  }
  throw new Error("the file was accepted");
}

describe("an agent file", () => {
  test("needs a name, a description and a body, and nothing else", () => {
    expect(parseAgentDefinition(agentFile(MINIMAL), "x.md")).toEqual({
      name: "tester",
      description: "Tests things.",
      model: null,
      effort: null,
      tools: [],
      maxTurns: null,
      thinking: null,
      maxOutputTokens: null,
      color: null,
      body: "Do the work.",
      notActedOn: [],
      warnings: [],
    });
  });

  test.each([
    ["model: inherit", { model: null }],
    ["model:", { model: null }],
    ["model: opus", { model: "opus" }],
    ["model: claude-opus-5-5", { model: "claude-opus-5-5" }],
    ["effort: xhigh", { effort: "xhigh" }],
    ["effort:", { effort: null }],
    ["thinking: on", { thinking: "on", warnings: [] }],
    ["thinking: off", { thinking: "off" }],
    ["thinking:", { thinking: null }],
    ["maxOutputTokens: 64000", { maxOutputTokens: 64_000, warnings: [] }],
    ["tools: Read, Grep,Glob", { tools: ["Read", "Grep", "Glob"] }],
    ["tools:\n  - Read\n  - Bash", { tools: ["Read", "Bash"] }],
    ["tools: Agent(worker, reviewer), Read", { tools: ["Agent(worker, reviewer)", "Read"] }],
    ["tools: Bash(git *), mcp__github__*", { tools: ["Bash(git *)", "mcp__github__*"] }],
    ["tools: []", { tools: [] }],
    ["tools:", { tools: [] }],
    ["maxTurns: 12", { maxTurns: 12 }],
    ["color: purple", { color: "purple" }],
    [
      "permissionMode: plan\nmemory: user\nisolation: worktree\nbackground: true",
      { notActedOn: ["permissionMode", "memory", "background", "isolation"], warnings: [] },
    ],
    [
      "hooks:\n  Stop:\n    - command: rm -rf /\nskills: [a]\nmcpServers: [b]\ndisallowedTools: Bash",
      { notActedOn: ["disallowedTools", "skills", "mcpServers", "hooks"], warnings: [] },
    ],
    ["initialPrompt: hello", { notActedOn: ["initialPrompt"] }],
  ])("understands %j", (line, expected) => {
    expect(parseAgentDefinition(agentFile(`${MINIMAL}\n${line}`), "x.md")).toMatchObject(expected);
  });

  test.each([
    [
      "allowedTools: Read",
      'x.md:4:1 "allowedTools" is not a key of an agent file; did you mean "tools"?',
    ],
    [
      "max_turns: 3",
      'x.md:4:1 "max_turns" is not a key of an agent file; did you mean "maxTurns"?',
    ],
    ["modell: opus", 'x.md:4:1 "modell" is not a key of an agent file; did you mean "model"?'],
    ["capabilities: [a]", 'x.md:4:1 "capabilities" is not a key of an agent file'],
    [
      "color: mauve",
      'x.md:4:1 "mauve" is none of the colors red, blue, green, yellow, purple, orange, pink, cyan',
    ],
  ])("warns of %j and goes on", (line, warning) => {
    const definition = parseAgentDefinition(agentFile(`${MINIMAL}\n${line}`), "x.md");
    expect(definition.warnings).toEqual([warning]);
  });

  test.each([
    ["an empty file", "", "agents/x.md:1:1 the file is empty"],
    ["only white space", "\n \n", "agents/x.md:1:1 the file is empty"],
    [
      "no frontmatter",
      "# Reviewer\n\nReview.\n",
      'agents/x.md:1:1 an agent file begins with a line "---"',
    ],
    [
      "text before it",
      "Hello\n---\nname: x\n---\nBody",
      'agents/x.md:1:1 an agent file begins with a line "---"',
    ],
    [
      "frontmatter that is never closed",
      `---\n${MINIMAL}\n\nBody`,
      'agents/x.md:1:1 the "---" that opens here is never closed',
    ],
    [
      "empty frontmatter",
      "---\n---\nBody",
      'agents/x.md:1:1 nothing stands between the two "---" lines',
    ],
    [
      "a list as frontmatter",
      agentFile("- name: x"),
      'agents/x.md:2:1 here must stand "key: value" lines',
    ],
    [
      "plain text as frontmatter",
      agentFile("just words"),
      'agents/x.md:2:1 here must stand "key: value" lines',
    ],
    ["a bracket that is not closed", agentFile("name: [x\ndescription: y"), "agents/x.md:3:1 "],
    ["a tab as indentation", agentFile(`${MINIMAL}\nhooks:\n\tStop: x`), "agents/x.md:5:1 "],
    [
      "a key that stands twice",
      agentFile(`${MINIMAL}\nname: other`),
      'agents/x.md:4:1 the key "name" stands here twice',
    ],
    [
      "two colons on a line that is no description",
      agentFile(`${MINIMAL}\ncolor: a: b`),
      "agents/x.md:4:8 ",
    ],
    ["no name", agentFile("description: y"), 'agents/x.md:2:1 the key "name" is missing'],
    [
      "a fault in a key behind the description",
      agentFile(`${MINIMAL}\nmodle: [x`),
      "agents/x.md:5:1 ",
    ],
    [
      "a name under another case",
      agentFile("Name: x\ndescription: y"),
      'agents/x.md:2:1 the key "name" is missing; did you mean "Name"?',
    ],
    ["no description", agentFile("name: x"), 'agents/x.md:2:1 the key "description" is missing'],
    ["an empty name", agentFile('name: ""\ndescription: y'), "agents/x.md:2:1 the name is empty"],
    [
      "a name that is a number",
      agentFile("name: 7\ndescription: y"),
      "agents/x.md:2:1 the name must be text; put it in quotes",
    ],
    [
      "a name with a line break",
      agentFile('name: "a\\nb"\ndescription: y'),
      "agents/x.md:2:1 the name must stand on one line",
    ],
    [
      "an empty description",
      agentFile("name: x\ndescription:"),
      "agents/x.md:3:1 the description must be text",
    ],
    [
      "an unknown effort",
      agentFile(`${MINIMAL}\neffort: hgih`),
      'agents/x.md:4:1 effort must be one of low, medium, high, xhigh, max; did you mean "high"?',
    ],
    [
      "an effort that is a number",
      agentFile(`${MINIMAL}\neffort: 3`),
      "agents/x.md:4:1 effort must be one of low, medium, high, xhigh, max",
    ],
    [
      "tools that are a map",
      agentFile(`${MINIMAL}\ntools: { Read: true }`),
      "agents/x.md:4:1 tools must be names with commas",
    ],
    [
      "turns that are no number",
      agentFile(`${MINIMAL}\nmaxTurns: many`),
      "agents/x.md:4:1 maxTurns must be a whole number",
    ],
    [
      "no turns at all",
      agentFile(`${MINIMAL}\nmaxTurns: 0`),
      "agents/x.md:4:1 maxTurns must be 1 or more",
    ],
    [
      "thinking that is a number",
      agentFile(`${MINIMAL}\nthinking: 4000`),
      "agents/x.md:4:1 thinking must be on or off",
    ],
    [
      "no room for an answer",
      agentFile(`${MINIMAL}\nmaxOutputTokens: 10`),
      "agents/x.md:4:1 maxOutputTokens must be 1000 or more",
    ],
    [
      "a model that is a list",
      agentFile(`${MINIMAL}\nmodel: [a]`),
      "agents/x.md:4:1 the model must be text",
    ],
    ["no body", agentFile(MINIMAL, "  \n"), "agents/x.md:4:1 nothing stands below the frontmatter"],
    ["a NUL byte", agentFile(MINIMAL, "a\0b"), "agents/x.md:6:1 a NUL byte stands here"],
    [
      "an alias bomb",
      agentFile(
        `a: &a [1,1]\n${Array.from({ length: 9 }, (_, i) => `k${i}: &k${i} [*${i === 0 ? "a" : `k${i - 1}`}, *${i === 0 ? "a" : `k${i - 1}`}]`).join("\n")}\n${MINIMAL}`,
      ),
      "agents/x.md:1:1 ",
    ],
    ["brackets without end", agentFile(`name: ${"[".repeat(5000)}`), "agents/x.md:"],
  ])("with %s is refused, and the message names file, line and column", (_, text, message) => {
    const error = complaintAbout(text);
    expect(error.kind).toBe("bad_agent");
    expect(error.message).toContain(message);
    expect(error.hint).toContain("Mend the file");
  });

  test("says everything that is wrong at once", () => {
    expect(
      complaintAbout(agentFile("effort: huge\nmaxTurns: -1", "")).message.split("\n"),
    ).toHaveLength(5);
  });
});

describe("a persona file of somebody else", () => {
  const body = `# Senior Wizard\n\n---\n\nYou are {{name}}.\n\n## Reply\n\n${"Long text. ".repeat(5000)}`;
  const foreign = agentFile(
    'name: Senior Code Wizard\ndescription: "Does: everything"\ntools: Read, Write\nmodel: sonnet\npriority: high\ncolor: magenta',
    body,
  );

  test("with a name with spaces, a long body and other tools is taken whole", () => {
    const definition = parseAgentDefinition(foreign, "wizard.md");
    expect(definition).toMatchObject({
      name: "Senior Code Wizard",
      description: "Does: everything",
      model: "sonnet",
      tools: ["Read", "Write"],
      body: body.trim(),
    });
    expect(definition.warnings).toHaveLength(2);
  });

  test.each([
    ["line ends of Windows", foreign.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${foreign}`],
    ["both", `\uFEFF${foreign.replaceAll("\n", "\r\n")}`],
    ["spaces behind the dashes", foreign.replace("---\n", "---  \n")],
    ["an empty line above", `\n${foreign}`],
  ])("reads the same with %s", (_, text) => {
    const { warnings: _shifted, ...definition } = parseAgentDefinition(text, "wizard.md");
    const { warnings: _plain, ...expected } = parseAgentDefinition(foreign, "wizard.md");
    expect(definition).toEqual(expected);
  });

  test.each([
    [
      "on one line",
      "description: Use this for reviews. Examples: user: 'check it' assistant: 'I will'",
      "Use this for reviews. Examples: user: 'check it' assistant: 'I will'",
    ],
    [
      "over several lines",
      'description: Use this for reviews. Examples:\n<example>\nContext: done\nuser: "check it"\n</example>',
      'Use this for reviews. Examples:\n<example>\nContext: done\nuser: "check it"\n</example>',
    ],
  ])("may have dialogue without quotes in its description, %s", (_, line, description) => {
    const text = agentFile(`name: helper\n${line}\nmodel: opus\ncolour: red`);
    const definition = parseAgentDefinition(text, "helper.md");
    expect(definition).toMatchObject({ name: "helper", description, model: "opus" });
    expect(definition.warnings[0]).toMatch(/^helper\.md:3:1 the description is not valid YAML/);
    const place = text.split("\n").indexOf("colour: red") + 1;
    expect(definition.warnings[1]).toContain(`helper.md:${place}:1 "colour"`);
  });
});

describe("the agents that are shipped", () => {
  const folder = path.resolve(import.meta.dirname, "../../agents");
  const files = readdirSync(folder).filter((name) => name.endsWith(".md"));

  test("are the four of the pipeline", () => {
    expect(files.toSorted()).toEqual([
      "bug-report-reviewer.md",
      "problem-solver.md",
      "solution-fixer.md",
      "solution-improver.md",
    ]);
  });

  test.each(files)("%s is in order and named after its file", (file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    const definition = parseAgentDefinition(text, file);
    expect(definition).toMatchObject({
      name: path.basename(file, ".md"),
      model: null,
      notActedOn: [],
      warnings: [],
    });
    const lines = text.trimEnd().split("\n").length;
    expect(lines).toBeGreaterThanOrEqual(40);
    expect(lines).toBeLessThanOrEqual(90);
  });
});
