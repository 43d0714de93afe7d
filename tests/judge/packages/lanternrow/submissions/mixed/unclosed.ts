// @EXPECTED_RESULTS@: COMPILER-ERROR, RUN-ERROR
const best: string = "Dark";
console.log(`${best} ${0`);
