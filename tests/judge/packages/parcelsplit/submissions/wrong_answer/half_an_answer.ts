// Closes its output in the middle of an answer.
import * as fs from "node:fs";

const n: number = Number(fs.readFileSync(0, "utf8").split(" ")[0]);
fs.writeSync(1, `${n} `);
fs.closeSync(1);
