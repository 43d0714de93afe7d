import { describe } from "vitest";

import { createJudge } from "../../src/judge/create-judge.js";
import { evidenceDecides } from "./evidence-decides.js";

describe("with programs that are really run", () => {
  evidenceDecides(createJudge);
});
