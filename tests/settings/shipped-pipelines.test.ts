import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, test } from "vitest";
import { z } from "zod";

import { rolesOf } from "../../src/settings/agent-files.js";
import { findPipeline, listPipelines } from "../../src/settings/find-files.js";
import { requirePipeline } from "../../src/settings/pipeline-file.js";
import { pipelineJsonSchema } from "../../src/settings/pipeline-schema.js";
import { readYaml } from "../../src/settings/yaml-file.js";
import { temporaryFolder } from "./temp-folder.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
const ROLES = ["problem-solver", "solution-improver", "bug-report-reviewer", "solution-fixer"];
const NAMES = ["competitive", "complete", "debug"];
const textOf = (name: string) => readFileSync(path.join(ROOT, "pipelines", `${name}.yaml`), "utf8");
const read = (name: string) => requirePipeline({ shownAs: name, text: textOf(name) }, ROLES);

test("three pipelines are shipped, and found from any folder", async () => {
  const cwd = await temporaryFolder();

  expect((await listPipelines({ cwd })).map(({ name, origin }) => `${name} ${origin}`)).toEqual(
    NAMES.map((name) => `${name} shipped`),
  );
  expect((await findPipeline("debug", { cwd })).text).toBe(textOf("debug"));
  expect(readdirSync(path.join(ROOT, "pipelines"))).toEqual(NAMES.map((name) => `${name}.yaml`));
});

describe.each(NAMES)("%s", (name) => {
  test("is a good pipeline under its own name", () => {
    expect(read(name).name).toBe(name);
  });

  test("names the schema for editors in its first line", () => {
    const [first = ""] = textOf(name).split("\n");
    const [, schema = ""] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first) ?? [];
    expect(readdirSync(path.join(ROOT, "pipelines", path.dirname(schema)))).toContain(
      path.basename(schema),
    );
  });

  test("has a limit in dollars and in minutes", () => {
    expect(read(name).budget).toEqual({ usd: expect.any(Number), minutes: expect.any(Number) });
  });

  test("fits the schema that editors are given", () => {
    expect(misfits(readYaml(textOf(name)).file?.value, pipelineJsonSchema(), "")).toEqual([]);
  });
});

test("a program is written before its oracle is, and improved before it is reviewed", () => {
  const order = ["problem-solver", "bug-report-reviewer", "solution-improver", "solution-fixer"];
  expect(rolesOf(read("complete"))).toEqual(order);
  expect(rolesOf(read("competitive"))).toEqual(order);
  expect(rolesOf(read("debug"))).toEqual([
    "bug-report-reviewer",
    "solution-fixer",
    "solution-improver",
  ]);
});

test("the solver is never given a plan, the fixer always", () => {
  const steps = NAMES.flatMap((name) => read(name).steps).flatMap((step) =>
    "repeat" in step ? step.repeat.steps : [step],
  );
  const readsOf = (role: string) =>
    steps.flatMap((step) => ("agent" in step && step.agent === role ? [step.reads] : []));

  expect(readsOf("problem-solver").flat()).not.toContain("fix_plan");
  for (const reads of readsOf("solution-fixer")) {
    expect(reads).toEqual(expect.arrayContaining(["solution", "fix_plan", "report", "history"]));
  }
});

test("the schema file is what the code says: after a change of it run `npm run schema`", () => {
  const file = readFileSync(path.join(ROOT, "schema/pipeline.schema.json"), "utf8");

  // As text, so that the order counts too.
  expect(JSON.stringify(JSON.parse(file))).toBe(JSON.stringify(pipelineJsonSchema()));
});

test.each([
  ["an unknown key", { version: 1, name: "x", steps: [], foo: 1 }],
  ["a missing key", { version: 1, steps: [] }],
  ["another version", { version: 2, name: "x", steps: [] }],
  [
    "an unknown word in a step",
    { version: 1, name: "x", steps: [{ agent: "a", reads: ["x"], writes: "solution" }] },
  ],
])("the schema refuses %s", (_what, value) => {
  expect(misfits(value, pipelineJsonSchema(), "")).not.toEqual([]);
});

type Schema = Readonly<Record<string, unknown>>;

/** The part of JSON schema that the file uses: types, words, keys, alternatives. Returns the paths that do not fit. */
function misfits(value: unknown, schema: Schema, at: string): string[] {
  const { anyOf, properties, items } = schema as {
    anyOf?: Schema[];
    properties?: Record<string, Schema>;
    items?: Schema;
  };
  if (anyOf !== undefined) {
    const tried = anyOf.map((option) => misfits(value, option, at));
    return tried.some((found) => found.length === 0) ? [] : tried.flat();
  }
  if (properties !== undefined) return objectMisfits(value, { ...schema, properties }, at);
  if (items !== undefined) {
    if (!Array.isArray(value)) return [at];
    return value.flatMap((item, index) => misfits(item, items, `${at}/${index}`));
  }
  return scalarFits(value, schema) ? [] : [at];
}

function objectMisfits(
  value: unknown,
  schema: Schema & { properties: Record<string, Schema> },
  at: string,
): string[] {
  if (typeof value !== "object" || value === null) return [at];
  expect(schema["additionalProperties"]).toBe(false);
  const required = z.array(z.string()).parse(schema["required"] ?? []);
  return [
    ...required.filter((key) => !Object.hasOwn(value, key)).map((key) => `${at}/${key} missing`),
    ...Object.entries(value).flatMap(([key, part]) => {
      const known = Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
      return known === undefined ? [`${at}/${key} unknown`] : misfits(part, known, `${at}/${key}`);
    }),
  ];
}

function scalarFits(value: unknown, schema: Schema): boolean {
  if ("const" in schema) return value === schema["const"];
  if ("enum" in schema) return z.array(z.unknown()).parse(schema["enum"]).includes(value);
  if (schema["type"] === "integer") return Number.isInteger(value);
  if ("pattern" in schema && !new RegExp(String(schema["pattern"])).test(String(value)))
    return false;
  return typeof value === schema["type"];
}
