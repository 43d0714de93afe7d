/**
 * The candidate that a person most likely meant by a word that is none of them, or null when none is
 * near. Case, hyphens and underscores are forgiven first; then a slip for every three letters.
 */
export function closest(word: string, candidates: readonly string[]): string | null {
  if (word.length > LONGEST_WORD) return null;
  const wanted = plain(word);
  let best: { readonly candidate: string; readonly slips: number } | null = null;
  for (const candidate of candidates) {
    const slips = slipsBetween(wanted, plain(candidate));
    const allowed = Math.floor(Math.max(wanted.length, candidate.length) / LETTERS_PER_SLIP);
    if (slips <= allowed && (best === null || slips < best.slips)) best = { candidate, slips };
  }
  return best?.candidate ?? null;
}

const LETTERS_PER_SLIP = 3;

/** Nobody mistypes a word of this length; comparing one would only take time. */
const LONGEST_WORD = 100;

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, "");
}

/** Letters added, lost, exchanged or swapped with their neighbour: the distance of Damerau and Levenshtein. */
function slipsBetween(left: string, right: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const exchanged = at(last, column - 1) + (left[row - 1] === right[column - 1] ? 0 : 1);
      const oneSide = Math.min(at(last, column), at(current, column - 1)) + 1;
      const swapped =
        left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
          ? at(beforeLast, column - 2) + 1
          : Number.POSITIVE_INFINITY;
      current.push(Math.min(exchanged, oneSide, swapped));
    }
    beforeLast = last;
    last = current;
  }
  return at(last, right.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
