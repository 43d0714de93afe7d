// Another split than the other programs find, each parcel on a line of its own.
const [n, d, ...weights] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
const total = weights.reduce((sum, weight) => sum + weight, 0);
const via = new Map([[0, null]]);
weights.forEach((weight, index) => {
  for (const load of [...via.keys()]) {
    if (!via.has(load + weight)) via.set(load + weight, { index, before: load });
  }
});
const fair = [...via.keys()].sort((a, b) => b - a).find((load) => Math.abs(total - 2 * load) <= d);
if (fair === undefined) {
  console.log("impossible");
} else {
  const first = [];
  for (let at = via.get(fair); at !== null; at = via.get(at.before)) first.push(at.index + 1);
  first.sort((a, b) => a - b);
  console.log([first.length, ...first].slice(0, n + 1).join("\n"));
}
