import type { CostEstimate } from "../core/cost-range.js";
import { roundedUsd } from "../core/dollars.js";
import { DEFAULT_MEMORY_LIMIT_MB, DEFAULT_TIME_LIMIT_MS } from "../core/limits.js";
import type { PipelineStep, SimpleStep } from "../core/pipeline.js";
import type { DryRun, DryStep } from "../orchestrator/dry-run.js";
import { firstCallText } from "./dry-run-cost-text.js";

/** What `--dry-run --json` prints. Scripts read it: keys are never renamed. */
export function dryRunJson(dry: DryRun): unknown {
  const { plan, notes, host, isBilled } = dry;
  const { pipeline, limits } = plan;
  return {
    schema: 1,
    dry_run: true,
    title: plan.problem?.title ?? plan.code?.fileName ?? plan.stem,
    command: plan.command,
    pipeline: { name: pipeline.definition.name, file: pipeline.file },
    language: plan.language,
    samples: plan.problem?.samples.length ?? 0,
    limits: limitsJson(limits),
    backend: plan.backend,
    host,
    model: isBilled ? plan.model : null,
    fallback_model: isBilled ? plan.fallbackModel : null,
    budget: dry.binding,
    steps: pipeline.definition.steps.map((step, at) => stepJson(dry, step, `${at + 1}`)),
    prompts: dry.steps.map((step) => promptJson(step)),
    cost: costJson(dry),
    first_call: firstCallJson(dry),
    notes,
  };
}

/** What will be in force; `defaults` names what the statement has not said. */
function limitsJson({ timeLimitMs, memoryLimitMb }: DryRun["plan"]["limits"]): unknown {
  return {
    time_ms: timeLimitMs ?? DEFAULT_TIME_LIMIT_MS,
    memory_mb: memoryLimitMb ?? DEFAULT_MEMORY_LIMIT_MB,
    defaults: [
      ...(timeLimitMs === null ? ["time_ms"] : []),
      ...(memoryLimitMb === null ? ["memory_mb"] : []),
    ],
  };
}

function costJson({ cost, isBilled, recordedAnswers }: DryRun): unknown {
  return {
    billed: isBilled,
    least: estimateJson(cost.least),
    most: estimateJson(cost.most),
    without_budget: estimateJson(cost.unlimited),
    reaches_end: cost.stopsBefore === null,
    stops_before: cost.stopsBefore,
    tight_before: cost.tightBefore,
    recorded_answers: recordedAnswers,
    unpriced: cost.unpriced,
  };
}

/** How the budget receives it; null where nobody is asked. */
function firstCallJson(dry: DryRun): unknown {
  const { firstCall } = dry;
  if (firstCall === null) return null;
  const goes = firstCall.kind === "go";
  return {
    allowed: goes,
    max_output_tokens: goes ? firstCall.maxOutputTokens : null,
    note: firstCallText(dry),
  };
}

function stepJson(dry: DryRun, step: PipelineStep, place: string): unknown {
  if (!("repeat" in step)) return simpleStepJson(dry, step, place);
  const { max, until, stop_if: stopIf, steps, fresh_start: fresh } = step.repeat;
  return {
    place,
    repeat: {
      max: max ?? null,
      until,
      stop_if: stopIf ?? [],
      steps: steps.map((each, at) => simpleStepJson(dry, each, `${place}.${at + 1}`)),
      fresh_start:
        fresh === undefined ? null : { agent: fresh.agent, prompt: promptOf(dry, fresh) },
    },
  };
}

function simpleStepJson(dry: DryRun, step: SimpleStep, place: string): unknown {
  const when = step.when ?? [];
  if ("check" in step) return { place, check: step.check, when };
  if ("approve" in step) return { place, approve: step.approve, when };
  return {
    place,
    agent: step.agent,
    focus: step.focus ?? null,
    reads: step.reads,
    writes: step.writes,
    optional: step.optional ?? false,
    keep: step.keep ?? "always",
    tries: step.tries ?? 1,
    when,
    asks_nobody: dry.needless.get(step) ?? null,
    prompt: promptOf(dry, step),
  };
}

/** The place of a step's prompt among the prompts; null where it has none. */
function promptOf({ steps }: DryRun, step: DryStep["step"]): number | null {
  const at = steps.findIndex((each) => each.step === step);
  return at < 0 ? null : at;
}

function promptJson({ request, isExact, sent, size }: DryStep): unknown {
  return {
    agent: request.agent,
    model: sent?.model ?? null,
    effort: sent?.effort ?? null,
    thinking: sent?.thinking ?? null,
    max_output_tokens: sent?.maxOutputTokens ?? null,
    exact: isExact,
    system: request.system,
    shared: request.shared,
    instruction: request.instruction,
    tokens: { expected: size.promptTokens.expected, worst: size.promptTokens.worst },
  };
}

function estimateJson({ calls, inputTokens, outputTokens, usd }: CostEstimate): unknown {
  return { calls, input_tokens: inputTokens, output_tokens: outputTokens, usd: roundedUsd(usd) };
}
