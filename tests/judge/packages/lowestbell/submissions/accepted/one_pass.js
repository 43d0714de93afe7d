const readline = require("readline");

const lines = readline.createInterface({ input: process.stdin });
let n = 0;
let bell = 1;
lines.on("line", (line) => {
  if (n === 0) n = Number(line);
  const lowest = bell === 1 ? 1 : Number(line);
  bell += 1;
  if (bell <= n) return console.log(`ask ${lowest} ${bell}`);
  console.log(`lowest ${lowest}`);
  // Standard input stays open, and would keep the program alive.
  process.stdin.destroy();
});
