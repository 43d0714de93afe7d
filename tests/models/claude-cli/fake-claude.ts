import { writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";

import { z } from "zod";

import { temporaryFolder } from "../../temp-folder.js";

/** The program that is started in the place of the real command. */
export const FAKE_CLAUDE = path.join(import.meta.dirname, "fixtures/fake-claude.mjs");

const callSchema = z.object({
  pid: z.int(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  cwd: z.string(),
  files: z.array(z.string()),
  systemFile: z.string().nullable(),
  stdin: z.string(),
});

/** How the command was called. */
export type FakeCall = z.infer<typeof callSchema>;

/** What the command does: it writes, then it ends in one of several ways. */
interface Part {
  readonly lines: readonly string[];
  readonly complaint: string;
  readonly isCutOff: boolean;
  readonly floodMegabytes: number;
  /** What it says when it is interrupted, before it ends; null: it just ends. */
  readonly onInterrupt: readonly string[] | null;
  readonly ignores: readonly string[];
  readonly leavesChild: boolean;
  readonly hangs: boolean;
  readonly killedBy: string | null;
  readonly exitCode: number;
}

/** What the command does, as far as it matters. */
export type FakePart = Partial<Part> & {
  /** Called when all is said and the command hangs. */
  readonly whenHanging?: () => void;
};

/** A command that says nothing and ends well. */
export const SILENT: Part = {
  lines: [],
  complaint: "",
  isCutOff: false,
  floodMegabytes: 0,
  onInterrupt: null,
  ignores: [],
  leavesChild: false,
  hangs: false,
  killedBy: null,
  exitCode: 0,
};

/** The fake command, ready to be called with `env`. */
export interface FakeClaude {
  readonly calls: readonly FakeCall[];
  /** All that it needs to know where the test is. */
  readonly env: Readonly<Record<string, string>>;
  readonly temporaryFolder: string;
}

/** Lends out a fake command that does what `respond` says, as long as `use` lasts. */
export async function withFakeClaude<T>(
  respond: (call: FakeCall, number: number) => FakePart | Promise<FakePart>,
  use: (fake: FakeClaude) => Promise<T>,
): Promise<T> {
  const calls: FakeCall[] = [];
  const hanging = new Map<number, () => void>();
  const answer = async (request: IncomingMessage): Promise<string> => {
    const call = callSchema.parse(JSON.parse(await text(request)));
    if (request.url === "/ready") {
      hanging.get(call.pid)?.();
      return "";
    }
    calls.push(call);
    const { whenHanging, ...part } = await respond(call, calls.length);
    if (whenHanging !== undefined) hanging.set(call.pid, whenHanging);
    return JSON.stringify({ ...SILENT, ...part });
  };
  const server = createServer((request, response) => {
    void answer(request).then((part) => response.end(part));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the port is not known");
  const [config, temporary] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(path.join(config, "port"), String(address.port));
  const env = { PATH: process.env["PATH"] ?? "", CLAUDE_CONFIG_DIR: config };
  try {
    return await use({ calls, env, temporaryFolder: temporary });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
