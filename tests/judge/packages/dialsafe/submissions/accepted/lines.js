const readline = require("readline");

async function main() {
  const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value;
  let low = 1;
  let high = Number(await next());
  while (low < high) {
    const middle = (low + high) >> 1;
    console.log(`? ${middle}`);
    if ((await next()) === "low") low = middle + 1;
    else high = middle;
  }
  console.log(`! ${low}`);
  process.exit(0);
}

main();
