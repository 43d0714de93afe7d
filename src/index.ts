// The library: the same parts that the command line is made of. Silent; it tells what happens through events.

export type { AgentDefinition } from "./core/agent.js";
export type { Case, DataCase, Origin } from "./core/case.js";
export type { Comparison } from "./core/comparison.js";
export { type ErrorKind, PipelineError } from "./core/errors.js";
export type { RunEvent, RunStatus } from "./core/events.js";
export { EXIT_CODES, exitCodeOf } from "./core/exit-code.js";
export type { Finding, FixPlan, ProofStatus, Severity } from "./core/finding.js";
export { LANGUAGES, type Language } from "./core/language.js";
export type { Limits } from "./core/limits.js";
export { type Pipeline, pipelineSchema } from "./core/pipeline.js";
export type {
  Answer,
  Approver,
  CallAccount,
  Clock,
  ComposedCall,
  FailedAttempt,
  Journal,
  Judge,
  JudgeAbilities,
  JudgeRequest,
  Model,
  ModelNotice,
  ModelRequest,
  Prices,
  RunFiles,
} from "./core/ports.js";
export type { Problem, Sample } from "./core/problem.js";
export type { CaseResult, Isolation, Report } from "./core/report.js";
export type { RunPlan } from "./core/run-plan.js";
export { type RunState, reduce, stateOf } from "./core/run-state.js";
export { type Scorecard, scorecardOf } from "./core/scorecard.js";
export type { Program, Shape, Solution } from "./core/solution.js";
export type { StressReport, StressRequest } from "./core/stress.js";
export type { Usage } from "./core/usage.js";
export type { Verdict } from "./core/verdict.js";
export { VERSION } from "./core/version.js";

export { createJudge, type LocalJudge } from "./judge/create-judge.js";
export { createAnthropicModel } from "./models/anthropic/anthropic-model.js";
export { createClaudeCliModel } from "./models/claude-cli/claude-cli-model.js";
export { parseRecording, type RecordedCall, type Recording } from "./models/recording.js";
export { createReplayModel } from "./models/replay-model.js";
export {
  createScriptedModel,
  type ScriptedModel,
  type ScriptedReplies,
  type ScriptedReply,
} from "./models/scripted-model.js";
export { checkSubmissions } from "./orchestrator/check-submissions.js";
export type { ReadyModel } from "./orchestrator/create-model.js";
export { type CheckUp, checkUp } from "./orchestrator/doctor.js";
export type { Finding as CheckUpFinding } from "./orchestrator/doctor-finding.js";
export { type DryRun, dryRun } from "./orchestrator/dry-run.js";
export type { RunRequest } from "./orchestrator/plan-run.js";
export { type EndedRun, type ResumeRequest, resumeRun, startRun } from "./orchestrator/run.js";
export type { RunListener, RunSession } from "./orchestrator/session.js";
export type { ProblemPackage } from "./packages/problem-package.js";
export { readPackage } from "./packages/read-package.js";
export type { RunResult } from "./report/result.js";
export { resolveSettings, type Settings } from "./settings/settings.js";
export { readStatement } from "./statement/read-statement.js";
