import type { CollectedFile, RunLimits } from "../../../src/judge/sandbox/execution.js";

/** One thing that a program tries, and how it must end: `exited 0`, `signalled SIGSYS`, `wall-limit`… */
export interface Attack {
  readonly name: string;
  /** Whether it is a program that may start others. */
  readonly profile: "single" | "family";
  readonly ends: readonly string[];
  readonly limits: Partial<RunLimits>;
  /** What it must write; null: no matter. */
  readonly says: string | null;
  /** Whether it costs so much that it is tried only where walls differ, not as every user. */
  readonly isHeavy: boolean;
  /** Without walls it would reach other processes of this user. */
  readonly isDangerous: boolean;
  readonly collect: string | null;
  /** What may be brought back. */
  readonly brings: Readonly<Record<string, string>>;
}

export const PLAIN: Omit<Attack, "name"> = {
  profile: "single",
  ends: ["exited 0"],
  limits: {},
  says: null,
  isDangerous: false,
  isHeavy: false,
  collect: null,
  brings: {},
};

function single(name: string, rest: Partial<Attack> = {}): Attack {
  return { ...PLAIN, ...rest, name };
}

function family(name: string, rest: Partial<Attack> = {}): Attack {
  return { ...PLAIN, profile: "family", ...rest, name };
}

function both(name: string, rest: Partial<Attack> = {}): readonly Attack[] {
  return [single(name, rest), family(name, rest)];
}

/** A busy machine may not even let it come to the end of what it is after. */
const HEAVY = { isHeavy: true, limits: { wallMs: 5000, cpuMs: 5000 } };
const STOPPED_FOR_DISK = { ends: ["output-limit"], limits: { wallMs: 6000, cpuMs: 6000 } };
const STOPPED_FOR_WRITING = { ends: ["output-limit"] };
const OF_FOREIGN_MACHINES = {
  ends: [process.arch === "x64" ? "signalled SIGSYS" : "exited 0"],
};
const SLEEPING = { ends: ["wall-limit"], limits: { wallMs: 200 } };

/** All that is tried, in every way in which programs are kept apart. */
export const ATTACKS: readonly Attack[] = [
  ...both("read-outside"),
  ...both("read-of-processes"),
  ...both("write-outside"),
  single("change-outside"),
  family("change-and-hope"),
  ...both("write-to-harness"),
  ...both("read-other-artifact"),
  ...both("run-setuid"),
  single("show-environment"),
  single("leave-output", { collect: "out", brings: { fine: "fine", "deep/fine": "fine" } }),
  family("leave-output", { collect: "out", brings: { fine: "fine", "deep/fine": "fine" } }),
  family("link-output", { collect: "out" }),
  family("link-output", { collect: "way/outside" }),
  ...both("connect-tcp"),
  ...both("connect-local"),
  ...both("turn-a-pair"),
  ...both("make-sockets"),
  single("fork-alone"),
  family("fork-many", { ends: ["exited 0", "memory-limit"] }),
  family("fork-for-ever", {
    ends: ["wall-limit", "cpu-limit", "memory-limit"],
    limits: { wallMs: 500 },
  }),
  // Those that end are not gone at once: on a busy machine their number grows until their memory is too much.
  family("fork-ahead", { ends: ["exited 0", "memory-limit"] }),
  family("become-daemon", { says: "parent done\n" }),
  family("burn-in-children", SLEEPING),
  single("send-signals"),
  family("send-signals", { isDangerous: true }),
  single("send-signals-by-pipe"),
  family("send-signals-by-pipe", { isDangerous: true }),
  single("kill-everybody"),
  family("kill-everybody", { isDangerous: true }),
  ...both("reach-into-others"),
  ...both("end-by-abort", { ends: ["signalled SIGABRT"] }),
  ...both("end-by-term", { ends: ["signalled SIGTERM"] }),
  single("end-by-crash", { ends: ["signalled SIGSEGV"] }),
  ...both("be-second"),
  single("sleep-for-ever", SLEEPING),
  single("stop-itself", SLEEPING),
  single("close-and-sleep", SLEEPING),
  single("ignore-and-burn", { ends: ["cpu-limit"], limits: { cpuMs: 100 } }),
  single("burn-in-the-kernel", { ends: ["cpu-limit"], limits: { cpuMs: 100 } }),
  ...both("make-namespaces"),
  ...both("mount-things"),
  ...both("call-forbidden"),
  ...both("leave-in-memory"),
  ...both("type-for-the-user"),
  ...both("call-as-x32", OF_FOREIGN_MACHINES),
  ...both("call-as-i386", OF_FOREIGN_MACHINES),
  single("fill-private", { ends: ["memory-limit", "signalled SIGABRT"] }),
  single("fill-shared", { ends: ["memory-limit"] }),
  single("fill-without-first-thread", { ends: ["memory-limit"] }),
  family("fill-in-children-of-thread", { ends: ["memory-limit"] }),
  single("fill-page-tables"),
  single("fill-memory-file"),
  family("fill-in-children", { ends: ["memory-limit"] }),
  single("recurse", { ends: ["signalled SIGSEGV"] }),
  single("start-threads"),
  single("fill-pipes"),
  single("fill-disk", STOPPED_FOR_DISK),
  single("make-files", { ...HEAVY, ends: ["output-limit", "wall-limit"] }),
  single("make-sparse"),
  single("flood-output", STOPPED_FOR_WRITING),
  single("flood-errors", STOPPED_FOR_WRITING),
  single("flood-result", STOPPED_FOR_WRITING),
  single("write-escapes", {
    says: "\u001B]0;owned\u0007\u001B[2J\u001B[31m\u001B]52;c;b3duZWQ=\u0007\uFFFD31mred",
  }),
  single("make-deep", { ...HEAVY, ends: ["exited 0", "cpu-limit", "wall-limit"] }),
  ...both("make-resisting"),
  ...both("leave-notes"),
  ...both("close-the-way"),
];

/** What became of one attack, as data. */
export interface Outcome {
  readonly ending: string;
  readonly said: string;
  /** What it says that it has reached; empty when nothing. */
  readonly reached: string;
  readonly memoryKb: number;
  readonly brought: Readonly<Record<string, string>>;
  /** Processes of it that are left, where it may have had some. */
  readonly survivors: number;
  /** What the honest program said that ran next. */
  readonly honest: string;
}

export function textsOf(files: ReadonlyMap<string, CollectedFile>): Record<string, string> {
  return Object.fromEntries([...files].map(([name, { bytes }]) => [name, bytes.toString()]));
}
