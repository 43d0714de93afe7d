// Reads piece by piece; a letter of several bytes may lie across two pieces.
let text = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (piece) => (text += piece));
process.stdin.on("end", () => {
  const state = { best: "Dark", longest: 0, last: "", length: 0 };
  for (const [word] of text.matchAll(/\S+/g)) {
    state.length = word === state.last ? state.length + 1 : 1;
    state.last = word;
    if (state.length > state.longest) Object.assign(state, { best: word, longest: state.length });
  }
  process.stdout.write(`${state.best} ${state.longest}\n`);
});
