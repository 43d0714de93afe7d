import type { DataCase } from "../core/case.js";
import type { EndEvent, RunEvent } from "../core/events.js";
import { finalFile, reportFile } from "../core/file-names.js";
import { LANGUAGES } from "../core/language.js";
import type { ExaminedOracle } from "../core/oracle.js";
import type { RunPlan } from "../core/run-plan.js";
import { type RunState, versionOf } from "../core/run-state.js";
import { renderFixPlan } from "./fix-plan.js";
import { metricsOf } from "./metrics.js";
import { renderPatch } from "./patch.js";
import { resultOf, writesFinal } from "./result.js";
import { renderValidationReport } from "./validation-report.js";

/** One file of a run folder. */
export interface RunFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The files that an event changes, as they stand after it. Pure: all files of a run folder can be made
 * again from its journal.
 */
export function filesAfter(event: RunEvent, state: RunState, plan: RunPlan): readonly RunFile[] {
  switch (event.type) {
    case "solution.written":
      return [{ name: event.file, text: event.solution.program.source }];
    case "solution.chosen":
      return aliasFiles(event.alias, event.version, state);
    case "report.recorded":
      return [
        { name: reportFile(event.version), text: json(reportOf(state, event.version)) },
        metricsFile(plan, state),
      ];
    case "plan.written":
      return [
        { name: event.file, text: renderFixPlan(event.plan, fileOf(state, event.plan.version)) },
        { name: reportFile(event.plan.version), text: json(reportOf(state, event.plan.version)) },
        ...proofFiles(event.plan.findings, plan),
        metricsFile(plan, state),
      ];
    case "samples.pointed":
      return event.samples.flatMap(({ test }) => sampleFiles(test));
    case "call.answered":
      return [{ name: `trace/${event.trace}.reply.md`, text: event.answer.text }];
    case "run.finished":
    case "run.stopped":
      return endFiles(event, state, plan);
    case "oracle.examined":
      return oracleFiles(event.examined);
    case "counterexample.found":
      return [
        ...inputAndAnswer(event.test.id, event.test),
        { name: reportFile(event.version), text: json(reportOf(state, event.version)) },
        metricsFile(plan, state),
      ];
    case "stress.ran":
      return [metricsFile(plan, state)];
    case "growth.measured":
    case "versions.compared":
    case "candidates.clustered":
    case "fresh.started":
    case "run.started":
    case "run.resumed":
    case "attempt.started":
    case "attempt.failed":
    case "turn.chosen":
    case "solution.unchanged":
    case "step.skipped":
    case "step.failed":
    case "round.started":
    case "loop.ended":
    case "check.finished":
    case "approval.given":
      return [];
  }
}

/** The files that a run folder begins with. */
export function filesAtStart(plan: RunPlan): readonly RunFile[] {
  const problem =
    plan.problem === null ? [] : [{ name: "problem.txt", text: plan.problem.statement }];
  const samples = (plan.problem?.samples ?? []).flatMap(({ test }) => sampleFiles(test));
  return [...problem, ...samples];
}

function sampleFiles(test: DataCase): readonly RunFile[] {
  return inputAndAnswer(`samples/${test.id.slice(test.id.lastIndexOf("/") + 1)}`, test);
}

function inputAndAnswer(name: string, { input, expected }: DataCase): readonly RunFile[] {
  const file = { name: `${name}.in`, text: input };
  return expected === null ? [file] : [file, { name: `${name}.ans`, text: expected }];
}

function aliasFiles(alias: string | null, version: number, state: RunState): readonly RunFile[] {
  const source = versionOf(state, version)?.solution.program.source;
  return alias === null || source === undefined ? [] : [{ name: alias, text: source }];
}

function proofFiles(
  findings: Extract<RunEvent, { type: "plan.written" }>["plan"]["findings"],
  plan: RunPlan,
): readonly RunFile[] {
  return findings.flatMap(({ id, proof }) => {
    if (proof === null) return [];
    if (proof.kind === "test-file") {
      return [{ name: `proofs/${id}${LANGUAGES[plan.language].extension}`, text: proof.source }];
    }
    return inputAndAnswer(`proofs/${id}`, proof);
  });
}

/** A file of an earlier oracle may still lie beside these: `files` of the certificate names those that count. */
function oracleFiles({ oracle, certification }: ExaminedOracle): readonly RunFile[] {
  const { brute, generator, validator, checker, largestSize } = oracle;
  const programs = [brute, generator, validator, ...(checker === null ? [] : [checker])];
  const files = programs.map(({ fileName }) => fileName);
  const certificate = { ...certification, claimedLargestSize: largestSize, files };
  return [
    ...programs.map(({ fileName, source }) => ({ name: `oracle/${fileName}`, text: source })),
    { name: "oracle/certificate.json", text: json(certificate) },
  ];
}

function reportOf(state: RunState, version: number): unknown {
  const known = versionOf(state, version);
  return {
    version,
    file: known?.file,
    isolation: known?.isolation,
    confirmations: known?.confirmations,
    compile: known?.compile,
    cases: known?.cases,
  };
}

/** How a run ended, with what was done behind its end. */
export function resultFile(plan: RunPlan, state: RunState, end: EndEvent): RunFile {
  return { name: "result.json", text: json(resultOf(plan, state, end)) };
}

function endFiles(end: EndEvent, state: RunState, plan: RunPlan): readonly RunFile[] {
  const result = resultOf(plan, state, end);
  const files = [resultFile(plan, state, end), metricsFile(plan, state)];
  const final = versionOf(state, result.final?.version ?? null);
  if (!writesFinal(plan, end)) return files;
  if (plan.command === "compete") {
    files.push({ name: "validation_report.md", text: renderValidationReport(plan, result, final) });
  }
  if (final === undefined) return files;
  const program = final.solution.program;
  files.push({ name: finalFile(plan), text: program.source });
  if (plan.code !== null)
    files.push({
      name: "final.patch",
      text: renderPatch(plan.codeFile ?? plan.code.fileName, plan.code.source, program.source),
    });
  return files;
}

function metricsFile(plan: RunPlan, state: RunState): RunFile {
  return { name: "metrics.json", text: json(metricsOf(plan, state)) };
}

function fileOf(state: RunState, version: number): string {
  return versionOf(state, version)?.file ?? `version ${version}`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
