import path from "node:path";

import { describe, expect, test } from "vitest";

import { checkAgentFiles, parseAgentFiles } from "../../src/settings/agent-files.js";
import {
  findAgent,
  findPipeline,
  listAgents,
  listPipelines,
} from "../../src/settings/find-files.js";
import { requirePipeline } from "../../src/settings/pipeline-file.js";
import { temporaryFolder } from "./temp-folder.js";

/** A project beside a package that ships two of each. */
async function project(files: Readonly<Record<string, string | null>>) {
  const folder = await temporaryFolder({
    "package/pipelines/complete.yaml": "shipped complete",
    "package/pipelines/debug.yaml": "shipped debug",
    "package/agents/problem-solver.md": "shipped solver",
    "package/agents/solution-fixer.md": "shipped fixer",
    "project/problem.txt": "1",
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`project/${name}`, text])),
  });
  return { cwd: path.join(folder, "project"), shipped: path.join(folder, "package") };
}

describe("a pipeline", () => {
  test("of the project hides the shipped one of the same name", async () => {
    const places = await project({
      "pipelines/complete.yaml": "own",
      "pipelines/mine.yml": "mine",
    });

    expect(await findPipeline("complete", places)).toMatchObject({
      text: "own",
      origin: "project",
      shownAs: "pipelines/complete.yaml",
    });
    expect(await findPipeline("mine", places)).toMatchObject({ text: "mine", origin: "project" });
    expect(await findPipeline("debug", places)).toMatchObject({
      text: "shipped debug",
      origin: "shipped",
      shownAs: "pipelines/debug.yaml (shipped)",
    });
    expect((await listPipelines(places)).map(({ name }) => name)).toEqual([
      "complete",
      "mine",
      "debug",
    ]);
  });

  test.each(["elsewhere/x.yaml", "./elsewhere/x.yaml", "x.yaml"])(
    "is found by its path %s",
    async (file) => {
      const places = await project({ [file]: "by path" });

      expect(await findPipeline(file, places)).toMatchObject({
        name: "x",
        text: "by path",
        origin: "flag",
        shownAs: file,
      });
    },
  );

  test("is found by an absolute path", async () => {
    const places = await project({ "x.yaml": "by path" });

    expect((await findPipeline(path.join(places.cwd, "x.yaml"), places)).text).toBe("by path");
  });

  test.each([
    [
      "complet",
      'There is no pipeline "complet" (did you mean "complete"?).',
      "There is complete, debug.",
    ],
    ["other", 'There is no pipeline "other".', "There is complete, debug."],
    ["some.yaml", "There is no file some.yaml.", "Check the path."],
    ["./problm.txt", "There is no file ./problm.txt.", "Did you mean problem.txt?"],
    ["pipelines/", "pipelines/ is a folder, not a file.", "Name one file in it."],
  ])("that is not there: %s", async (name, message, hint) => {
    const places = await project({ pipelines: null });

    await expect(findPipeline(name, places)).rejects.toMatchObject({
      kind: "bad_pipeline",
      message,
      hint,
    });
  });

  test("that is too large is refused", async () => {
    const places = await project({ "pipelines/huge.yaml": "x".repeat(300_000) });

    await expect(findPipeline("huge", places)).rejects.toMatchObject({
      kind: "bad_pipeline",
      message: "pipelines/huge.yaml is too large with 0.3 MB: at most 0.3 MB is read.",
    });
  });
});

describe("an agent", () => {
  test("is looked up in the project, then in Claude Code's folder, then among the shipped", async () => {
    const places = await project({
      "agents/problem-solver.md": "own",
      ".claude/agents/problem-solver.md": "claude",
      ".claude/agents/helper.md": "claude helper",
    });

    expect(await findAgent("problem-solver", places)).toMatchObject({
      text: "own",
      origin: "project",
    });
    expect(await findAgent("helper", places)).toMatchObject({
      text: "claude helper",
      origin: "claude",
      shownAs: ".claude/agents/helper.md",
    });
    expect(await findAgent("solution-fixer", places)).toMatchObject({ origin: "shipped" });
    expect((await listAgents(places)).map(({ name, origin }) => [name, origin])).toEqual([
      ["problem-solver", "project"],
      ["helper", "claude"],
      ["solution-fixer", "shipped"],
    ]);
  });

  test("that the user names takes the place of all others", async () => {
    const places = await project({ "agents/problem-solver.md": "own", "my.md": "named" });
    const agents = { "problem-solver": "my.md" };

    expect(await findAgent("problem-solver", { ...places, agents })).toMatchObject({
      name: "problem-solver",
      text: "named",
      origin: "flag",
      shownAs: "my.md",
    });
    await expect(
      findAgent("problem-solver", { ...places, agents: { "problem-solver": "no.md" } }),
    ).rejects.toMatchObject({
      kind: "bad_agent",
      message: "There is no file no.md.",
    });
  });

  test("notes about the folder and other files are no agents", async () => {
    const places = await project({ "agents/README.md": "notes", "agents/old.txt": "x" });

    expect((await listAgents(places)).map(({ name }) => name)).toEqual([
      "problem-solver",
      "solution-fixer",
    ]);
  });

  test("that is broken is an error, not passed over for the shipped one", async () => {
    const places = await project({ "agents/solution-fixer.md": null });

    await expect(findAgent("solution-fixer", places)).rejects.toMatchObject({
      kind: "bad_agent",
      message: "agents/solution-fixer.md is a folder, not a file.",
    });
  });

  test.each(["problem-slover", "../agents/problem-solver", "", "__proto__"])(
    "that is not there: %j",
    async (name) => {
      await expect(findAgent(name, await project({}))).rejects.toMatchObject({
        kind: "bad_agent",
        hint: "There is problem-solver, solution-fixer.",
      });
    },
  );
});

describe("files for roles", () => {
  test.each([
    [["problem-solver=a.md"], { "problem-solver": "a.md" }],
    [
      ["problem-solver=a.md", "solution-fixer=b=c.md"],
      { "problem-solver": "a.md", "solution-fixer": "b=c.md" },
    ],
  ])("%j are read", (pairs, expected) => {
    expect(parseAgentFiles(pairs)).toEqual(expected);
  });

  test.each([[[]], [["a.md"]], [["=a.md"]], [["solver="]], [["__proto__=a.md"]], [["a=1", "a=2"]]])(
    "%j are refused",
    (pairs) => {
      expect(parseAgentFiles(pairs)).toBeNull();
    },
  );

  test("a role that the pipeline does not have is refused: it would change nothing", () => {
    const text =
      "version: 1\nname: x\nsteps:\n  - { agent: problem-solver, reads: [problem], writes: solution }\n";
    const pipeline = requirePipeline({ shownAs: "x", text }, ["problem-solver"]);

    checkAgentFiles({ "problem-solver": "a.md" }, pipeline);
    expect(() => checkAgentFiles({ "problem-slover": "a.md" }, pipeline)).toThrow(
      expect.objectContaining({
        kind: "usage",
        message: 'The pipeline "x" has no agent "problem-slover" (did you mean "problem-solver"?).',
      }),
    );
  });
});
