import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, writeFile } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";

import { expect, test } from "vitest";

import { REPOSITORY } from "../cli/command-line.js";
import { temporaryFolder } from "../temp-folder.js";

/** Runs a shell script in a mount namespace of its own, where it may make small disks. */
async function inOwnNamespace(
  script: string,
  cwd: string,
): Promise<{ code: number; said: string }> {
  const child = spawn("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", script], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: cwd, LANG: "C.UTF-8", NODE: process.execPath },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited: Promise<number> = once(child, "close").then(([code]) => Number(code));
  // Where there is no unshare at all, the test is left out like where it is not allowed.
  child.on("error", () => undefined);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited.catch(() => -1), said: out + err };
}

const { code: allowed } = await inOwnNamespace("mount -t tmpfs none /mnt", "/");

test.runIf(allowed === 0)(
  "a full disk is one clear sentence, and the run goes on once there is room",
  { timeout: 60_000 },
  async () => {
    const cwd = await temporaryFolder();
    await cp(path.join(REPOSITORY, "examples/lis"), cwd, { recursive: true });
    const few = "PIPELINE_STRESS_CASES=20 PIPELINE_STRESS_SECONDS=1";
    const command = `${few} "$NODE" ${path.join(REPOSITORY, "dist/cli/main.js")}`;
    await writeFile(
      path.join(cwd, "full.sh"),
      `mkdir output && mount -t tmpfs -o size=10m none output
head -c 72k /dev/zero > output/room; head -c 20m /dev/zero > output/ballast 2> /dev/null; rm output/room
${command} run lis.txt --replay lis.recording.jsonl; echo "first $?"
rm output/ballast
${command} resume; echo "second $?"
`,
    );
    const { said } = await inOwnNamespace("sh full.sh", cwd);

    expect(said).toMatch(/cannot write .*the disk is full/);
    expect(said).toMatch(/Free some space, then continue with: pipeline resume/);
    expect(said).toMatch(/first 2/);
    expect(said).toMatch(/Passed/);
    expect(said).toMatch(/second 0/);
  },
);
