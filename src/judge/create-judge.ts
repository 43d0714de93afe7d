import { availableParallelism, homedir } from "node:os";
import path from "node:path";

import type { Bench } from "../core/bench.js";
import type { Case } from "../core/case.js";
import { PipelineError } from "../core/errors.js";
import type { Language } from "../core/language.js";
import type { Judge, JudgeAbilities, JudgeRequest, Stressor, Workbench } from "../core/ports.js";
import type { CaseResult, Report } from "../core/report.js";
import type { StressReport, StressRequest } from "../core/stress.js";
import { CrewBench } from "./bench/bench.js";
import type { CaseContext } from "./cases/case-context.js";
import { judgeCommand } from "./cases/judge-command.js";
import { judgeData } from "./cases/judge-data.js";
import { judgeOwnTests } from "./cases/judge-own-tests.js";
import { judgeTestFile } from "./cases/judge-test-file.js";
import { ArtifactCache } from "./compile/artifact-cache.js";
import { cacheFolder } from "./compile/cache-folder.js";
import type { Compilation } from "./compile/compilation.js";
import { Compiler } from "./compile/compiler.js";
import { compileFor, compileReport, resultsWithoutProgram } from "./judged-program.js";
import {
  findToolchain,
  NO_LANGUAGES,
  requireLanguage,
  type Toolchain,
  versions,
} from "./languages/toolchain.js";
import { type Results, repeatCases } from "./repetitions.js";
import { runCases } from "./run-cases.js";
import { judgedUser, temporaryFolder } from "./sandbox/account.js";
import { Crew } from "./sandbox/crew.js";
import { isolationNote, isolationOf, refuseWithoutWalls } from "./sandbox/isolation.js";
import { PreparedFolders } from "./sandbox/prepared.js";
import { Runner } from "./sandbox/runner.js";
import { findSandbox, type Sandbox, type WantedIsolation } from "./sandbox/sandbox.js";
import { stress } from "./stress/stress.js";

/** How a judge is set up. */
export interface JudgeOptions {
  /** Commands or paths of Python, the best first. Default: `python3` of the PATH, then the system's own. */
  readonly pythons?: readonly string[];
  /** The strongest isolation to use where the machine has it. Default: `namespaces`. */
  readonly isolation?: WantedIsolation;
  /** Whether programs may run where nothing keeps them from the user's files. Default: they are refused. */
  readonly allowUnsafe?: boolean;
  /** What runs the programs. Default: `best`, the native one where a C compiler is found. */
  readonly runner?: "native" | "python" | "best";
  /** The folder for what is compiled. Default: `~/.cache/pipeline`. */
  readonly cacheDirectory?: string;
}

/** A judge of this machine, which can be asked beforehand whether it has what a language needs. */
export interface LocalJudge extends Judge, Stressor, Workbench {
  /** Throws PipelineError "judge" when programs of a language cannot be compiled and run here. */
  require(language: Language, signal: AbortSignal): Promise<void>;
}

/** A judge that runs programs as processes of this machine. */
export function createJudge(options: JudgeOptions = {}): LocalJudge {
  return new ProcessJudge(options);
}

const CACHE = path.join(homedir(), ".cache", "pipeline");
const USUAL_PYTHONS = ["python3", "/usr/bin/python3", "/usr/local/bin/python3"];

/** More at a time would only fill the memory. */
const MOST_AT_ONCE = 8;

class ProcessJudge implements LocalJudge {
  readonly #options: JudgeOptions;
  #toolchain: Toolchain | null = null;
  #abilities: JudgeAbilities | null = null;
  #sandbox: Promise<Sandbox> | null = null;
  #cache: Promise<ArtifactCache> | null = null;

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  async probe(signal: AbortSignal): Promise<JudgeAbilities> {
    this.#abilities ??= await this.#examine(signal);
    return this.#abilities;
  }

  async judge(request: JudgeRequest, signal: AbortSignal): Promise<Report> {
    return this.#withCrew(signal, async (parts) => {
      const { sandbox, compiler } = parts;
      this.#refuseWithoutWalls(parts);
      const compilation = await compileFor(request, compiler);
      const context = { ...parts, request, compilation };
      const { results, confirmations } = await repeatCases(request, async (cases, seed) =>
        judgeAll(context, cases, seed),
      );
      const cases = request.cases.flatMap(({ id }) => results.get(id) ?? []);
      const compile = compileReport(compilation);
      return { cases, compile, isolation: isolationOf(sandbox), confirmations };
    });
  }

  async stress(request: StressRequest, signal: AbortSignal): Promise<StressReport> {
    return this.#withCrew(signal, async (parts) => {
      this.#refuseWithoutWalls(parts);
      const isolation = isolationOf(parts.sandbox);
      return stress(request, { ...parts, isolation, atOnce: runnersAtOnce() });
    });
  }

  async withBench<T>(work: (bench: Bench) => Promise<T>, signal: AbortSignal): Promise<T> {
    return this.#withCrew(signal, async (parts) => {
      this.#refuseWithoutWalls(parts);
      return work(new CrewBench({ ...parts, atOnce: runnersAtOnce() }));
    });
  }

  #refuseWithoutWalls({ sandbox, toolchain: { runAs } }: Parts): void {
    refuseWithoutWalls(sandbox, { runAs, allowUnsafe: this.#options.allowUnsafe ?? false });
  }

  async require(language: Language, signal: AbortSignal): Promise<void> {
    await requireLanguage(language, await this.#findToolchain(signal));
  }

  async #examine(signal: AbortSignal): Promise<JudgeAbilities> {
    try {
      const toolchain = await this.#findToolchain(signal);
      const sandbox = await this.#findSandbox(toolchain);
      const { runAs } = toolchain;
      return {
        isolation: isolationOf(sandbox),
        isolationNote: isolationNote(sandbox, runAs),
        languages: await versions(toolchain),
      };
    } catch (error) {
      if (!(error instanceof PipelineError) || error.kind !== "judge") throw error;
      const why = error.hint === null ? error.message : `${error.message}; ${error.hint}`;
      return {
        isolation: "none",
        isolationNote: why,
        languages: { ...NO_LANGUAGES, javascript: process.versions.node },
      };
    }
  }

  /** Lends out a crew, which is gone with all that it runs when the work is over or the signal aborts. */
  async #withCrew<T>(signal: AbortSignal, work: (parts: Parts) => Promise<T>): Promise<T> {
    throwIfAborted(signal);
    const toolchain = await this.#findToolchain(signal);
    const sandbox = await this.#findSandbox(toolchain);
    const asAnotherUser = toolchain.runAs === "another-user";
    const uid = asAnotherUser ? judgedUser() : null;
    const folder = await temporaryFolder(asAnotherUser);
    const crew = new Crew({
      start: async (shown) => Runner.start({ ...sandbox, shown, temporaryFolder: folder, uid }),
      size: runnersAtOnce(),
      prepared: new PreparedFolders(folder, uid),
    });
    const stop = () => void crew.close();
    signal.addEventListener("abort", stop, { once: true });
    try {
      throwIfAborted(signal);
      const cache = async () => this.#findCache(asAnotherUser);
      const compiler = new Compiler({ crew, toolchain, cache });
      return await work({ crew, toolchain, sandbox, compiler });
    } finally {
      signal.removeEventListener("abort", stop);
      await crew.close();
    }
  }

  async #findSandbox({ interpreters, runAs }: Toolchain): Promise<Sandbox> {
    const asAnotherUser = runAs === "another-user";
    const { isolation = "namespaces", runner = "best", cacheDirectory = CACHE } = this.#options;
    this.#sandbox ??= findSandbox({
      cacheDirectory,
      temporaryFolder: await temporaryFolder(asAnotherUser),
      uid: asAnotherUser ? judgedUser() : null,
      isPowerlessRoot: runAs === "powerless-root",
      atMost: isolation,
      python: interpreters.python,
      runner,
    });
    return this.#sandbox;
  }

  async #findCache(forAnotherUser: boolean): Promise<ArtifactCache> {
    const { cacheDirectory = CACHE } = this.#options;
    this.#cache ??= cacheFolder(cacheDirectory, forAnotherUser).then(
      (folder) => new ArtifactCache(folder),
    );
    return this.#cache;
  }

  async #findToolchain(signal: AbortSignal): Promise<Toolchain> {
    try {
      const pythons = this.#options.pythons ?? USUAL_PYTHONS;
      this.#toolchain ??= await findToolchain(pythons, signal);
      return this.#toolchain;
    } catch (error) {
      throwIfAborted(signal);
      throw error;
    }
  }
}

/** What programs are run with. */
interface Parts {
  readonly crew: Crew;
  readonly toolchain: Toolchain;
  readonly sandbox: Sandbox;
  readonly compiler: Compiler;
}

function runnersAtOnce(): number {
  return Math.min(availableParallelism(), MOST_AT_ONCE);
}

/** What is the same for all cases and all repetitions. */
interface SharedContext extends Omit<CaseContext, "seed" | "ready"> {
  readonly compilation: Compilation;
}

function judgeAll(context: SharedContext, cases: readonly Case[], seed: number): Promise<Results> {
  const stopAtFirstFailure = context.request.stopAtFirstFailure ?? false;
  return runCases(cases, {
    judgeCase: async (test) => judgeIfReady({ ...context, seed }, test),
    // What is not run at once waits with its files laid out.
    atOnce: stopAtFirstFailure ? runnersAtOnce() : 2 * runnersAtOnce(),
    stopAtFirstFailure,
  });
}

async function judgeIfReady(
  context: SharedContext & Pick<CaseContext, "seed">,
  test: Case,
): Promise<readonly CaseResult[]> {
  const { compilation } = context;
  return compilation.kind === "ready"
    ? judgeCase({ ...context, ready: compilation }, test)
    : resultsWithoutProgram(test, compilation);
}

async function judgeCase(context: CaseContext, test: Case): Promise<readonly CaseResult[]> {
  switch (test.kind) {
    case "data":
      return [await judgeData(context, test)];
    case "own-tests":
      return judgeOwnTests(context, test);
    case "test-file":
      return [await judgeTestFile(context, test)];
    case "command":
      return [await judgeCommand(context, test)];
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new PipelineError("cancelled", "the judging was cancelled");
}
