import * as readline from "node:readline";

interface Range {
  low: number;
  high: number;
}

const lines = readline.createInterface({ input: process.stdin });
let range: Range | undefined;

function turn({ low, high }: Range): void {
  console.log(low < high ? `? ${(low + high) >> 1}` : `! ${low}`);
}

lines.on("line", (line: string): void => {
  if (line === "open") process.exit(0);
  if (range === undefined) {
    range = { low: 1, high: Number(line) };
  } else {
    const middle: number = (range.low + range.high) >> 1;
    range = line === "low" ? { low: middle + 1, high: range.high } : { low: range.low, high: middle };
  }
  turn(range);
});
