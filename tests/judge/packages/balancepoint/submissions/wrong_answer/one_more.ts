// A fourth number after the three right ones.
import { readFileSync } from "node:fs";

const numbers: number[] = readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
let total: number = 0;
let moment: number = 0;
for (let at: number = 1; at < numbers.length; at += 2) {
  total += numbers[at + 1] as number;
  moment += (numbers[at] as number) * (numbers[at + 1] as number);
}
console.log([numbers[0], total, moment / total, 0].join(" "));
