import { median } from "../median.js";
import { bareClient, type Client, layerClient } from "./clients.js";
import { startStreamServer } from "./stream-server.js";

/**
 * What the layer costs per call over a bare fetch that reads and parses the same stream, in turn in one process: as a
 * ratio and in milliseconds.
 */
const ROUNDS = 25;
const ANSWERS = [
  { name: "1,000 deltas of 6 characters", model: "1000x6" },
  { name: "200 KB in deltas of 200", model: "1000x200" },
  { name: "200 KB in deltas of 20", model: "10000x20" },
] as const;

async function timed(client: Client, baseUrl: string, model: string): Promise<number> {
  const startedAt = performance.now();
  const text = await client(baseUrl, model);
  const ms = performance.now() - startedAt;
  const [count = 0, size = 0] = model.split("x").map(Number);
  if (text.length !== count * size) throw new Error(`${text.length} characters of ${count * size}`);
  return ms;
}

const server = await startStreamServer();
try {
  for (const { name, model } of ANSWERS) {
    const bare: number[] = [];
    const layer: number[] = [];
    for (let round = 0; round < ROUNDS + 5; round += 1) {
      const pair = [
        await timed(bareClient, server.baseUrl, model),
        await timed(layerClient, server.baseUrl, model),
      ] as const;
      // The first rounds warm the code.
      if (round < 5) continue;
      bare.push(pair[0]);
      layer.push(pair[1]);
    }
    const [bareMs, layerMs] = [median(bare), median(layer)];
    process.stdout.write(
      `${name.padEnd(30)} bare ${bareMs.toFixed(1)} ms, layer ${layerMs.toFixed(1)} ms, ratio ${(layerMs / bareMs).toFixed(2)}\n`,
    );
  }
} finally {
  await server.close();
}
