import { createJudge } from "../src/judge/create-judge.js";

const { languages } = await createJudge().probe(new AbortController().signal);

/** Whether this machine has a C and C++ compiler. Without one, tests that need it are left out. */
export const HAS_COMPILER = languages.cpp !== null;
