import { lstat, readlink, realpath } from "node:fs/promises";
import path from "node:path";

/** Where a runner inside a bubblewrap finds what it is given. */
export const INSIDE = { runner: "/runner", root: "/box" } as const;

const BEFORE = [
  "--unshare-all --unshare-user --disable-userns --uid 1000 --gid 1000 --hostname box",
  "--die-with-parent --new-session --cap-drop ALL --cap-add CAP_SYS_ADMIN --cap-add CAP_SETPCAP",
  "--proc /proc --dev /dev --remount-ro /dev",
];
const AFTER = [`--dir ${INSIDE.root} --remount-ro / --chdir / --as-pid-1`];

/** What a bubblewrap is made for. */
export interface Room {
  /** Paths of this machine that can be seen inside, read-only, where they are. */
  readonly shown: readonly string[];
  /** Arguments of bubblewrap that make the runner visible. */
  readonly mounts: readonly string[];
}

/**
 * Arguments of bubblewrap for a room without network, without anything of this machine but what is shown, in which
 * only the runner has rights: it needs them to give every program namespaces of its own.
 */
export async function bubblewrapArguments({ shown, mounts }: Room): Promise<readonly string[]> {
  const [before, after] = [BEFORE.join(" ").split(" "), AFTER.join(" ").split(" ")];
  return [...before, ...(await mountsOf(shown)), ...mounts, ...after];
}

/** Mounts that show paths at their places. What is inside of another one, or not there, needs none. */
async function mountsOf(shown: readonly string[]): Promise<readonly string[]> {
  const places = new Set<string>();
  const links = new Map<string, string>();
  for (const place of [...new Set(shown)].toSorted()) {
    const real = await realOrNull(place);
    if (real === null || place.startsWith("/dev/") || place.startsWith("/proc")) continue;
    places.add(real);
    if (real === place) continue;
    if (path.dirname(place) === "/" && (await lstat(place)).isSymbolicLink()) {
      links.set(place, await readlink(place));
    } else {
      places.add(place);
    }
  }
  const outermost = [...places].toSorted().filter((place) => !isCovered(place, places));
  return [
    ...outermost.flatMap((place) => ["--ro-bind", place, place]),
    ...[...links].flatMap(([place, target]) => ["--symlink", target, place]),
  ];
}

/** Whether a path lies inside of another one of the list. */
function isCovered(place: string, places: ReadonlySet<string>): boolean {
  for (let parent = path.dirname(place); parent !== "/"; parent = path.dirname(parent)) {
    if (places.has(parent)) return true;
  }
  return false;
}

async function realOrNull(place: string): Promise<string | null> {
  try {
    return await realpath(place);
  } catch {
    return null; // The lists name what some systems have.
  }
}
