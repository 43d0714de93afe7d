import { median } from "../median.js";
import { bareClient, type Client, layerClient } from "./clients.js";
import { startStreamServer } from "./stream-server.js";

/**
 * What the layer costs per call over a bare fetch that reads and parses the same stream, in turn in one process: as a
 * ratio and in milliseconds.
 */
const ROUNDS = 25;
const WARM_ROUNDS = 5;
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

/** The median of each, in turn; the first rounds warm the code. */
async function measure(baseUrl: string, model: string): Promise<{ bare: number; layer: number }> {
  const bare: number[] = [];
  const layer: number[] = [];
  for (let round = -WARM_ROUNDS; round < ROUNDS; round += 1) {
    const pair = [
      await timed(bareClient, baseUrl, model),
      await timed(layerClient, baseUrl, model),
    ] as const;
    if (round < 0) continue;
    bare.push(pair[0]);
    layer.push(pair[1]);
  }
  return { bare: median(bare), layer: median(layer) };
}

const server = await startStreamServer();
try {
  for (const { name, model } of ANSWERS) {
    const { bare, layer } = await measure(server.baseUrl, model);
    const ratio = (layer / bare).toFixed(2);
    process.stdout.write(
      `${name.padEnd(30)} bare ${bare.toFixed(1)} ms, layer ${layer.toFixed(1)} ms, ratio ${ratio}\n`,
    );
  }
} finally {
  await server.close();
}
