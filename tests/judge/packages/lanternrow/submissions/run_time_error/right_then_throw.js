// The answer is out before the exception.
const words = require("fs").readFileSync(0, "utf8").match(/\S+/g) ?? [];
let [best, longest, length] = ["Dark", 0, 0];
words.forEach((word, index) => {
  length = word === words[index - 1] ? length + 1 : 1;
  if (length > longest) [best, longest] = [word, length];
});
require("fs").writeSync(1, `${best} ${longest}\n`);
null.length;
