import * as fs from "node:fs";

type Stretch = { colour: string; length: number };

function stretches(words: readonly string[]): Stretch[] {
  const found: Stretch[] = [];
  for (const word of words) {
    const last: Stretch | undefined = found[found.length - 1];
    if (last !== undefined && last.colour === word) last.length += 1;
    else found.push({ colour: word, length: 1 });
  }
  return found;
}

const words: string[] = fs
  .readFileSync(0, "utf8")
  .split(/\s+/)
  .filter((word: string) => word !== "");
const best: Stretch = stretches(words).reduce(
  (longest: Stretch, next: Stretch) => (next.length > longest.length ? next : longest),
  { colour: "Dark", length: 0 },
);
console.log(`${best.colour} ${best.length}`);
