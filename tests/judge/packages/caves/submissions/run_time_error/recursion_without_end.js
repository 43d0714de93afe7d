const explore = (depth) => explore(depth + 1) + 1;
console.log(explore(0), 0);
