import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { bareClient, layerClient } from "./clients.js";
import { startStreamServer } from "./stream-server.js";

/** Peak memory of a process that reads one answer of 5 MB: through the layer, through a bare fetch, and not at all. */
const MODEL = "50000x100";
const CLIENTS = { nothing: async () => "", bare: bareClient, layer: layerClient } as const;

async function child(name: string, baseUrl: string): Promise<void> {
  const client =
    name === "bare" ? CLIENTS.bare : name === "layer" ? CLIENTS.layer : CLIENTS.nothing;
  const { length } = await client(baseUrl, MODEL);
  process.stdout.write(JSON.stringify({ length, kb: process.resourceUsage().maxRSS }));
}

async function parent(): Promise<void> {
  const server = await startStreamServer();
  try {
    for (const name of Object.keys(CLIENTS)) {
      const argv = ["--import", "tsx", fileURLToPath(import.meta.url), name, server.baseUrl];
      const { stdout, stderr, status } = spawnSync(process.execPath, argv, { encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
      const { length, kb } = JSON.parse(stdout);
      process.stdout.write(
        `${name.padEnd(8)} ${length} characters, peak ${Math.round(kb / 1024)} MB\n`,
      );
    }
  } finally {
    await server.close();
  }
}

const [name, baseUrl] = process.argv.slice(2);
if (name !== undefined && baseUrl !== undefined) await child(name, baseUrl);
else await parent();
