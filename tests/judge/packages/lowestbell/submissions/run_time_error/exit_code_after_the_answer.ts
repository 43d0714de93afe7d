import * as readline from "node:readline";

const lines = readline.createInterface({ input: process.stdin });
let count: number | undefined;
let bell: number = 1;
lines.on("line", (line: string): void => {
  const lowest: number = count === undefined ? 1 : Number(line);
  count ??= Number(line);
  bell += 1;
  if (bell <= count) {
    console.log(`ask ${lowest} ${bell}`);
    return;
  }
  console.log(`lowest ${lowest}`);
  process.exitCode = 9;
  // Standard input stays open, and would keep the program alive.
  process.stdin.destroy();
});
