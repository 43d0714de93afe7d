const [n] = require("fs").readFileSync(0, "utf8").split(" ").map(Number);
console.log("Yes", ...Array.from({ length: n }, (_, at) => at + 1));
