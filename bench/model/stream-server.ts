import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { z } from "zod";

/** A Messages server that streams one answer of the wanted length, in a process of its own so that its work is not the client's. */
export interface StreamServer {
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** How the answer is cut: the model's name carries it, such as `1000x6` for 1,000 deltas of 6 characters. */
function eventsOf(model: string): readonly string[] {
  const [count = 0, size = 0] = model.split("x").map(Number);
  const event = (data: { readonly type: string; readonly [field: string]: unknown }): string =>
    `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
  const text = "def f(x):\n".repeat(Math.ceil(size / 10)).slice(0, size);
  const delta = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } };
  return [
    event({
      type: "message_start",
      message: { model, usage: { input_tokens: 1, output_tokens: 1 } },
    }),
    event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    ...Array.from({ length: count }, () => event(delta)),
    event({ type: "content_block_stop", index: 0 }),
    event({
      type: "message_delta",
      delta: { stop_reason: "end_turn" },
      usage: { output_tokens: count },
    }),
    event({ type: "message_stop" }),
  ];
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  answers: Map<string, readonly string[]>,
): Promise<void> {
  const { model } = z.object({ model: z.string() }).parse(JSON.parse(await textOf(request)));
  const events = answers.get(model) ?? eventsOf(model);
  answers.set(model, events);
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) {
    if (!response.write(event)) await once(response, "drain");
  }
  response.end();
}

function serve(): void {
  const answers = new Map<string, readonly string[]>();
  const server = createServer((request, response) => {
    answer(request, response, answers).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      response.destroy();
    });
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.stdout.write(`${typeof address === "object" ? address?.port : address}\n`);
  });
}

const SERVE = "serve";

/** Starts it on a free port of the loopback. Whoever starts it closes it. */
export async function startStreamServer(): Promise<StreamServer> {
  const argv = ["--import", "tsx", fileURLToPath(import.meta.url), SERVE];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  return {
    baseUrl: `http://127.0.0.1:${Number(line)}`,
    close: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

if (process.argv[2] === SERVE) serve();
