import type { LedgerEntry } from "./context.js";

/** An entry of the ledger as an agent reads it. */
export interface WrittenEntry {
  readonly entry: LedgerEntry;
  readonly text: string;
}

/** What the step works on. */
interface Work {
  readonly currentVersion: number | null;
  /** Version of the user's own file; null where there is none. */
  readonly codeVersion: number | null;
}

/** A ledger without its oldest entries. */
export interface ShortenedLedger {
  /** With a block that says what is missing, where the first of it stood. */
  readonly texts: readonly string[];
  readonly leftOut: readonly LedgerEntry[];
}

/**
 * Leaves out the oldest entries, until half of them and half of the characters are gone; the user's own file goes last.
 * The current version, all that was measured of it and the newest fix plan stay. Null where nothing can be left out.
 */
export function shortenLedger(
  entries: readonly WrittenEntry[],
  work: Work,
): ShortenedLedger | null {
  const needed = neededOf(entries, work);
  const removable = entries.filter((written) => !needed.has(written));
  const isCode = ({ entry }: WrittenEntry): boolean => versionIn(entry) === work.codeVersion;
  const order = [...removable.filter((each) => !isCode(each)), ...removable.filter(isCode)];
  const gone = new Set<WrittenEntry>();
  for (const written of order) {
    if (isHalved(entries, gone)) break;
    gone.add(written);
  }
  if (gone.size === 0) return null;
  const leftOut = entries.filter((each) => gone.has(each)).map(({ entry }) => entry);
  const first = entries.findIndex((each) => gone.has(each));
  const texts = entries.flatMap((each, index) => {
    if (index === first) return [leftOutText(leftOut)];
    return gone.has(each) ? [] : [each.text];
  });
  return { texts, leftOut };
}

function neededOf(
  entries: readonly WrittenEntry[],
  { currentVersion }: Work,
): ReadonlySet<WrittenEntry | undefined> {
  return new Set([
    // A later report adds to the first: a counterexample has one of its own, and the step works on all of them.
    ...entries.filter(({ entry }) => versionOf(entry) === currentVersion),
    entries.findLast(({ entry }) => entry.kind === "fix_plan"),
  ]);
}

/** The number of the version that an entry shows or tells what was measured of; undefined where it does neither. */
function versionOf(entry: LedgerEntry): number | undefined {
  return entry.kind === "report" || entry.kind === "growth" ? entry.version : versionIn(entry);
}

/** The number of the version whose code an entry holds; undefined where it holds none. */
function versionIn(entry: LedgerEntry): number | undefined {
  return entry.kind === "solution" ? entry.solution.version : undefined;
}

function isHalved(entries: readonly WrittenEntry[], gone: ReadonlySet<WrittenEntry>): boolean {
  return gone.size * 2 >= entries.length && charactersOf(gone) * 2 >= charactersOf(entries);
}

function charactersOf(entries: Iterable<WrittenEntry>): number {
  return [...entries].reduce((sum, { text }) => sum + text.length, 0);
}

function leftOutText(leftOut: readonly LedgerEntry[]): string {
  return `# Left out

The whole record is longer than you can be given. Missing here, oldest first:

${leftOutLines(leftOut).join("\n")}

What stands below is complete. Where it speaks of something that is missing, go by what is there.`;
}

function leftOutLines(leftOut: readonly LedgerEntry[]): readonly string[] {
  const numbers = (kind: LedgerEntry["kind"]): readonly string[] => [
    ...new Set(leftOut.flatMap((entry) => (entry.kind === kind ? [nameOf(entry)] : []))),
  ];
  return [
    { what: "the code of", names: numbers("solution") },
    { what: "reports on", names: numbers("report") },
    { what: "the measured growth of", names: numbers("growth") },
    { what: "fix plans:", names: numbers("fix_plan") },
  ].flatMap(({ what, names }) => (names.length === 0 ? [] : [`- ${what} ${names.join(", ")}`]));
}

function nameOf(entry: LedgerEntry): string {
  switch (entry.kind) {
    case "solution":
      return `v${entry.solution.version}`;
    case "report":
    case "growth":
      return `v${entry.version}`;
    case "fix_plan":
      return `${entry.plan.number}`;
  }
}
