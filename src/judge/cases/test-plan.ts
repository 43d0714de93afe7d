import { z } from "zod";

const alteredSchema = z.object({
  source: z.string(),
  /** Tests that no honest program passes in this copy. */
  mustFail: z.array(z.string()),
});

const planSchema = z.object({
  /** `main`: the file is run as a program, and its assertions are the one test. */
  run: z.enum(["tests", "pytest", "main"]),
  /** The file of tests, with the control among them. */
  source: z.string(),
  /** The name of a test that cannot pass, made for this run; null where there is none. */
  control: z.string().nullable(),
  /** Tests that must be heard of. */
  tests: z.array(z.string()),
  /** Those of them that say themselves that they may be left out. */
  maySkip: z.array(z.string()),
  /** Copies of the file in which tests expect something else. */
  altered: z.array(alteredSchema),
  /** Calls of the program, their arguments, and what the tests expect of them. */
  pairs: z.array(z.tuple([z.string(), z.string(), z.string()])),
});

/** What a file of tests holds, as far as can be read without running it, and how to tell whether it was run. */
export type TestPlan = Readonly<z.infer<typeof planSchema>>;

/** A copy of a file of tests in which tests cannot pass. */
export type Altered = TestPlan["altered"][number];

/** Reads what the planner for Python says; null when it was stopped. */
export function readPlan(text: string): TestPlan | null {
  return text === "" ? null : planSchema.parse(JSON.parse(text));
}

/** The test of which a result is: without the parameters that it was given. */
export function testOf(name: string): string {
  const bracket = name.indexOf("[");
  return bracket < 0 ? name : name.slice(0, bracket);
}

/** Draws a whole number below a bound. */
export type Draw = (below: number) => number;
