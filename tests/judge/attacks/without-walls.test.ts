import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { afterAll, describe, expect, test } from "vitest";
import { buildStage, compileAttacks, factsOf, startVictims } from "./stage.js";

const run = promisify(execFile);
const top = await mkdtemp(path.join(os.tmpdir(), "attacks-"));
const program = await compileAttacks(top);
afterAll(async () => rm(top, { recursive: true, force: true }));

/** An attack that nothing stops shows that it is one. */
describe.skipIf(process.platform !== "linux" || program === null)("without walls", () => {
  test("attacks reach what they are after", async () => {
    await chmod(top, 0o755);
    const stage = await buildStage(path.join(top, "stage"), program ?? "", null);
    const victims = await startVictims(stage);
    const before = await factsOf(stage);
    const secret = path.join(stage.outside, "id_rsa");
    const told = Object.entries({ ...victims.told, secret, outside: stage.outside });
    const words = told.map(([name, value]) => `${name}=${value}`);
    const reach = async (name: string) => {
      const { stderr } = await run(path.join(stage.artifact, "attack"), [name, ...words], {
        cwd: stage.temporary,
        env: {},
      });
      return stderr.split("\n");
    };
    try {
      expect(await reach("read-outside")).toContain(`BREACH read ${secret}`);
      expect(await reach("connect-tcp")).toContain("BREACH connected by TCP worked");
      expect(await reach("connect-local")).toContain("BREACH connected to a socket worked");
      expect(await reach("turn-a-pair")).toContain("BREACH sent a letter worked");
      expect(await reach("fork-alone")).toContain("BREACH fork worked");
      expect(await reach("fill-memory-file")).toContain("BREACH a file in memory worked");
      await reach("change-and-hope");
      expect(await factsOf(stage)).not.toEqual(before);
      await reach("send-signals-by-pipe");
      await victims.dead;
      expect(victims.isAlive()).toBe(false);
    } finally {
      await victims.close();
    }
  });
});
