import { spawnSync } from "node:child_process";
import path from "node:path";

import { median } from "./median.js";

/**
 * Start of the command line against the start of Node itself: whole processes, in turn, so that a
 * machine that slows down slows both. Prints the ratio of the medians.
 */
const ROUNDS = 21;
const MAIN = path.resolve(import.meta.dirname, "../dist/cli/main.js");

function processMs(args: readonly string[]): number {
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  if (status !== 0)
    throw new Error(`node ${args.join(" ")} ended with ${status}; run npm run build first`);
  return performance.now() - startedAt;
}

const help: number[] = [];
const bare: number[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const pair = [processMs(["-e", "0"]), processMs([MAIN, "--help"])] as const;
  // The first pair warms the file cache.
  if (round === 0) continue;
  bare.push(pair[0]);
  help.push(pair[1]);
}

process.stdout.write(
  `node -e 0          ${median(bare).toFixed(1)} ms\npipeline --help    ${median(help).toFixed(1)} ms\nratio              ${(median(help) / median(bare)).toFixed(2)} (target: 3 at the most)\n`,
);
