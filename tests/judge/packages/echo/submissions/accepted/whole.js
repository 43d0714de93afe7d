const words = require("fs").readFileSync(0, "utf8").split(/\s+/).filter(Boolean);
const heard = new Set();
const again = words.find((word) => heard.has(word) || !heard.add(word));
console.log(again ?? "-");
