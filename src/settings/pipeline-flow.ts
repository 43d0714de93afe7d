import type {
  AgentStep,
  Pipeline,
  PipelineStep,
  Readable,
  RepeatStep,
  SimpleStep,
} from "../core/pipeline.js";
import type { Complaint } from "./yaml-file.js";

type Path = readonly PropertyKey[];

/** What is in a run from its first step on, and what never is. */
const AT_START: Readonly<Record<Pipeline["input"], ReadonlySet<Readable>>> = {
  problem: new Set(["problem", "limits", "goal", "history"]),
  code: new Set(["code", "limits", "goal", "history", "solution", "report"]),
};
const NEVER: Readonly<Record<Pipeline["input"], Readable>> = { problem: "code", code: "problem" };

/** What would lead a new solution back to the old ones. */
const OLD_WORK: ReadonlySet<Readable> = new Set([
  "solution",
  "code",
  "report",
  "fix_plan",
  "oracle",
]);

/** What is wrong with the order of well-formed steps: something is read before it can be there. */
export function flowComplaints(pipeline: Pipeline): Complaint[] {
  const flow = new Flow(pipeline.input);
  pipeline.steps.forEach((step, index) => {
    flow.follow(step, ["steps", index]);
  });
  if (!flow.available.has("solution")) {
    flow.complaints.push({ path: ["steps"], message: "no step writes a solution" });
  }
  return flow.complaints;
}

/** Walks through the steps in order and keeps what has been written so far. */
class Flow {
  readonly complaints: Complaint[] = [];
  readonly available: Set<Readable>;
  readonly #input: Pipeline["input"];

  constructor(input: Pipeline["input"]) {
    this.#input = input;
    this.available = new Set(AT_START[input]);
  }

  follow(step: PipelineStep, path: Path): void {
    if ("repeat" in step) this.#followRepeat(step, [...path, "repeat"]);
    else this.#followSimple(step, path);
  }

  #followRepeat({ repeat }: RepeatStep, path: Path): void {
    repeat.steps.forEach((step, index) => {
      this.#followSimple(step, [...path, "steps", index]);
    });
    const reviewed = repeat.steps.some((step) => "agent" in step && step.writes === "fix_plan");
    const waits = repeat.until.indexOf("no_major_findings");
    if (waits >= 0 && !reviewed) {
      this.complaints.push({
        path: [...path, "until", waits],
        message: "no_major_findings can never hold: no step of this repeat writes a fix_plan",
      });
    }
    this.#followFreshStart(repeat, [...path, "fresh_start"]);
  }

  #followFreshStart({ fresh_start: fresh, stop_if: stops }: RepeatStep["repeat"], path: Path) {
    if (fresh === undefined) return;
    if (stops?.includes("no_progress") !== true) {
      const message = "a fresh start never comes: stop_if does not name no_progress";
      this.complaints.push({ path, message });
    }
    fresh.reads.forEach((readable, index) => {
      const message = OLD_WORK.has(readable)
        ? `a fresh start is made without the old work, so it cannot read "${readable}"`
        : this.#unreadable(readable);
      if (message !== null) this.complaints.push({ path: [...path, "reads", index], message });
    });
  }

  #followSimple(step: SimpleStep, path: Path): void {
    if ("agent" in step) this.#followAgent(step, path);
    else if ("check" in step && !this.available.has("solution")) {
      this.complaints.push({ path, message: "there is no solution yet that a check could run on" });
    }
  }

  #followAgent(step: AgentStep, path: Path): void {
    step.reads.forEach((readable, index) => {
      const message = this.#unreadable(readable);
      if (message !== null) this.complaints.push({ path: [...path, "reads", index], message });
    });
    this.complaints.push(...solutionOnly(step, path), ...badAlias(step, path));
    this.available.add(step.writes);
    if (step.writes === "solution") this.available.add("report");
  }

  #unreadable(readable: Readable): string | null {
    if (this.available.has(readable)) return null;
    if (readable === NEVER[this.#input]) {
      return `"${readable}" is never there with "input: ${this.#input}"`;
    }
    return readable === "report"
      ? '"report" is read before there is a solution to test'
      : `"${readable}" is read before any step writes one`;
  }
}

function solutionOnly(step: AgentStep, path: Path): Complaint[] {
  if (step.writes === "solution") return [];
  return (["as", "keep", "tries"] as const)
    .filter((key) => step[key] !== undefined)
    .map((key) => ({
      path: [...path, key],
      message: `${key} is only for a step that writes a solution`,
    }));
}

function badAlias({ as }: AgentStep, path: Path): Complaint[] {
  if (as === undefined) return [];
  const name = as.replaceAll("{stem}", "x");
  const at = [...path, "as"];
  if (/[{}]/.test(name)) return [{ path: at, message: "as knows no braces but {stem}" }];
  if (name.startsWith(".")) return [{ path: at, message: "as must not begin with a dot" }];
  return /_v\d+$|^solution_final$/.test(name)
    ? [{ path: at, message: `as must not be a name that every run uses itself, such as ${as}` }]
    : [];
}
