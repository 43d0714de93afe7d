const [n, k] = require("node:fs").readFileSync("/dev/stdin", "utf8").split(" ").map(Number);
const half = Math.floor(n / 2);
const order = [];
for (let bead = 1; bead <= n - half; bead += 1) {
  order.push(half + bead);
  if (bead <= half) order.push(bead);
}
console.log(n > 1 && k > half ? "No" : `Yes ${order.join(" ")}`);
