import { z } from "zod";

import { repeatBodySchema, simpleStepSchemas } from "../core/pipeline.js";
import { complaintsOf, type Phrases, shown, suggestion, unknownKey } from "./schema-complaints.js";
import type { Complaint } from "./yaml-file.js";

const STEP_SCHEMAS = { ...simpleStepSchemas, repeat: z.strictObject({ repeat: repeatBodySchema }) };
const STEP_KINDS = ["agent", "check", "approve", "repeat"] as const;

/** What is said of words in the lists of a step. */
export const STEP_PHRASES: Phrases = {
  reads: "cannot be read by an agent",
  until: "is not a condition",
  stop_if: "is not a condition",
  when: "is not a condition",
};

interface RawAgent {
  readonly path: readonly PropertyKey[];
  readonly step: unknown;
}

interface RawStep extends RawAgent {
  readonly inRepeat: boolean;
}

/**
 * What is wrong with the steps of a pipeline that was not parsed yet. Each step is held against the one
 * schema that its keys ask for: what a union of schemas says would help nobody.
 */
export function stepComplaints(pipeline: unknown, knownAgents: readonly string[]): Complaint[] {
  return rawSteps(pipeline).flatMap((raw) => [
    ...formComplaints(raw),
    ...agentComplaints(raw, knownAgents),
    ...agentComplaints(freshStartOf(raw), knownAgents),
  ]);
}

/** True for what concerns the holder of `steps` itself, and not one of the steps in it. */
export function isAboveSteps({ path }: Complaint): boolean {
  const steps = path.indexOf("steps");
  return steps < 0 || path.length === steps + 1;
}

function rawSteps(pipeline: unknown): RawStep[] {
  return listIn(pipeline, "steps").flatMap((step, index) => {
    const path = ["steps", index];
    const body = listIn(fieldOf(step, "repeat"), "steps");
    return [
      { path, step, inRepeat: false },
      ...body.map((inner, innerIndex) => ({
        path: [...path, "repeat", "steps", innerIndex],
        step: inner,
        inRepeat: true,
      })),
    ];
  });
}

function formComplaints({ path, step, inRepeat }: RawStep): Complaint[] {
  if (typeof step !== "object" || step === null || Array.isArray(step)) {
    return [{ path, message: `a step begins with a key such as "agent:", not ${shown(step)}` }];
  }
  const kinds = STEP_KINDS.filter((key) => Object.hasOwn(step, key));
  const [kind] = kinds;
  if (kind === undefined) return [kindMissing(path, Object.keys(step))];
  if (kinds.length > 1) {
    return [{ path, message: `a step can be only one of ${kinds.join(", ")}: make it two steps` }];
  }
  if (kind === "repeat" && inRepeat) {
    return [{ path, message: "a repeat cannot stand inside a repeat" }];
  }
  return complaintsOf({ schema: STEP_SCHEMAS[kind], value: step, phrases: STEP_PHRASES })
    .filter(isAboveSteps)
    .map((complaint) => ({ ...complaint, path: [...path, ...complaint.path] }));
}

function kindMissing(path: readonly PropertyKey[], keys: readonly string[]): Complaint {
  const slip = keys.find((key) => suggestion(key, STEP_KINDS) !== "");
  if (slip !== undefined) return { path: [...path, slip], message: unknownKey(slip, STEP_KINDS) };
  return { path, message: `a step needs one of the keys ${STEP_KINDS.join(", ")}` };
}

/** Its form is held against the schema together with the repeat that it belongs to. */
function freshStartOf({ path, step }: RawStep): RawAgent {
  const fresh = fieldOf(fieldOf(step, "repeat"), "fresh_start");
  return { path: [...path, "repeat", "fresh_start"], step: fresh };
}

function agentComplaints({ path, step }: RawAgent, knownAgents: readonly string[]): Complaint[] {
  const agent = fieldOf(step, "agent");
  if (typeof agent !== "string" || agent === "" || knownAgents.includes(agent)) return [];
  const near = suggestion(agent, knownAgents);
  const there = near === "" ? `; there is ${knownAgents.join(", ") || "none"}` : near;
  return [{ path: [...path, "agent"], message: `there is no agent "${agent}"${there}` }];
}

function listIn(holder: unknown, key: string): readonly unknown[] {
  const list = fieldOf(holder, key);
  return Array.isArray(list) ? list : [];
}

function fieldOf(holder: unknown, key: string): unknown {
  if (typeof holder !== "object" || holder === null) return undefined;
  return Object.getOwnPropertyDescriptor(holder, key)?.value;
}
