import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { pipelineCommand, type Ran } from "../cli/command-line.js";
import { type FakeMessagesServer, startFakeMessagesServer } from "../fake-messages-server.js";
import { temporaryFolder } from "../temp-folder.js";
import { asFourRoles, DOUBLE, FIXED, withoutOracle } from "./double-problem.js";

const CALLS = 6;

interface Service {
  readonly server: FakeMessagesServer;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Called when the request with this number arrives, counted from 1. */
  onRequest: (number: number) => void;
}

async function withService(work: (service: Service) => Promise<void>): Promise<void> {
  const cwd = await temporaryFolder();
  await writeFile(path.join(cwd, "double.txt"), DOUBLE);
  let arrived = 0;
  const service: Omit<Service, "server" | "env" | "cwd"> = { onRequest: () => {} };
  const server = await startFakeMessagesServer({
    respond: (request) => {
      arrived += 1;
      service.onRequest(arrived);
      const reply = withoutOracle(asFourRoles)(request);
      const answer = typeof reply === "string" ? { text: reply } : reply;
      return { ...answer, wire: { headersAfterMs: 150 } };
    },
  });
  const env = { ANTHROPIC_API_KEY: "test-key", ANTHROPIC_BASE_URL: server.baseUrl };
  try {
    await work(Object.assign(service, { server, env, cwd }));
  } finally {
    await server.close();
  }
}

/** Every file of a folder with its text. */
async function filesOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), await readFile(file, "utf8")] as const;
    }),
  );
  return Object.fromEntries(texts.toSorted(([left], [right]) => left.localeCompare(right)));
}

describe("Ctrl-C", () => {
  test.each([1, 2, 3, 4, 5, 6])(
    "at call %i keeps all finished steps, and resume goes on",
    async (call) => {
      await withService(async (service) => {
        const { env, cwd, server } = service;
        let interrupt = (): void => {};
        service.onRequest = (number) => {
          if (number === call) interrupt();
        };
        const stopped = await pipelineCommand({
          args: ["run", "double.txt"],
          cwd,
          env,
          onStart: (kill) => {
            interrupt = () => kill("SIGINT");
          },
        });
        service.onRequest = () => {};
        const files = await readdir(path.join(cwd, "output/double-1"));
        const resumed = await pipelineCommand({ args: ["resume", "--json"], cwd, env });

        expect(stopped.code).toBe(130);
        expect(stopped.stderr).toMatch(/Stopping\. What is under way is cancelled/);
        expect(stopped.stderr).toMatch(/Continue {2}pipeline resume double-1/);
        expect(files.some((name) => name.startsWith("solution_final"))).toBe(false);
        expect(files).not.toContain("lock");
        expect(JSON.parse(resumed.stdout)).toMatchObject({
          status: "passed",
          usage: { calls: CALLS },
        });
        expect(await readFile(path.join(cwd, "output/double-1/solution_final.py"), "utf8")).toBe(
          FIXED,
        );
        // The cancelled request came again; every other one came once.
        expect(server.requests).toHaveLength(CALLS + 1);
      });
    },
  );
});

describe("one owner", () => {
  test("a second process on a run folder is refused with the pid of the first", async () => {
    await withService(async (service) => {
      const { env, cwd } = service;
      const second: Promise<Ran>[] = [];
      service.onRequest = (number) => {
        if (number !== 2) return;
        second.push(pipelineCommand({ args: ["resume", "double-1"], cwd, env }));
      };
      const first = await pipelineCommand({ args: ["run", "double.txt", "-q"], cwd, env });
      const [refused] = await Promise.all(second);

      expect(first.code).toBe(0);
      expect(refused).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/process \d+ is working on this run/),
      });
    });
  });

  test("files that a crash left out of an ended run are written when it is resumed", async () => {
    await withService(async ({ env, cwd, server }) => {
      await pipelineCommand({ args: ["run", "double.txt", "-q"], cwd, env });
      const folder = path.join(cwd, "output/double-1");
      const before = await filesOf(folder);
      const lost = ["problem.txt", "solution_v2.py", "solution_final.py", "result.json", "samples"];
      await Promise.all(lost.map((name) => rm(path.join(folder, name), { recursive: true })));
      const again = await pipelineCommand({ args: ["resume", "double-1"], cwd, env });

      expect(again.stdout).toBe("output/double-1/solution_final.py\n");
      expect(again.stderr).toMatch(/nothing to resume/);
      expect(await filesOf(folder)).toEqual(before);
      expect(server.requests).toHaveLength(CALLS);
    });
  });

  test("what a killed writer left half written is gone when an ended run is resumed", async () => {
    await withService(async ({ env, cwd }) => {
      await pipelineCommand({ args: ["run", "double.txt", "-q"], cwd, env });
      const folder = path.join(cwd, "output/double-1");
      const before = await filesOf(folder);
      await writeFile(path.join(folder, "solution_final.py.16730-25.tmp"), "");
      await writeFile(path.join(folder, "samples/1.in.16730-26.tmp"), "4");
      const again = await pipelineCommand({ args: ["resume", "double-1"], cwd, env });

      expect(again.code).toBe(0);
      expect(await filesOf(folder)).toEqual(before);
    });
  });

  test("a run that has ended is not run again", async () => {
    await withService(async ({ env, cwd, server }) => {
      await pipelineCommand({ args: ["run", "double.txt", "-q"], cwd, env });
      const before = await readFile(path.join(cwd, "output/double-1/events.jsonl"), "utf8");
      const again = await pipelineCommand({ args: ["resume", "double-1", "--json"], cwd, env });

      expect(JSON.parse(again.stdout)).toMatchObject({ status: "passed", exit_code: 0 });
      expect(server.requests).toHaveLength(CALLS);
      expect(await readFile(path.join(cwd, "output/double-1/events.jsonl"), "utf8")).toBe(before);
    });
  });
});
