/** A program with what calls one of its functions. */
export interface Driver {
  /** The main file: the judged source, on its own lines, and what is put before and behind it. */
  readonly source: string;
  /** Texts of further files that are made for this function, by name. */
  readonly companions: Readonly<Record<string, string>>;
}

/** A function that a source offers, as far as a caller has to know it. */
export interface Offered {
  readonly name: string;
  /** The class, or what corresponds to it in the language; null: it stands by itself. */
  readonly owner: string | null;
  /** Whether it is meant for others than the source itself. */
  readonly isPublic: boolean;
}

/** Why there is nothing to call: one sentence. */
export interface Missing {
  readonly missing: string;
}

/** The class that sites of problems put the function into. */
const USUAL_OWNER = "Solution";

/**
 * The function that `entry` names, as `name` or `Class.method`; without one the only public function. A name that is
 * only written in the custom of another language, such as `two_sum` for `twoSum`, is found as well.
 */
export function choose<T extends Offered>(
  offered: readonly T[],
  entry: string | null,
): T | Missing {
  if (entry === null) return onlyOne(offered);
  const dot = entry.lastIndexOf(".");
  const owner = dot < 0 ? null : entry.slice(0, dot);
  const name = entry.slice(dot + 1);
  const within = owner === null ? offered : offered.filter((one) => one.owner === owner);
  const spelled = within.filter((one) => one.name === name);
  const named =
    spelled.length > 0 ? spelled : within.filter(({ name: other }) => plain(other) === plain(name));
  const best = preferred(named);
  const [first, second] = best;
  if (first === undefined) {
    return { missing: `The file has no ${owner === null ? "function" : "method"} ${entry}.` };
  }
  return second === undefined
    ? first
    : {
        missing: `The file has ${best.length} functions ${entry}, and nothing says which to call.`,
      };
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** Public ones before others, free functions before those of Solution, and these before those of other classes. */
function preferred<T extends Offered>(offered: readonly T[]): readonly T[] {
  const open = offered.filter(({ isPublic }) => isPublic);
  const all = open.length > 0 ? open : offered;
  for (const owner of [null, USUAL_OWNER]) {
    const owned = all.filter((one) => one.owner === owner);
    if (owned.length > 0) return owned;
  }
  return all;
}

function onlyOne<T extends Offered>(offered: readonly T[]): T | Missing {
  const ofSolution = offered.filter(({ owner }) => owner === USUAL_OWNER);
  if (ofSolution.length > 0) {
    return single(ofSolution, (found) => `Class Solution has ${count(found, "public method")}.`);
  }
  const free = offered.filter(({ owner }) => owner === null);
  const candidates = (free.length > 0 ? free : offered).filter(({ name }) => isForOthers(name));
  return single(
    candidates,
    (found) =>
      `The file has ${count(found, "public function")}, and nothing says which one to call.`,
  );
}

function isForOthers(name: string): boolean {
  return !name.startsWith("_") && !/^test/i.test(name);
}

function single<T extends Offered>(
  offered: readonly T[],
  sentence: (found: readonly T[]) => string,
): T | Missing {
  const open = offered.filter(({ isPublic }) => isPublic);
  const [first, second] = open;
  return first !== undefined && second === undefined ? first : { missing: sentence(open) };
}

function count(found: readonly Offered[], what: string): string {
  const names = [...new Set(found.map(({ name }) => name))].join(", ");
  return found.length === 0 ? `no ${what}` : `${found.length} ${what}s: ${names}`;
}

/** A text as a literal of C++, Java, Rust and Go alike; what not all of them write the same is left out. */
export function literal(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, String.raw`\$&`).replaceAll(/[^\P{C}]/gu, " ")}"`;
}
