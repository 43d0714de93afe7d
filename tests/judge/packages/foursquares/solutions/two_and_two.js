const n = Number(require("fs").readFileSync(0));
const pairs = new Map();
for (let a = 0; a * a <= n; a += 1) {
  for (let b = a; a * a + b * b <= n; b += 1) pairs.set(a * a + b * b, [a, b]);
}
for (const [total, two] of pairs) {
  const others = pairs.get(n - total);
  if (others === undefined) continue;
  const planted = two.concat(others).filter((side) => side > 0);
  console.log(planted.length, ...planted);
  break;
}
