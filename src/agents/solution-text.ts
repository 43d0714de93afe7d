import type { Solution } from "../core/solution.js";
import { safeEntry } from "./entry.js";
import { dataBlock, plainName } from "./marker.js";

/** One version as it stands in the ledger. */
export function solutionText(solution: Solution, file: string): string {
  const { version, parent, agent, program, approach } = solution;
  const from = parent === null ? "" : `, made from v${parent}`;
  const by = agent === null ? "the user's own file" : `written by ${plainName(agent)}${from}`;
  const entry = safeEntry(program.entry);
  return [
    `# Version v${version}: ${by}`,
    ...(entry === null ? [] : [`It is used through \`${entry}\`.`]),
    dataBlock(file, program.source),
    ...(approach === null
      ? []
      : [
          "What its author says about it, which is a claim:",
          dataBlock(`what the author of v${version} says`, claimText(approach)),
        ]),
  ].join("\n\n");
}

function claimText({ approach, time, space }: NonNullable<Solution["approach"]>): string {
  return [
    approach,
    ...(time === null ? [] : [`Time: ${time}`]),
    ...(space === null ? [] : [`Space: ${space}`]),
  ].join("\n");
}
