import { PipelineError } from "../core/errors.js";
import { type Layer, SOURCE_KINDS, type Source } from "./setting-layer.js";
import type { SettingName } from "./setting-values.js";

/** Settings that exclude each other. */
const EXCLUSIVE: readonly (readonly [SettingName, SettingName])[] = [
  ["json", "jsonl"],
  ["quiet", "verbose"],
  ["float", "checker"],
  ["float", "compare"],
  ["checker", "compare"],
  ["record", "replay"],
];

/**
 * Settles settings that exclude each other: the one from the stronger source stays. Throws PipelineError
 * when one source gives both, and when a replay, or a strict one, is asked for without a recording.
 */
export function settleConflicts(layer: Layer): Layer {
  const settled = EXCLUSIVE.reduce(settlePair, layer);
  return settleStrict(settleBackend(settled));
}

function settlePair(layer: Layer, [left, right]: readonly [SettingName, SettingName]): Layer {
  // Switched off is not given: it excludes nothing.
  if (layer.values[left] === false || layer.values[right] === false) return layer;
  const [leftSource, rightSource] = [layer.sources[left], layer.sources[right]];
  if (leftSource === undefined || rightSource === undefined) return layer;
  const difference = strengthOf(leftSource) - strengthOf(rightSource);
  if (difference !== 0) return without(layer, difference > 0 ? right : left);
  const message = `${leftSource.label} and ${rightSource.label} exclude each other.`;
  throw new PipelineError(errorKind(leftSource), message, { hint: "Give one of them." });
}

/** A recording asks for the backend that plays it, so it excludes every other one. */
function settleBackend(layer: Layer): Layer {
  const { backend, replay } = layer.values;
  if (backend !== "replay") return settlePair(layer, ["backend", "replay"]);
  const source = layer.sources.backend;
  if (replay !== undefined || source === undefined) return layer;
  const message = `${source.label} asks for a replay, but no recording is named.`;
  throw new PipelineError(errorKind(source), message, { hint: "Name one with --replay FILE." });
}

/** A strict replay with nothing to replay is a slip, unless a stronger source has chosen another backend. */
function settleStrict(layer: Layer): Layer {
  const { strict, replay } = layer.values;
  const source = layer.sources.strict;
  if (strict !== true || replay !== undefined || source === undefined) return layer;
  const chosen = layer.sources.backend;
  if (chosen !== undefined && strengthOf(chosen) > strengthOf(source))
    return without(layer, "strict");
  const message = `${source.label} asks for a strict replay, but no recording is named.`;
  throw new PipelineError(errorKind(source), message, { hint: "Name one with --replay FILE." });
}

function errorKind(source: Source): "usage" | "bad_settings" {
  return source.kind === "flag" ? "usage" : "bad_settings";
}

function strengthOf({ kind }: Source): number {
  return -SOURCE_KINDS.indexOf(kind);
}

function without(layer: Layer, name: SettingName): Layer {
  const values = { ...layer.values };
  const sources = { ...layer.sources };
  delete values[name];
  delete sources[name];
  return { values, sources };
}
