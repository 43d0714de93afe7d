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

/** Programs that stay in one process for many seeds. At least one is there. */
export interface Residents extends Pick<MakingContext, "crew" | "toolchain" | "allowed"> {
  /** Null: the inputs are there already. */
  readonly generator: Ready | null;
  /** Null: it cannot stay in the same process. Inputs then come without an answer. */
  readonly oracle: Ready | null;
  /** Whether it is no fault of the oracle to print nothing. */
  readonly mayBeSilent: boolean;
}

/** Whether a program can stay in one process for many inputs. */
export function canStay({ program }: Ready): boolean {
  return LANGUAGES[program.language].harness === "python" && program.shape !== "module";
}

/** Which of the programs can stay in one process; null when not even the generator can. */
export function residentsOf(making: MakingContext): Residents | null {
  const { crew, toolchain, allowed, generator, oracle } = making;
  if (!canStay(generator)) return null;
  const together = oracle.program.language === generator.program.language ? oracle : null;
  return { crew, toolchain, allowed, generator, oracle: together, mayBeSilent: false };
}
