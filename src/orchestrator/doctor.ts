import path from "node:path";

import { PipelineError } from "../core/errors.js";
import type { Language } from "../core/language.js";
import { LANGUAGE_NAMES, LANGUAGES } from "../core/language.js";
import { DEFAULT_MEMORY_LIMIT_MB, DEFAULT_TIME_LIMIT_MS } from "../core/limits.js";
import type { JudgeAbilities } from "../core/ports.js";
import { VERSION } from "../core/version.js";
import { createJudge, type LocalJudge } from "../judge/create-judge.js";
import { flagName } from "../settings/setting-layer.js";
import { resolveSettings, type Settings, type SettingsRequest } from "../settings/settings.js";
import { tryFolder } from "../store/folder-room.js";
import { checkBackend } from "./doctor-backend.js";
import { checkFiles } from "./doctor-files.js";
import { attempt, type Finding, note, ok, problem } from "./doctor-finding.js";

/** What a check-up needs: settings that may be wrong, and what this process is. */
export interface CheckUp extends SettingsRequest {
  readonly nodeVersion: string;
  readonly signal: AbortSignal;
  /** Looked at instead of this machine's own. */
  readonly judge?: LocalJudge;
  /** Hears each finding as soon as it is there. */
  readonly tell: (finding: Finding) => void;
}

/** Checks everything that a run needs, without one. Costs nothing. Throws PipelineError "cancelled" only. */
export async function checkUp(request: CheckUp): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const hear = (findings: readonly Finding[]): void => {
    for (const finding of findings) {
      found.push(finding);
      request.tell(finding);
    }
  };
  const { signal, cwd, env, nodeVersion } = request;
  hear([nodeFinding(nodeVersion), ok("pipeline", VERSION)]);
  const settings = await attempt("settings", () => resolveSettings(request));
  hear(settings.kind === "done" ? settingsFindings(settings.value) : [settings.finding]);
  const known = settings.kind === "done" ? settings.value : null;
  const judge = request.judge ?? createJudge({ allowUnsafe: known?.allowUnsafe ?? false });
  hear(await judgeFindings(judge, { wanted: known?.lang ?? null, signal }));
  const files = await checkFiles(cwd, known);
  hear(files.findings);
  if (known === null) return found;
  hear([await outputFinding(known, cwd)]);
  const { models } = files;
  const backend = checkBackend({ settings: known, models, cwd, env, signal });
  for await (const finding of backend) hear([finding]);
  return found;
}

const LEAST_NODE = [20, 19] as const;

function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  const isEnough = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  if (isEnough) return ok("node", version);
  return problem("node", `${version} is too old`, {
    kind: "bad_settings",
    next: `Install Node ${LEAST_NODE.join(".")} or later.`,
  });
}

/** Where settings came from, but for this command line. A secret is only said to be there. */
function settingsFindings({ sources, notes }: Settings): readonly Finding[] {
  const all = Object.entries(sources);
  const given = all
    .filter(([, { kind }]) => kind !== "flag")
    .map(([name, source]) => `${flagName(name)} from ${source.label}`);
  const others = all.length === 0 ? "" : "others ";
  const text = given.length === 0 ? `all ${others}have their defaults` : given.join("; ");
  return [ok("settings", text), ...notes.map((sentence) => note("settings", sentence))];
}

const HELLO = "print(int(input()) + 1)\n";

/** A program that really ran shows more than a list of tools. */
async function judgeFindings(
  judge: LocalJudge,
  { wanted, signal }: { readonly wanted: Language | null; readonly signal: AbortSignal },
): Promise<readonly Finding[]> {
  const probed = await attempt("judge", () => judge.probe(signal));
  if (probed.kind === "failed") return [probed.finding];
  const abilities = probed.value;
  const ran = await attempt("judge", () => tryJudge(judge, signal));
  return [
    ran.kind === "failed" ? ran.finding : ok("judge", "ran a small program and judged it right"),
    isolationFinding(abilities),
    ...LANGUAGE_NAMES.map((language) => languageFinding(language, { abilities, wanted })),
  ];
}

async function tryJudge(judge: LocalJudge, signal: AbortSignal): Promise<void> {
  const report = await judge.judge(
    {
      program: {
        language: "python",
        fileName: "hello.py",
        source: HELLO,
        shape: "stdio",
        entry: null,
      },
      cases: [{ kind: "data", id: "hello", origin: "given", input: "41\n", expected: "42\n" }],
      limits: { timeLimitMs: DEFAULT_TIME_LIMIT_MS, memoryLimitMb: DEFAULT_MEMORY_LIMIT_MB },
      comparison: { kind: "lines" },
      confirmations: 1,
    },
    signal,
  );
  const [result] = report.cases;
  if (result?.verdict === "AC") return;
  const why = result?.note ?? "nothing was run";
  throw new PipelineError("judge", `a program that is right was not accepted: ${why}`);
}

function isolationFinding({ isolation, isolationNote }: JudgeAbilities): Finding {
  if (isolationNote === "") return ok("isolation", isolation);
  return note("isolation", `${isolation}: ${isolationNote}`, null);
}

function languageFinding(
  language: Language,
  { abilities, wanted }: { readonly abilities: JudgeAbilities; readonly wanted: Language | null },
): Finding {
  const version = abilities.languages[language];
  const { name } = LANGUAGES[language];
  if (version !== null) return ok(language, `${name}: ${version}`);
  const text = `${name} cannot be run here`;
  const next = `Install it to use --lang ${language}.`;
  const isNeeded = language === wanted || language === "python";
  return isNeeded ? problem(language, text, { kind: "judge", next }) : note(language, text, next);
}

const MEGABYTE = 2 ** 20;
/** A run writes a few megabytes; what it compiles and generates goes to the same disk, as a rule. */
const LITTLE_ROOM = 200 * MEGABYTE;

async function outputFinding({ output }: Settings, cwd: string): Promise<Finding> {
  const tried = await attempt("output", () => tryFolder(path.resolve(cwd, output)));
  if (tried.kind === "failed") return tried.finding;
  const room = tried.value;
  const free = `${Math.floor(room.freeBytes / MEGABYTE)} MB free`;
  const text = room.exists ? `${output}: ${free}` : `${output} will be made: ${free}`;
  return room.freeBytes < LITTLE_ROOM
    ? note("output", text, "Free some space, or choose another folder with --output DIR.")
    : ok("output", text);
}
