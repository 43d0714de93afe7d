import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { pipelineCommand } from "../cli/command-line.js";
import { type FakeRequest, startFakeMessagesServer } from "../fake-messages-server.js";
import { HAS_COMPILER } from "../installed.js";
import { temporaryFolder } from "../temp-folder.js";
import { DOUBLE, DOUBLE_ORACLE } from "./double-problem.js";
import {
  asksForOracle,
  findingWith,
  materialOf,
  oracleReply,
  programReply,
  reviewReply,
} from "./scripted-roles.js";

const HEAD = "#include <iostream>\n";
const BROKEN = `${HEAD}int main() { long n; std::cin >> n; std::cout << 2 * n; return 0 }\n`;
const NARROW = `${HEAD}int main() { int n; std::cin >> n; std::cout << 2 * n << "\\n"; }\n`;
const WIDE = `${HEAD}int main() { long long n; std::cin >> n; if (!std::cin) return 1; std::cout << 2 * n << "\\n"; }\n`;

/** A solver whose program does not compile, and a reviewer who finds that the next one reads too small numbers. */
function asRoles(request: FakeRequest): string {
  const sources: Readonly<Record<string, string>> = {
    "problem-solver": BROKEN,
    "solution-improver": NARROW,
    "solution-fixer": WIDE,
  };
  const source = sources[request.agent ?? ""];
  if (source !== undefined) return programReply(request, source);
  if (asksForOracle(request)) return oracleReply(request, DOUBLE_ORACLE);
  return materialOf(request).includes("long long")
    ? reviewReply([])
    : reviewReply([findingWith("critical", { input: "3000000000\n", expected: "6000000000\n" })]);
}

describe.skipIf(!HAS_COMPILER)("a solution in C++", () => {
  test("is compiled, judged and mended; what its compiler says reaches the next agent", async () => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, "double.txt"), DOUBLE);
    const server = await startFakeMessagesServer({ respond: asRoles, apiKey: "test-key" });
    try {
      const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
      const ran = await pipelineCommand({ args: ["compete", "double.txt", "--json"], cwd, env });
      const improver = server.requests.find(({ agent }) => agent === "solution-improver");

      expect(JSON.parse(ran.stdout)).toMatchObject({
        status: "passed",
        final: { file: "solution_final.cpp", version: 3 },
        checks: { samples: { passed: 2, total: 2 } },
        error: null,
      });
      expect(improver === undefined ? "" : materialOf(improver)).toMatch(
        /solution_v1\.cpp:2:\d+: error: expected/,
      );
      const first = await readFile(path.join(cwd, "output/double-1/test_results_v1.json"), "utf8");
      expect(JSON.parse(first)).toMatchObject({ compile: { ok: false } });
      // The oracle is written in Python whatever the language of the solution is.
      const oracle = await readFile(
        path.join(cwd, "output/double-1/oracle/certificate.json"),
        "utf8",
      );
      expect(JSON.parse(oracle)).toMatchObject({
        status: "certified",
        files: ["brute.py", "generate.py", "validate.py"],
      });
    } finally {
      await server.close();
    }
  });

  test("that a user brings is debugged beside his file", async () => {
    const cwd = await temporaryFolder();
    await writeFile(path.join(cwd, "legacy.cpp"), NARROW);
    await writeFile(path.join(cwd, "double.txt"), DOUBLE);
    const server = await startFakeMessagesServer({ respond: asRoles, apiKey: "test-key" });
    try {
      const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
      const ran = await pipelineCommand({ args: ["debug", "legacy.cpp", "--json"], cwd, env });
      const result: { final: { file: string } | null } = JSON.parse(ran.stdout);

      expect(result).toMatchObject({ error: null });
      expect(result.final?.file).toMatch(/\.cpp$/);
      expect(await readFile(path.join(cwd, "legacy.cpp"), "utf8")).toBe(NARROW);
    } finally {
      await server.close();
    }
  });
});
