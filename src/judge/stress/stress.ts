import type { Isolation } from "../../core/report.js";
import type { SkippedSeeds, StressReport, StressRequest } from "../../core/stress.js";
import { withCaller } from "../cases/called-program.js";
import type { CaseContext } from "../cases/case-context.js";
import { sentence } from "../cases/verdict-of.js";
import type { Compilation, Ready } from "../compile/compilation.js";
import { compileReport } from "../judged-program.js";
import { allowedBy } from "../languages/languages.js";
import { StressLoop } from "./stress-loop.js";

/** What a stress loop works with. */
export interface StressParts extends Pick<CaseContext, "crew" | "toolchain" | "compiler"> {
  readonly isolation: Isolation;
  /** How many processes may run at a time. */
  readonly atOnce: number;
}

/**
 * Holds a program against an oracle on generated inputs, until the first that it fails on. Only the program pays a
 * process for each input where generator and oracle can stay in one.
 */
export async function stress(request: StressRequest, parts: StressParts): Promise<StressReport> {
  const startedAt = performance.now();
  const { compiler, isolation } = parts;
  const [candidate, generator, oracle] = await Promise.all([
    compiler.compile(withCaller(request.program)),
    compiler.compile(request.generator),
    compiler.compile(withCaller(request.oracle)),
  ]);
  const report = (rest: Pick<StressReport, "tried" | "skipped" | "failure">): StressReport => {
    const seconds = (performance.now() - startedAt) / 1000;
    return { ...rest, compile: compileReport(candidate), isolation, seconds };
  };
  const ready = allReady(request, { candidate, generator, oracle });
  if ("skipped" in ready) return report({ tried: 0, skipped: ready.skipped, failure: null });
  // What compilers take is not taken from the inputs.
  const endsAt = performance.now() + request.budgetMs;
  const loop = new StressLoop({ request, ...contextsOf(request, ready, parts), endsAt });
  const failure = await loop.run();
  return report({ tried: loop.tried, skipped: loop.skipped(), failure });
}

type Roles<T> = Readonly<Record<"candidate" | "generator" | "oracle", T>>;

/** The three as they are run, or why nothing can be tried. */
function allReady(
  { program, generator, oracle, comparison, count }: StressRequest,
  compiled: Roles<Compilation>,
): Roles<Ready> | { readonly skipped: SkippedSeeds } {
  const all = (reason: string) => ({ skipped: { count, reason } });
  if (program.shape === "module") return all("A module can only be exercised by tests.");
  if (generator.shape !== "stdio") return all("The generator does not print.");
  if (oracle.shape !== program.shape) return all("The oracle is not used as the program is.");
  if (comparison.kind === "interactive") return all("No oracle can foretell a conversation.");
  const { candidate } = compiled;
  if (candidate.kind === "refused") return { skipped: { count: 0, reason: null } };
  if (candidate.kind === "unavailable") return all(`The program: ${candidate.reason}.`);
  if (compiled.generator.kind !== "ready") return all(reasonOf("generator", compiled.generator));
  if (compiled.oracle.kind !== "ready") return all(reasonOf("oracle", compiled.oracle));
  return { candidate, generator: compiled.generator, oracle: compiled.oracle };
}

function reasonOf(role: string, compilation: Exclude<Compilation, Ready>): string {
  switch (compilation.kind) {
    case "refused": {
      const lines = compilation.log.trim().split("\n");
      const telling = lines.find((line) => /\berror\b/i.test(line)) ?? lines[0] ?? "";
      return sentence(`The ${role} does not compile: ${telling.trim().slice(0, 200)}`);
    }
    case "unavailable":
      return `The ${role}: ${compilation.reason}.`;
  }
}

function contextsOf(request: StressRequest, ready: Roles<Ready>, parts: StressParts) {
  const { crew, toolchain, compiler, atOnce } = parts;
  const shared = { crew, toolchain, compiler };
  const { program, limits, comparison, oracleLimits } = request;
  const judged = { program, cases: [], limits, comparison, confirmations: 1 };
  const { candidate, generator, oracle } = ready;
  return {
    candidate: { ...shared, request: judged, ready: candidate, seed: 0 },
    making: { ...shared, generator, oracle, allowed: allowedBy(oracleLimits), atOnce },
  };
}
