const numbers = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
const n = numbers[0];
let total = 0;
let moment = 0;
for (let stone = 0; stone < n; stone += 1) {
  total += numbers[2 * stone + 2];
  moment += numbers[2 * stone + 1] * numbers[2 * stone + 2];
}
console.log(`${n}\n${total}\n${moment / total}`);
