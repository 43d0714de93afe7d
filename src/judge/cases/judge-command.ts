import { access, constants } from "node:fs/promises";
import path from "node:path";

import type { CommandCase } from "../../core/case.js";
import { messageOf } from "../../core/errors.js";
import type { CaseResult } from "../../core/report.js";
import { environment, readablePaths, runLimits } from "../languages/languages.js";
import { reachableByAll } from "../sandbox/account.js";
import type { Execution, RunRequest } from "../sandbox/execution.js";
import { type CaseContext, caseResult, unjudged } from "./case-context.js";
import { faultOf, type Outcome, sentence } from "./verdict-of.js";
import { copyProject, replaceFile, WorkspaceRefused } from "./workspace.js";

const ALLOWED = { timeLimitMs: 60_000, memoryLimitMb: 4096 };
const PROCESSES = 512;
const SHELL = "/bin/sh";
/** What tools look at to know the machine and its users. Readable by everybody; none of it is secret. */
const FACTS = ["/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/hosts", "/etc/mime.types"];
const LINES_OF_NOTE = 5;

/** Runs the user's test command in a copy of the project with the program in place of the file. */
export async function judgeCommand(context: CaseContext, test: CommandCase): Promise<CaseResult> {
  try {
    const execution = await context.crew.run(await commandRequest(context, test));
    const output = execution.stdout.toString();
    const outcome = outcomeOf(execution, output);
    return caseResult(test, { execution, outcome }, { input: test.command, output });
  } catch (error) {
    if (!(error instanceof WorkspaceRefused) && !isFileTrouble(error)) throw error;
    return unjudged(test, `The project cannot be copied: ${messageOf(error)}`, {
      input: test.command,
    });
  }
}

async function commandRequest(context: CaseContext, test: CommandCase): Promise<RunRequest> {
  const { request, toolchain, seed } = context;
  const { projectDirectory: from } = test;
  await access(from, constants.R_OK);
  const linkPackages = toolchain.runAs !== "another-user" || (await reachableByAll(from));
  const folders = Object.values(toolchain.interpreters).map(({ path: file }) => path.dirname(file));
  const variables = environment(seed);
  return {
    command: [SHELL, "-c", test.command],
    environment: { ...variables, PATH: [...new Set(folders), variables["PATH"]].join(":") },
    files: {},
    prepare: async (to) => {
      const packages = await copyProject({ from, to, linkPackages });
      await replaceFile(to, test.target, request.program.source);
      return packages;
    },
    readable: [...readablePaths(toolchain), ...FACTS],
    // Locks between processes, as Python's multiprocessing uses them, live there.
    writable: ["/dev/shm"],
    stdin: "",
    limits: {
      ...runLimits("python", ALLOWED),
      cpuMs: ALLOWED.timeLimitMs,
      wallMs: ALLOWED.timeLimitMs,
      stackMb: 64,
      processes: PROCESSES,
    },
    mayFork: true,
    artifact: null,
    collect: null,
  };
}

function outcomeOf(execution: Execution, output: string): Outcome {
  const { ending } = execution;
  const fault = faultOf(execution, ALLOWED);
  if (fault === null) return { verdict: "AC", note: "" };
  const said = lastLines(output) || lastLines(execution.stderr);
  if (ending.kind !== "exited" || fault.verdict !== "RE") {
    return said === "" ? fault : { verdict: fault.verdict, note: `${fault.note} ${said}` };
  }
  if (ending.code === 126 || ending.code === 127) {
    const why = lastLines(execution.stderr) || `exit code ${ending.code}`;
    return { verdict: "JE", note: sentence(`The test command cannot be run: ${why}`) };
  }
  const note = `The test command ended with exit code ${ending.code}`;
  return { verdict: "WA", note: sentence(said === "" ? note : `${note}: ${said}`) };
}

function lastLines(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-LINES_OF_NOTE).join(" | ").slice(-400);
}

function isFileTrouble(error: unknown): boolean {
  return error instanceof Error && "code" in error && "syscall" in error;
}
