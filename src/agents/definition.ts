import { z } from "zod";

import type { AgentDefinition } from "../core/agent.js";
import { PipelineError } from "../core/errors.js";
import { closest } from "../core/suggest.js";
import { type Complaint, type FileProblem, problemLines } from "../settings/yaml-file.js";
import { type Frontmatter, readFrontmatter } from "./frontmatter.js";

const EFFORTS = ["low", "medium", "high", "xhigh", "max"] as const;

const COLORS = ["red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan"];

/** Documented keys that change nothing here: an agent of a pipeline has no tools, sessions or memory. */
const NOT_ACTED_ON = [
  "disallowedTools",
  "permissionMode",
  "skills",
  "mcpServers",
  "hooks",
  "memory",
  "background",
  "isolation",
  "initialPrompt",
];

/** Keys that people write for another one which their letters do not lead to. */
const MEANT: Readonly<Record<string, string>> = {
  allowedTools: "tools",
  "allowed-tools": "tools",
  allowed_tools: "tools",
};

const text = (what: string) =>
  z
    .string(`${what} must be text; put it in quotes if it looks like a number`)
    .trim()
    .min(1, `${what} is empty`);

const name = text("the name").regex(/^[^\p{Cc}]*$/u, "the name must stand on one line");

const tools = z.union(
  [
    z.string().transform(splitTools),
    z.array(z.string()).transform((list) => list.flatMap(splitTools)),
  ],
  "tools must be names with commas between them, or a list of names",
);

const effort = z.enum(EFFORTS, {
  error: ({ input }) => `effort must be one of ${EFFORTS.join(", ")}${hint(input, EFFORTS)}`,
});

const schema = z.looseObject({
  name,
  description: text("the description"),
  model: text("the model").nullish(),
  effort: effort.nullish(),
  tools: tools.nullish(),
  maxTurns: z.int("maxTurns must be a whole number").min(1, "maxTurns must be 1 or more").nullish(),
  thinking: z.enum(["on", "off"], "thinking must be on or off").nullish(),
  maxOutputTokens: z
    .int("maxOutputTokens must be a whole number")
    .min(1000, "maxOutputTokens must be 1000 or more")
    .nullish(),
  color: text("the color").nullish(),
});

const KEYS = [...Object.keys(schema.shape), ...NOT_ACTED_ON];

/**
 * Reads an agent file: markdown below YAML frontmatter, in the format of Claude Code sub-agents.
 * `source` is the file's name in messages. Throws PipelineError "bad_agent" with one line for each
 * thing that is wrong.
 */
export function parseAgentDefinition(content: string, source: string): AgentDefinition {
  const reading = readFrontmatter(content, KEYS);
  if ("problems" in reading) throw badAgent(source, reading.problems);

  const { frontmatter } = reading;
  const parsed = schema.safeParse(frontmatter.value);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => locate(issue, frontmatter));
  if (!parsed.success || frontmatter.body === "") {
    throw badAgent(source, [...problems, ...bodyProblems(content, frontmatter)]);
  }
  const { data } = parsed;
  return {
    name: data.name,
    description: data.description,
    model: data.model === "inherit" ? null : (data.model ?? null),
    ...wishesOf(data),
    tools: data.tools ?? [],
    maxTurns: data.maxTurns ?? null,
    color: data.color ?? null,
    body: frontmatter.body,
    notActedOn: NOT_ACTED_ON.filter((key) => key in frontmatter.value),
    warnings: warningsOf(source, frontmatter),
  };
}

/** What the agent asks of its model. */
function wishesOf(
  data: z.infer<typeof schema>,
): Pick<AgentDefinition, "effort" | "thinking" | "maxOutputTokens"> {
  return {
    effort: data.effort ?? null,
    thinking: data.thinking ?? null,
    maxOutputTokens: data.maxOutputTokens ?? null,
  };
}

/** A tool may carry a list of its own in brackets, as in `Agent(worker, reviewer)`. */
function splitTools(list: string): string[] {
  const names = list.match(/(?:\([^)]*\)|[^,()])+/g) ?? [];
  return names.map((tool) => tool.trim()).filter((tool) => tool !== "");
}

function locate(issue: z.core.$ZodIssue, { value, locate: place }: Frontmatter): FileProblem {
  const [key] = issue.path;
  const missing = typeof key === "string" && !(key in value);
  const message = missing
    ? `the key "${key}" is missing${hint(key, strangers(value))}`
    : issue.message;
  return place({ path: issue.path, message });
}

function bodyProblems(content: string, { body }: Frontmatter): FileProblem[] {
  if (body !== "") return [];
  const line = content.trimEnd().split("\n").length;
  return [
    { line, column: 1, message: "nothing stands below the frontmatter: the agent has no role" },
  ];
}

function warningsOf(source: string, { value, ...frontmatter }: Frontmatter): string[] {
  const unknown = strangers(value).map((key) => ({
    path: [key],
    message: `"${key}" is not a key of an agent file${hint(key, KEYS)}`,
  }));
  const color = value["color"];
  const oddColor: Complaint[] =
    typeof color === "string" && !COLORS.includes(color)
      ? [{ path: ["color"], message: `"${color}" is none of the colors ${COLORS.join(", ")}` }]
      : [];
  const bare: Complaint[] = frontmatter.descriptionWasBare
    ? [{ path: ["description"], message: BARE_DESCRIPTION }]
    : [];
  const problems = [...bare, ...oddColor, ...unknown].map(frontmatter.locate);
  return problemLines(source, problems);
}

const BARE_DESCRIPTION =
  "the description is not valid YAML without quotes and was taken as it stands; put it in quotes";

function strangers(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value).filter((key) => !KEYS.includes(key));
}

function hint(word: unknown, candidates: readonly string[]): string {
  if (typeof word !== "string") return "";
  const meant = MEANT[word];
  const near =
    meant !== undefined && candidates.includes(meant) ? meant : closest(word, candidates);
  return near === null ? "" : `; did you mean "${near}"?`;
}

function badAgent(source: string, problems: readonly FileProblem[]): PipelineError {
  return new PipelineError("bad_agent", problemLines(source, problems).join("\n"), {
    hint: 'Mend the file: it begins with "---", a name, a description and "---"; the role follows below.',
  });
}
