/** Runs under a condition that only a process of its own can have, and prints what became of it as JSON. */
import { createJudge } from "../../../src/judge/create-judge.js";
import { never, python, request } from "../judging.js";
import { type Condition, runAttacks } from "./run-attacks.js";
import type { Stage } from "./stage.js";

const [told = ""] = process.argv.slice(2);
const { stage, ...condition }: Condition & { stage: Stage } = JSON.parse(told);
const result = await runAttacks(stage, condition);
const judge = createJudge({ ...condition, cacheDirectory: `${stage.folder}/cache` });
const { isolation, isolationNote } = await judge.probe(never);
const { cases } = await judge.judge(request(python("print(6 * 7)")), never);
const judged = cases.map(({ verdict, output }) => ({ verdict, output }));
process.stdout.write(
  JSON.stringify({ ...result, abilities: { isolation, isolationNote }, judged }),
);
