import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { nodeProgram, pipelineCommand, REPOSITORY } from "../cli/command-line.js";
import { startFakeMessagesServer } from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { asFourRoles, DOUBLE, FIXED, withoutOracle, withReplyOf } from "./double-problem.js";
import { materialOf, programReply } from "./scripted-roles.js";

describe("demo", () => {
  test.each(["lis", "lockers"])(
    "%s passes without key and network, and says its isolation",
    { timeout: 60_000 },
    async (name) => {
      const cwd = await temporaryFolder();
      const ran = await pipelineCommand({ args: ["demo", name], cwd });

      expect(ran.code).toBe(0);
      expect(ran.stderr).toMatch(/Recorded run/);
      expect(ran.stderr).toMatch(/isolation: (?:namespaces|landlock)/);
      expect(ran.stdout).toBe(`output/${name}-1/solution_final.py\n`);
      expect(await readFile(path.join(cwd, `output/${name}-1/fix_plan_1.md`), "utf8")).toMatch(
        /## Critical Issues/,
      );
    },
  );

  test("legacy repairs a file with four bugs, each shown by a run first", async () => {
    const cwd = await temporaryFolder();
    const ran = await pipelineCommand({ args: ["demo", "legacy", "--json"], cwd });

    expect(JSON.parse(ran.stdout)).toMatchObject({
      status: "passed",
      final: { version: 1 },
      checks: { given: { passed: 1, total: 1 }, proof: { passed: 4, total: 4 } },
      versions: [{ version: 0, confirmed: { critical: 3, major: 1 } }, { version: 1 }],
    });
    expect(
      await readFile(path.join(cwd, "output/statistics_report-1/final.patch"), "utf8"),
    ).toMatch(/^\+/m);
  });

  test("a second one gets a folder of its own, and list and show tell of both", async () => {
    const cwd = await temporaryFolder();
    for (const _ of [1, 2]) await pipelineCommand({ args: ["demo", "legacy", "-q"], cwd });
    const listed = await pipelineCommand({ args: ["list", "--json"], cwd });
    const shown = await pipelineCommand({ args: ["show", "statistics_report-1"], cwd });

    expect(JSON.parse(listed.stdout)).toMatchObject({
      runs: [
        { run: "statistics_report-1", status: "passed" },
        { run: "statistics_report-2", status: "passed" },
      ],
    });
    expect(await readFile(path.join(cwd, "output/latest"), "utf8")).toBe("statistics_report-2\n");
    expect(shown.stdout).toMatch(/statistics_report_v1\.py +solution-fixer +given 1\/1/);
  });

  test("--jsonl tells the events as they happen, from the first to the last", async () => {
    const cwd = await temporaryFolder();
    const ran = await pipelineCommand({ args: ["demo", "legacy", "--jsonl"], cwd });
    const types = ran.stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));

    expect(types[0]).toMatchObject({ type: "run.started", run: "statistics_report-1" });
    expect(types.at(-1)).toMatchObject({ type: "run.finished", status: "passed" });
    expect(ran.stderr).not.toMatch(/solution-fixer/);
  });
});

describe("agent", () => {
  test("repairs one version of a run beside it, with what it is given and nothing else", async () => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, "double.txt"), DOUBLE);
    const server = await startFakeMessagesServer({
      respond: withoutOracle(
        withReplyOf("solution-fixer", (request) =>
          request.turn === 0
            ? programReply(request, FIXED)
            : programReply(request, "print(int(input()) * 2)\n"),
        ),
      ),
    });
    try {
      const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
      await pipelineCommand({ args: ["run", "double.txt", "-q"], cwd, env });
      const args = [
        "agent",
        "solution-fixer",
        "output/double-1/solution_v2.py",
        "--with",
        "output/double-1/fix_plan_1.md",
        "--focus",
        "edge cases",
      ];
      const ran = await pipelineCommand({ args, cwd, env });
      const request = server.requests.at(-1);
      const material = request === undefined ? "" : materialOf(request);

      expect([ran.code, ran.stdout]).toEqual([0, "output/double-1/solution_v4.py\n"]);
      expect(request?.blocks.at(-1)).toContain("edge cases");
      expect(material).toContain("# Fix plan 1");
      expect(material).toContain("None + n");
      expect(material).not.toContain(FIXED.trim());
      expect(await readFile(path.join(cwd, "output/double-1/solution_v4.py"), "utf8")).toBe(
        "print(int(input()) * 2)\n",
      );
      expect(
        JSON.parse(await readFile(path.join(cwd, "output/double-1/test_results_v4.json"), "utf8")),
      ).toMatchObject({
        cases: expect.arrayContaining([expect.objectContaining({ id: "sample/1", verdict: "AC" })]),
      });
    } finally {
      await server.close();
    }
  });

  test("a reviewer can be asked again on a version that was reviewed, and unknown files are refused", async () => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, "double.txt"), DOUBLE);
    const server = await startFakeMessagesServer({ respond: withoutOracle(asFourRoles) });
    try {
      const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
      await pipelineCommand({ args: ["run", "double.txt", "-q"], cwd, env });
      const review = (file: string) =>
        pipelineCommand({ args: ["agent", "bug-report-reviewer", file], cwd, env });
      const again = await review("output/double-1/solution_final.py");
      const unknown = await review("output/double-1/solution_v9.py");
      const listed = await pipelineCommand({ args: ["list", "--json"], cwd });

      expect([again.code, again.stdout]).toEqual([0, "output/double-1/fix_plan_3.md\n"]);
      expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("solution_v9.py") });
      expect(server.requests).toHaveLength(7);
      expect(JSON.parse(listed.stdout)).toMatchObject({ runs: [{ status: "passed" }] });
    } finally {
      await server.close();
    }
  });

  test("a problem that it is given is what the work is judged on", async () => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, "double.txt"), DOUBLE);
    await writeFile(path.join(cwd, "mine.py"), "print(int(input()) + 4)\n");
    const server = await startFakeMessagesServer({ respond: withoutOracle(asFourRoles) });
    try {
      const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
      const args = ["agent", "solution-fixer", "mine.py", "--with", "double.txt"];
      const ran = await pipelineCommand({ args, cwd, env });
      const report = await readFile(path.join(cwd, "output/mine-1/test_results_v1.json"), "utf8");

      expect([ran.code, ran.stdout]).toEqual([0, "output/mine-1/mine_v1.py\n"]);
      expect(ran.stderr).toMatch(/2 samples from double\.txt/);
      expect(JSON.parse(report)).toMatchObject({
        cases: [
          { id: "sample/1", verdict: "AC" },
          { id: "sample/2", verdict: "AC" },
        ],
      });
    } finally {
      await server.close();
    }
  });

  test("an agent that there is not is told with those that there are", async () => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, "a.py"), "print(1)\n");
    const ran = await pipelineCommand({ args: ["agent", "nope", "a.py"], cwd });

    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/no agent "nope"[\s\S]*problem-solver/);
  });

  test("on any other file it begins a run of its own and leaves the file alone", async () => {
    const cwd = await temporaryFolder();
    const source = "def double(n):\n    return n + n\n\n\ndef triple(n):\n    return 3 * n\n";
    await writeFile(path.join(cwd, "sums.py"), source);
    const server = await startFakeMessagesServer({ respond: withoutOracle(asFourRoles) });
    try {
      const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
      const ran = await pipelineCommand({
        args: ["agent", "solution-improver", "sums.py", "--goal", "make it shorter"],
        cwd,
        env,
      });

      expect([ran.code, ran.stdout]).toEqual([0, "output/sums-1/sums_v1.py\n"]);
      expect(server.requests.map(({ agent }) => agent)).toEqual(["solution-improver"]);
      expect(await readFile(path.join(cwd, "sums.py"), "utf8")).toBe(source);
      expect(await readdir(path.join(cwd, "output/sums-1"))).not.toContain("solution_final.py");
    } finally {
      await server.close();
    }
  });
});

describe("quest", () => {
  test("whoever answers plays the model of a whole run", { timeout: 150_000 }, async () => {
    const cwd = await temporaryFolder();
    await cp(path.join(REPOSITORY, "examples/lis/lis.txt"), path.join(cwd, "lis.txt"));
    const source = await readFile(
      path.join(REPOSITORY, "examples/lis/lis.recording.jsonl"),
      "utf8",
    );
    const replies = source
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line): { agent: string; answer: { text: string } } => JSON.parse(line));
    const run = pipelineCommand({ args: ["run", "lis.txt", "--backend", "quest", "--json"], cwd });
    for (const { agent, answer } of replies) {
      const args = ["quest", "monitor", "--agent", agent, "--timeout", "60"];
      const taken = await pipelineCommand({ args, cwd });
      const quest = taken.stdout.trim();
      const asked = await pipelineCommand({
        args: ["quest", "conversation", "--quest", quest],
        cwd,
      });
      const wanted = /id="([A-Z0-9]{6})">>>/.exec(asked.stdout)?.[1] ?? "";
      const recorded = /<<<END id="([A-Z0-9]{6})">>>/.exec(answer.text)?.[1] ?? wanted;
      await writeFile(path.join(cwd, "reply.md"), answer.text.replaceAll(recorded, wanted));
      const given = await pipelineCommand({
        args: ["quest", "respond", "--quest", quest, "--file", "reply.md"],
        cwd,
      });

      expect(taken.code).toBe(0);
      expect(asked.stdout).toContain(`## Your role: ${agent}`);
      expect(given.code).toBe(0);
    }
    const ran = await run;

    expect(JSON.parse(ran.stdout)).toMatchObject({
      status: "passed",
      usage: { calls: replies.length, usd: 0 },
    });
  });
});

describe("the library", () => {
  test("does what the example shows", { timeout: 60_000 }, async () => {
    const cwd = await temporaryFolder();
    const example = path.join(REPOSITORY, "examples/library/solve.mjs");
    const ran = await nodeProgram({ args: [example], cwd });

    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^lis-1: Longest increasing subsequence\n {2}run\.started\n/);
    expect(ran.stdout).toMatch(/ {2}run\.finished\npassed output\/lis-1\n$/);
  });
});

describe("what the README shows", () => {
  test("every command that it names is there, with the flags that it names", async () => {
    const readme = await readFile(path.join(REPOSITORY, "README.md"), "utf8");
    const help = (await pipelineCommand({ args: ["--help"], cwd: REPOSITORY })).stdout;
    const commands = new Set(
      [...readme.matchAll(/(?<=`|^)pipeline ([a-z]+)/gm)].map(([, name]) => name ?? ""),
    );
    const flags = new Set([...readme.matchAll(/`(--[a-z-]+)/g)].map(([, flag]) => flag ?? ""));
    const helps = await Promise.all(
      [["run"], ["resume"], ["check"], ["doctor"], ["quest", "monitor"]].map((name) =>
        pipelineCommand({ args: [...name, "--help"], cwd: REPOSITORY }),
      ),
    );
    const known = helps.map(({ stdout }) => stdout).join("\n");

    expect(commands.size).toBeGreaterThan(5);
    expect(
      [...commands].filter((name) => name !== "help" && !help.includes(`\n  ${name}`)),
    ).toEqual([]);
    expect(flags.size).toBeGreaterThan(10);
    expect([...flags].filter((flag) => !known.includes(flag))).toEqual([]);
  });

  test("the version is the package's own", async () => {
    const manifest: { version: string } = JSON.parse(
      await readFile(path.join(REPOSITORY, "package.json"), "utf8"),
    );
    const ran = await pipelineCommand({ args: ["--version"], cwd: REPOSITORY });

    expect(ran.stdout).toBe(`${manifest.version}\n`);
  });
});
