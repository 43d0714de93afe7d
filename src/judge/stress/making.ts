import { LANGUAGES } from "../../core/language.js";
import type { CaseContext } from "../cases/case-context.js";
import type { Ready } from "../compile/compilation.js";
import type { Allowed } from "../languages/languages.js";

/** What inputs and their answers are made with. */
export interface MakingContext extends Pick<CaseContext, "crew" | "toolchain" | "compiler"> {
  readonly generator: Ready;
  readonly oracle: Ready;
  /** Of the generator and of the oracle, for one seed. */
  readonly allowed: Allowed;
  /** How many processes may run at a time. */
  readonly atOnce: number;
}

/** Programs that stay in one process for many seeds. */
export interface Residents extends Pick<MakingContext, "crew" | "toolchain" | "allowed"> {
  readonly generator: Ready;
  /** Null: it cannot stay in the same process. Inputs then come without an answer. */
  readonly oracle: Ready | null;
}

/** Which of the programs can stay in one process; null when not even the generator can. */
export function residentsOf(making: MakingContext): Residents | null {
  const { crew, toolchain, allowed, generator, oracle } = making;
  const { language } = generator.program;
  if (LANGUAGES[language].harness !== "python") return null;
  const together = oracle.program.language === language ? oracle : null;
  return { crew, toolchain, allowed, generator, oracle: together };
}
