// pipeline as a library: the run of `pipeline run`, silent, with the events in your own hands.
import path from "node:path";

import { resolveSettings, startRun } from "pipeline";

const problem = path.resolve(import.meta.dirname, "../lis/lis.txt");
const recording = path.resolve(import.meta.dirname, "../lis/lis.recording.jsonl");
const cwd = process.cwd();

const settings = await resolveSettings({ flags: { replay: recording }, env: process.env, cwd });
const { result } = await startRun(
  { command: "run", file: problem, settings, cwd, stdin: process.stdin },
  {
    listener: {
      started: (plan) => console.log(`${plan.run}: ${plan.problem?.title}`),
      event: (event) => console.log(`  ${event.type}`),
      notice: () => {},
    },
    approver: { approve: async () => false },
    signal: AbortSignal.timeout(60_000),
  },
);
console.log(result.status, result.dir);
