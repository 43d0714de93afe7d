import { z } from "zod";

import { PipelineError } from "../../core/errors.js";
import { closest } from "../../core/suggest.js";
import type { PackageFiles } from "../package-files.js";
import type { DerivedTimeLimit } from "../problem-package.js";
import { readYaml } from "../yaml-text.js";

/** What `problem.yaml` and the files beside it say. */
export interface KattisSettings {
  /** `modern` from 2023-07 on: a validator needs no more announcement than its folder. */
  readonly format: "legacy" | "modern";
  readonly title: string | null;
  readonly validation: "default" | "custom" | "interactive";
  readonly flags: readonly string[];
  readonly timeLimitMs: number | null;
  readonly timeLimitFrom: string | null;
  readonly derivedTimeLimit: DerivedTimeLimit;
  readonly memoryLimitMb: number;
  readonly remarks: readonly string[];
}

export const PROBLEM_FILE = "problem.yaml";
export const INI_FILE = "domjudge-problem.ini";
const TIME_LIMIT_FILE = ".timelimit";

/** What the format says where a package is silent. */
const DEFAULT_MEMORY_MB = 2048;
const MULTIPLIER = { legacy: 5, modern: 2 } as const;
const RESOLUTION_SECONDS = 1;

const words = z
  .array(z.string())
  .or(z.string().transform((text) => text.split(/\s+/).filter((word) => word !== "")));
const kindWords = z.union(
  [
    z.array(z.string()),
    z.string().transform((text) => text.split(/\s+/).filter((word) => word !== "")),
  ],
  "must be a text",
);
const positive = z.number("must be a number").positive("must be more than 0");
/** YAML takes `2048` for a number. */
const title = z.union([z.string(), z.number().transform(String)]);
const schema = z.looseObject({
  problem_format_version: z.union([z.string(), z.number().transform(String)]).nullish(),
  name: z.union([title, z.record(z.string(), title.nullable())], "must be a text").nullish(),
  type: kindWords.nullish(),
  validation: kindWords.nullish(),
  validator_flags: words.nullish(),
  limits: z
    .looseObject({
      time_limit: positive.nullish(),
      time_multiplier: positive.nullish(),
      time_resolution: positive.nullish(),
      time_multipliers: z.looseObject({ ac_to_time_limit: positive.nullish() }).nullish(),
      memory: positive.nullish(),
      output: positive.nullish(),
    })
    .nullish(),
});
type ProblemYaml = z.infer<typeof schema>;

/** Reads what a package says about itself. Throws PipelineError "bad_input" for what would be judged wrongly. */
export async function readKattisSettings(files: PackageFiles): Promise<KattisSettings> {
  const yaml = files.has(PROBLEM_FILE) ? await readYaml(files, PROBLEM_FILE, schema) : {};
  const ini = readIni(files.has(INI_FILE) ? await files.readText(INI_FILE) : "");
  const format = formatOf(yaml, files);
  const kinds = [...(yaml.type ?? []), ...(yaml.validation ?? [])];
  refuseUnknown(yaml, files);
  refuseUnjudgeable(kinds, files);
  return {
    format,
    title: titleOf(yaml) ?? ini.get("name") ?? null,
    validation: validationOf(kinds),
    flags: yaml.validator_flags ?? [],
    ...(await timeLimitOf(files, yaml, ini)),
    derivedTimeLimit: derivedTimeLimit(yaml, format),
    memoryLimitMb: yaml.limits?.memory ?? DEFAULT_MEMORY_MB,
    remarks: remarksOn(yaml, kinds, files.shown(PROBLEM_FILE)),
  };
}

function titleOf({ name }: ProblemYaml): string | null {
  if (typeof name !== "object") return name ?? null;
  return name?.["en"] ?? Object.values(name ?? {})[0] ?? null;
}

function derivedTimeLimit(
  { limits }: ProblemYaml,
  format: KattisSettings["format"],
): DerivedTimeLimit {
  const given = limits?.time_multipliers?.ac_to_time_limit ?? limits?.time_multiplier;
  return {
    multiplier: given ?? MULTIPLIER[format],
    resolutionMs: (limits?.time_resolution ?? RESOLUTION_SECONDS) * 1000,
  };
}

function formatOf(yaml: ProblemYaml, files: PackageFiles): KattisSettings["format"] {
  const version = (yaml.problem_format_version ?? "legacy").replace(/-draft$/, "");
  if (/^legacy(?:-icpc)?$/.test(version)) return "legacy";
  if (version === "2023-07" || version === "2025-09" || version === "draft") return "modern";
  throw new PipelineError(
    "bad_input",
    `${files.shown(PROBLEM_FILE)}: problem_format_version "${version}" is not known.`,
    { hint: "Known are legacy, 2023-07 and 2025-09." },
  );
}

function validationOf(kinds: readonly string[]): KattisSettings["validation"] {
  if (kinds.includes("interactive")) return "interactive";
  return kinds.includes("custom") ? "custom" : "default";
}

const KINDS = {
  type: ["pass-fail", "scoring", "interactive", "multi-pass", "submit-answer"],
  validation: ["default", "custom", "interactive", "score", "scoring", "multi-pass", "multipass"],
} as const;

/** A word that nobody knows may be a slip of one that changes how everything is judged. */
function refuseUnknown(yaml: ProblemYaml, files: PackageFiles): void {
  for (const key of ["type", "validation"] as const) {
    const known: readonly string[] = KINDS[key];
    const word = yaml[key]?.find((candidate) => !known.includes(candidate));
    if (word === undefined) continue;
    const near = closest(word, known);
    throw new PipelineError(
      "bad_input",
      `${files.shown(PROBLEM_FILE)}: ${key}: "${word}" is not known.`,
      {
        hint: near === null ? `Known are ${known.join(", ")}.` : `Did you mean ${near}?`,
      },
    );
  }
}

function refuseUnjudgeable(kinds: readonly string[], files: PackageFiles): void {
  const kind = kinds.find((word) => /^(?:multi-?pass|submit-answer)$/.test(word));
  if (kind === undefined) return;
  throw new PipelineError(
    "bad_input",
    `${files.shown(PROBLEM_FILE)}: "${kind}" is not supported.`,
    {
      hint: "Pass-fail and interactive problems can be judged.",
    },
  );
}

function remarksOn(
  { limits }: ProblemYaml,
  kinds: readonly string[],
  shownAs: string,
): readonly string[] {
  const scores = kinds.includes("scoring") || kinds.includes("score");
  return [
    ...(scores ? [`${shownAs}: no scores are counted; accepted means that every case passed`] : []),
    ...((limits?.output ?? null) === null ? [] : [`${shownAs}: limits.output is not applied`]),
  ];
}

async function timeLimitOf(
  files: PackageFiles,
  { limits }: ProblemYaml,
  ini: ReadonlyMap<string, string>,
): Promise<Pick<KattisSettings, "timeLimitMs" | "timeLimitFrom">> {
  if (typeof limits?.time_limit === "number") {
    return { timeLimitMs: limits.time_limit * 1000, timeLimitFrom: PROBLEM_FILE };
  }
  const inIni = ini.get("timelimit");
  if (inIni !== undefined)
    return { timeLimitMs: seconds(inIni, files, INI_FILE), timeLimitFrom: INI_FILE };
  if (!files.has(TIME_LIMIT_FILE)) return { timeLimitMs: null, timeLimitFrom: null };
  const text = await files.readText(TIME_LIMIT_FILE);
  return { timeLimitMs: seconds(text, files, TIME_LIMIT_FILE), timeLimitFrom: TIME_LIMIT_FILE };
}

function seconds(text: string, files: PackageFiles, name: string): number {
  const value = Number(text.trim());
  if (text.trim() !== "" && Number.isFinite(value) && value > 0) return Math.ceil(value * 1000);
  throw new PipelineError(
    "bad_input",
    `${files.shown(name)}: "${text.trim().slice(0, 40)}" is no time limit.`,
    {
      hint: "Write seconds, such as 2 or 1.5.",
    },
  );
}

/** `key = value` lines; quotes around a value, and a comment after it, are dropped. */
function readIni(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, key, value] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    const [, , quoted] = /^(["'])(.*?)\1\s*(?:[;#].*)?$/.exec(value) ?? [];
    pairs.set(key, quoted ?? value.replace(/\s*;.*$/, ""));
  }
  return pairs;
}
