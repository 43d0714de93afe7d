const [n] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
console.log(n, ...Array.from({ length: n }, () => 1));
