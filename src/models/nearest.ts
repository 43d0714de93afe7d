/** The word of a list that needs the fewest single-character edits to become this one; null for an empty list. */
export function nearestOf(word: string, list: readonly string[]): string | null {
  let best: { readonly word: string; readonly edits: number } | null = null;
  for (const candidate of list) {
    const edits = editsBetween(word, candidate);
    if (best === null || edits < best.edits) best = { word: candidate, edits };
  }
  return best?.word ?? null;
}

/** The Levenshtein distance, row by row. */
function editsBetween(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let rowIndex = 0; rowIndex < left.length; rowIndex += 1) {
    const next = [rowIndex + 1];
    for (let index = 1; index <= right.length; index += 1) {
      const replace = (row[index - 1] ?? 0) + (right[index - 1] === left[rowIndex] ? 0 : 1);
      next.push(Math.min(replace, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
