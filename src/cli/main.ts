#!/usr/bin/env node
import { PipelineError } from "../core/errors.js";
import { runCli } from "./run-cli.js";

const stop = new AbortController();
let terminated = false;

// Not `once`: a listener that is gone when others look would make them end the process themselves.
process.on("SIGINT", () => {
  if (stop.signal.aborted) {
    // The second Ctrl-C: without listeners the system ends the process at once.
    process.removeAllListeners("SIGINT");
    process.kill(process.pid, "SIGINT");
    return;
  }
  // Who asked for one JSON document reads in it that this was cancelled.
  if (!process.argv.includes("--json")) {
    process.stderr.write(
      "\nStopping. What is under way is cancelled, what is finished stays. Ctrl-C again quits at once.\n",
    );
  }
  stop.abort(new PipelineError("cancelled", "interrupted by Ctrl-C"));
});
process.on("SIGTERM", () => {
  terminated = true;
  stop.abort(new PipelineError("cancelled", "interrupted by a request to terminate"));
});
// A reader that went away, as `| head -1` does, is no failure of ours.
process.stdout.on("error", () => undefined);

const exitCode = await runCli(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  stdin: process.stdin,
  stdoutStream: process.stdout,
  stderrStream: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: stop.signal,
});
process.exitCode = terminated && exitCode === 130 ? 143 : exitCode;
