import path from "node:path";
import { z } from "zod";

import { endedInGoodOrder } from "../../core/verdict.js";
import { programFile } from "../compile/compilation.js";
import type { CaseContext } from "./case-context.js";
import { programFiles } from "./program-files.js";
import type { TestPlan } from "./test-plan.js";
import { testRequest } from "./test-request.js";
import type { Outcome } from "./verdict-of.js";

const HARNESS = ["call_pairs.py", "load_source.py", "plain_text.py"] as const;
const answersSchema = z.array(
  z.union([z.string(), z.null(), z.object({ error: z.string() })]).readonly(),
);

/**
 * Has the calls that tests make repeated where no test is in sight, and compares the answers outside. Null: nothing
 * speaks against the program.
 */
export async function faultOfPairs(
  context: CaseContext,
  pairs: TestPlan["pairs"],
): Promise<Outcome | null> {
  const { program } = context.ready;
  const file = programFile(program);
  const own = new Set(["solution", path.basename(file, ".py")]);
  const known = pairs.flatMap(([name, given, expected]) => {
    const dot = name.lastIndexOf(".");
    return own.has(name.slice(0, dot)) ? [{ name: name.slice(dot + 1), given, expected }] : [];
  });
  if (known.length === 0) return null;
  const request = testRequest(context, {
    language: "python",
    files: programFiles(program, HARNESS),
    main: `../harness/${HARNESS[0]}`,
    args: [],
    stdin: JSON.stringify({ file, calls: known.map(({ name, given }) => [name, given]) }),
  });
  const { result, ending } = await context.crew.run(request);
  const answers = endedInGoodOrder(ending) ? readAnswers(result.toString()) : null;
  if (answers?.length !== known.length) {
    return { verdict: "WA", note: "It does not answer where no test is in sight." };
  }
  const wrong = known.findIndex(({ expected }, index) => !fits(answers[index] ?? null, expected));
  const call = known[wrong];
  if (call === undefined) return null;
  const asked = `${call.name}${call.given}`.slice(0, 200);
  return { verdict: "WA", note: `Where no test is in sight, ${asked} answers otherwise.` };
}

type Answer = z.infer<typeof answersSchema>[number];

/** An answer that is no plain value is left to the tests. */
function fits(answer: Answer, expected: string): boolean {
  return answer === null || answer === expected;
}

function readAnswers(text: string): readonly Answer[] | null {
  try {
    return answersSchema.parse(JSON.parse(text));
  } catch {
    return null; // The program wrote there itself, or nothing.
  }
}
