const [n, m, ...numbers] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
const parent = new Int32Array(n + 1);
for (let at = 0; at < 3 * m; at += 3) {
  const [above, first, last] = numbers.slice(at, at + 3);
  for (let chamber = first; chamber <= last; chamber += 1) {
    parent[chamber] = chamber === first ? above : chamber - 1;
  }
}
const depth = new Int32Array(n + 1);
const size = new Float64Array(n + 1).fill(1);
let deepest = 0;
let sum = 0;
for (let chamber = 2; chamber <= n; chamber += 1) {
  depth[chamber] = depth[parent[chamber]] + 1;
  deepest = Math.max(deepest, depth[chamber]);
}
for (let chamber = n; chamber >= 1; chamber -= 1) {
  sum += size[chamber];
  size[parent[chamber]] += size[chamber];
}
console.log(deepest, sum);
