import { readFileSync } from "node:fs";

enum Answer {
  Yes = "Yes",
  No = "No",
}

function order(n: number): number[] {
  const half = Math.floor(n / 2);
  return Array.from({ length: n }, (_: unknown, at: number): number =>
    at % 2 === 0 ? half + 1 + at / 2 : (at + 1) / 2,
  );
}

const [n, k] = readFileSync(0, "utf8").split(" ").map(Number) as [number, number];
if (n > 1 && k > n / 2) console.log(Answer.No);
else console.log(Answer.Yes, ...order(n));
