// As doubles are printed by other languages: not the digits that were asked for.
const [n, m, ...numbers] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
const depth = [0, 0];
for (let at = 0; at < 3 * m; at += 3) {
  let above = numbers[at];
  for (let chamber = numbers[at + 1]; chamber <= numbers[at + 2]; chamber += 1) {
    depth[chamber] = depth[above] + 1;
    above = chamber;
  }
}
const sum = depth.reduce((total, next) => total + next, n);
console.log(Math.max(0, depth.reduce((a, b) => Math.max(a, b))), sum.toExponential(15));
