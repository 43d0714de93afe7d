import * as readline from "node:readline";

interface Stone {
  readonly place: number;
  readonly mass: number;
}

const lines = readline.createInterface({ input: process.stdin });
const stones: Stone[] = [];
let count: number | null = null;

lines.on("line", (line: string): void => {
  if (count === null) {
    count = Number(line);
    return;
  }
  const [place, mass] = line.split(" ").map(Number) as [number, number];
  stones.push({ place, mass });
});
lines.on("close", (): void => {
  const total: number = stones.reduce((sum: number, stone: Stone) => sum + stone.mass, 0);
  const moment = stones.reduce((sum: number, { place, mass }: Stone) => sum + place * mass, 0);
  console.log(count, total.toFixed(8), (moment / total).toFixed(8));
});
