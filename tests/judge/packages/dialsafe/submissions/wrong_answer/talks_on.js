// The right answer, and one more question after it.
const readline = require("readline");

const lines = readline.createInterface({ input: process.stdin });
let range = null;
lines.on("line", (line) => {
  if (line === "open") return process.exit(0);
  if (range === null) {
    range = [1, Number(line)];
  } else {
    const middle = Math.floor((range[0] + range[1]) / 2);
    range = line === "low" ? [middle + 1, range[1]] : [range[0], middle];
  }
  const middle = Math.floor((range[0] + range[1]) / 2);
  console.log(range[0] === range[1] ? `! ${middle}\n? 1` : `? ${middle}`);
});
