import type { CheckFinished } from "../core/events.js";
import type { CheckStep } from "../core/pipeline.js";
import { versionOf } from "../core/run-state.js";
import { runCases } from "./judge-version.js";
import type { RunContext } from "./run-context.js";
import { StepFailure } from "./step-failure.js";

/** Runs the step's command on the current version; a command that fails ends the run. */
export async function runCheckStep(run: RunContext, step: CheckStep, key: string): Promise<void> {
  const current = versionOf(run.recorder.state, run.recorder.state.current);
  if (current === undefined) {
    throw new StepFailure("bad_pipeline", `check "${step.check}" has no solution to run on`);
  }
  const { passed, note } = await run.recorder.step<CheckFinished>(
    key,
    "check.finished",
    async (stamp) => {
      const command = step.check.replaceAll("{file}", current.file);
      const report = await runCases(run, current.solution.program, {
        confirmations: 1,
        cases: [
          {
            kind: "command",
            id: "check",
            origin: "given",
            command,
            projectDirectory: run.parts.directory,
            target: current.file,
          },
        ],
      });
      const failed = report.cases.find(({ verdict }) => verdict !== "AC");
      const ok = report.cases.length > 0 && failed === undefined;
      return {
        type: "check.finished",
        ...stamp(),
        command,
        passed: ok,
        note: failed?.note ?? "",
      };
    },
  );
  if (!passed) throw new StepFailure("judge", `check "${step.check}" failed: ${note}`);
}
