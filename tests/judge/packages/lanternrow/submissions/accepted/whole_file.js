const words = require("fs").readFileSync(0, "utf8").split(/\s+/).filter(Boolean);
let best = "Dark";
let longest = 0;
let start = 0;
words.forEach((word, index) => {
  if (word !== words[start]) start = index;
  if (index - start + 1 > longest) {
    longest = index - start + 1;
    best = word;
  }
});
console.log(best, longest);
