import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { describe, expect, test } from "vitest";

import { takeLock } from "../../src/store/lock.js";
import { temporaryFolder } from "../temp-folder.js";

describe("the lock of a run folder", () => {
  test("a live owner is named by its pid", async () => {
    const file = path.join(await temporaryFolder(), "lock");
    const lock = await takeLock(file);

    await expect(takeLock(file)).rejects.toMatchObject({
      kind: "run_locked",
      message: expect.stringContaining(`process ${process.pid} `),
    });
    await lock.release();
  });

  test("given back, it can be taken again", async () => {
    const file = path.join(await temporaryFolder(), "lock");
    await (await takeLock(file)).release();
    const again = await takeLock(file);

    expect(await readFile(file, "utf8")).toContain(String(process.pid));
    await again.release();
  });

  test("the lock of a dead process is taken over", async () => {
    const file = path.join(await temporaryFolder(), "lock");
    const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
    await once(child, "exit");
    await writeFile(file, `${child.pid} 12345\n`);

    const lock = await takeLock(file);
    expect(await readFile(file, "utf8")).toMatch(new RegExp(`^${process.pid} `));
    await lock.release();
  });

  test.runIf(process.platform === "linux")(
    "a pid that was given to another process does not hold the lock",
    async () => {
      const file = path.join(await temporaryFolder(), "lock");
      await writeFile(file, `${process.pid} 1\n`);

      const lock = await takeLock(file);
      expect(await readFile(file, "utf8")).not.toBe(`${process.pid} 1\n`);
      await lock.release();
    },
  );

  test("of many who want it at once, over a stale lock, one gets it", async () => {
    const file = path.join(await temporaryFolder(), "lock");
    await writeFile(file, "999999999 1\n");
    const takers = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(file)));
    const winners = takers.filter(({ status }) => status === "fulfilled");

    expect(winners).toHaveLength(1);
  });

  test("of several processes that fight for it, never two have it at once", async () => {
    const folder = await temporaryFolder();
    const [lockFile, logFile] = [path.join(folder, "lock"), path.join(folder, "log")];
    await writeFile(lockFile, "999999999 1 1\n");
    const script = path.join(import.meta.dirname, "fixtures/take-lock.ts");
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ["--import", "tsx", script, lockFile, logFile, "300"], {
        stdio: ["ignore", "ignore", "inherit"],
      }),
    );
    const codes = await Promise.all(children.map((child) => once(child, "exit")));
    const log = (await readFile(logFile, "utf8")).trimEnd().split("\n");
    const overlaps = log.filter((line, index) =>
      line.startsWith("+") ? log[index + 1] !== `-${line.slice(1)}` : false,
    );

    expect(codes.map(([code]) => Number(code))).toEqual([0, 0, 0, 0]);
    expect(log.length).toBeGreaterThan(100);
    expect(overlaps).toEqual([]);
  });

  test("a takeover that was killed half-way holds nobody up", async () => {
    const file = path.join(await temporaryFolder(), "lock");
    await writeFile(file, "999999999 1 1\n");
    await writeFile(`${file}.takeover`, "999999998 1 1\n");
    const lock = await takeLock(file);

    expect(await readFile(file, "utf8")).toContain(String(process.pid));
    await lock.release();
    expect(await readdir(path.dirname(file))).toEqual([]);
  });

  test("given back after it has passed to somebody else, it stays theirs", async () => {
    const file = path.join(await temporaryFolder(), "lock");
    const lock = await takeLock(file);
    await writeFile(file, "1 1 1\n");
    await lock.release();

    expect(await readFile(file, "utf8")).toBe("1 1 1\n");
  });

  test("an unreadable owner counts as stale", async () => {
    const file = path.join(await temporaryFolder(), "lock");
    await writeFile(file, "");
    const lock = await takeLock(file);

    expect(await readFile(file, "utf8")).toContain(String(process.pid));
    await lock.release();
  });
});
