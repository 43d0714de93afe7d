/** What a program may reach under macOS, which has neither namespaces nor Landlock. */
export interface Reach {
  /** Paths that may be read and executed. */
  readonly readable: readonly string[];
  /** Folders that may be changed as well. */
  readonly writable: readonly string[];
  readonly mayFork: boolean;
}

export const SEATBELT = "/usr/bin/sandbox-exec";

/** What every program of the system touches when it starts. */
const SYSTEM_OF_MACOS = [
  "/System/Library",
  "/usr/lib",
  "/usr/share",
  "/Library/Apple",
  "/private/var/db/dyld",
  "/private/var/db/timezone",
];
const DEVICES = ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", "/dev/dtracehelper"];

/**
 * A Seatbelt profile that denies what it does not name: no network, no files but the given ones, no other
 * processes. Unlike elsewhere memory is not limited by the system: only what is polled limits it.
 */
export function seatbeltProfile({ readable, writable, mayFork }: Reach): string {
  const toRead = [...SYSTEM_OF_MACOS, ...readable, ...writable];
  return [
    "(version 1)",
    "(deny default)",
    "(deny network*)",
    "(allow sysctl-read)",
    "(allow signal (target self))",
    `(allow process-exec ${paths("subpath", toRead)})`,
    ...(mayFork ? ["(allow process-fork)", "(allow signal (target children))"] : []),
    "(allow file-read-metadata)",
    `(allow file-read* (literal "/") ${paths("literal", DEVICES)} ${paths("subpath", toRead)})`,
    `(allow file-write* (literal "/dev/null") ${paths("subpath", writable)})`,
  ].join("\n");
}

/** The command line that runs another one under a profile. */
export function underSeatbelt(
  command: readonly [string, ...string[]],
  reach: Reach,
): readonly [string, ...string[]] {
  return [SEATBELT, "-p", seatbeltProfile(reach), ...command];
}

function paths(kind: "literal" | "subpath", places: readonly string[]): string {
  return places.map((place) => `(${kind} ${quoted(place)})`).join(" ");
}

/** A text of the profile language, in which only two characters mean something. */
function quoted(place: string): string {
  return `"${place.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
