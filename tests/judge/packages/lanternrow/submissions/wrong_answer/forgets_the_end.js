// A stretch is only looked at when another colour follows it.
const words = require("fs").readFileSync(0, "utf8").split(/\s+/).filter(Boolean);
let best = words[0] ?? "Dark";
let longest = words.length === 0 ? 0 : 1;
let length = 1;
for (let index = 1; index < words.length; index += 1) {
  if (words[index] === words[index - 1]) {
    length += 1;
    continue;
  }
  if (length > longest) {
    longest = length;
    best = words[index - 1];
  }
  length = 1;
}
console.log(best, longest);
