import path from "node:path";

import { findDemo } from "../settings/demos.js";
import type { StandardInput } from "../settings/problem-file.js";
import type { Settings } from "../settings/settings.js";
import type { RunRequest } from "./plan-run.js";

interface DemoRequest {
  readonly name: string;
  readonly settings: Settings;
  readonly cwd: string;
  readonly stdin: StandardInput;
}

/** The run of a shipped recording: its problem, its answers, the shipped pipeline and agents. */
export function demoRequest({ name, settings, cwd, stdin }: DemoRequest): RunRequest {
  const demo = findDemo(name);
  return {
    command: demo.command === "debug" ? "debug" : "demo",
    file: demo.file,
    settings: {
      ...settings,
      pipeline: null,
      agents: {},
      backend: { kind: "replay", file: demo.recording, mode: "demo" },
      record: null,
      samples: null,
      test: demo.test,
    },
    cwd,
    searchFrom: demo.packageFolder,
    projectDirectory: path.dirname(demo.file),
    stdin,
  };
}
