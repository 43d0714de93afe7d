import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import type { DataCase } from "../../src/core/case.js";
import { DEFAULT_COMPARISON } from "../../src/core/comparison.js";
import type { Language } from "../../src/core/language.js";
import { NO_LIMITS } from "../../src/core/limits.js";
import type { Program } from "../../src/core/solution.js";
import type { StressRequest } from "../../src/core/stress.js";
import { judgeData } from "../../src/judge/cases/judge-data.js";
import { ArtifactCache } from "../../src/judge/compile/artifact-cache.js";
import type { Ready } from "../../src/judge/compile/compilation.js";
import { Compiler } from "../../src/judge/compile/compiler.js";
import { allowedBy } from "../../src/judge/languages/languages.js";
import { findToolchain } from "../../src/judge/languages/toolchain.js";
import { judgedUser } from "../../src/judge/sandbox/account.js";
import { Crew } from "../../src/judge/sandbox/crew.js";
import { PreparedFolders } from "../../src/judge/sandbox/prepared.js";
import { Runner } from "../../src/judge/sandbox/runner.js";
import { findSandbox } from "../../src/judge/sandbox/sandbox.js";
import { answered, inputOf } from "../../src/judge/stress/one-by-one.js";
import { type StressParts, stress } from "../../src/judge/stress/stress.js";
import { median } from "../median.js";

/**
 * Inputs per second of a stress loop whose generator and oracle stay in one process, against three processes for
 * every input, with one worker and with two. The ways take turns, so that what disturbs one disturbs all.
 */
const ROUNDS = 3;
const RESIDENT_SEEDS = 600;
const PROCESS_SEEDS = 60;

const GENERATOR = `import random, sys
random.seed(int(sys.argv[1]))
n = random.randint(1, 8)
print(n)
print(*[random.randint(-9, 9) for _ in range(n)])
`;
const ORACLE = `n = int(input())
a = list(map(int, input().split()))
print(max(sum(a[i:j]) for i in range(n) for j in range(i + 1, n + 1)))
`;
const CANDIDATES: Readonly<Partial<Record<Language, string>>> = {
  cpp: `#include <algorithm>
#include <iostream>
int main() { int n; std::cin >> n; long best = -1000000, here = 0;
  for (long x; std::cin >> x;) { here = std::max(here, 0L) + x; best = std::max(best, here); }
  std::cout << best << "\\n"; }
`,
  python: `input()
best, here = -10 ** 9, 0
for x in map(int, input().split()):
    here = max(here, 0) + x
    best = max(best, here)
print(best)
`,
};

function program(language: Language, fileName: string, source: string): Program {
  return { language, fileName, source, shape: "stdio", entry: null };
}

function requestOf(candidate: Program): StressRequest {
  return {
    program: candidate,
    generator: program("python", "generate.py", GENERATOR),
    oracle: program("python", "brute.py", ORACLE),
    comparison: DEFAULT_COMPARISON,
    limits: NO_LIMITS,
    oracleLimits: NO_LIMITS,
    firstSeed: 1,
    count: RESIDENT_SEEDS,
    sizes: null,
    budgetMs: 600_000,
  };
}

/** Milliseconds per input. */
async function resident(request: StressRequest, parts: StressParts): Promise<number> {
  const { tried, failure, seconds } = await stress(request, parts);
  if (tried !== RESIDENT_SEEDS || failure !== null)
    throw new Error("A program gave a wrong answer.");
  return (seconds * 1000) / tried;
}

/** Milliseconds per input. */
async function threeProcesses(request: StressRequest, parts: StressParts): Promise<number> {
  const { comparison, limits, oracleLimits } = request;
  const [ready, generator, oracle] = [
    await readyOf(parts, request.program),
    await readyOf(parts, request.generator),
    await readyOf(parts, request.oracle),
  ];
  const making = { ...parts, generator, oracle, allowed: allowedBy(oracleLimits) };
  const judged = { program: request.program, cases: [], limits, comparison, confirmations: 1 };
  const context = { ...parts, request: judged, ready, seed: 0 };
  const seeds = Array.from({ length: PROCESS_SEEDS }, (_none, at) => at + 1).values();
  const lane = async (): Promise<void> => {
    for (const seed of seeds) {
      const input = await inputOf(making, { seed, words: [String(seed)] });
      const made = input.kind === "made" ? await answered(making, input) : input;
      if (made.kind !== "made") throw new Error(made.reason);
      const { input: text, expected } = made;
      const test: DataCase = { kind: "data", id: "1", origin: "stress", input: text, expected };
      const { verdict, note } = await judgeData(context, test);
      if (verdict !== "AC") throw new Error(note);
    }
  };
  const startedAt = performance.now();
  // Twice as many as there are runners, as in the loop itself.
  await Promise.all(Array.from({ length: 2 * parts.atOnce }, lane));
  return (performance.now() - startedAt) / PROCESS_SEEDS;
}

async function readyOf({ compiler }: StressParts, one: Program): Promise<Ready> {
  const compiled = await compiler.compile(one);
  if (compiled.kind !== "ready") throw new Error(`${one.fileName} cannot be run here.`);
  return compiled;
}

async function measure(language: Language, crews: readonly StressParts[]): Promise<void> {
  const source = CANDIDATES[language] ?? "";
  const request = requestOf(program(language, language === "cpp" ? "main.cpp" : "main.py", source));
  const times = crews.map(() => ({ resident: [] as number[], processes: [] as number[] }));
  for (const parts of crews) await threeProcesses(request, parts); // Compiles, and starts the runners.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, parts] of crews.entries()) {
      times[at]?.resident.push(await resident(request, parts));
      times[at]?.processes.push(await threeProcesses(request, parts));
    }
  }
  for (const [at, { resident: ours, processes }] of times.entries()) {
    const ratios = ours.map((ms, round) => (processes[round] ?? Number.NaN) / ms);
    const perSecond = (ms: readonly number[]) => `${Math.round(1000 / median(ms))}/s`;
    const workers = `${crews[at]?.atOnce ?? 0} worker(s)`;
    console.log(
      `${language.padEnd(7)} | ${workers} | resident ${perSecond(ours)} | three processes ${perSecond(processes)} | ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    );
  }
}

const directory = await mkdtemp(path.join(tmpdir(), "pipeline-bench-"));
await chmod(directory, 0o755);
const toolchain = await findToolchain(
  ["python3", "/usr/bin/python3"],
  new AbortController().signal,
);
const uid = toolchain.runAs === "another-user" ? judgedUser() : null;
const cache = new ArtifactCache(path.join(directory, "artifacts"));
const sandbox = await findSandbox({
  cacheDirectory: directory,
  temporaryFolder: tmpdir(),
  uid,
  isPowerlessRoot: toolchain.runAs === "powerless-root",
  atMost: "namespaces",
  python: toolchain.interpreters.python,
  runner: "best",
});
const crews = [1, 2].map((size): StressParts & { readonly crew: Crew } => {
  const crew = new Crew({
    start: async (shown) => Runner.start({ ...sandbox, shown, temporaryFolder: tmpdir(), uid }),
    size,
    prepared: new PreparedFolders(tmpdir(), uid),
  });
  const compiler = new Compiler({ crew, toolchain, cache: async () => cache });
  return { crew, compiler, toolchain, isolation: "namespaces", atOnce: size };
});
try {
  for (const language of ["cpp", "python"] as const) {
    const found = await toolchain.find(language);
    if (!("unusable" in found)) await measure(language, crews);
  }
} finally {
  for (const { crew } of crews) await crew.close();
  await rm(directory, { recursive: true, force: true });
}
