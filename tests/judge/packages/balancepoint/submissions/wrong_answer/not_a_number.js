// Divides nothing by nothing in the end.
const numbers = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
const total = numbers.filter((_, index) => index > 0 && index % 2 === 0).reduce((a, b) => a + b, 0);
console.log(numbers[0], total, (total - total) / (total - total));
