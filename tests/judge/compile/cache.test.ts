import { chmodSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

import { ArtifactCache } from "../../../src/judge/compile/artifact-cache.js";
import { nativeCompiler } from "../../../src/judge/languages/compilers.js";
import { findTool } from "../../../src/judge/languages/find-tool.js";
import { compilerWith, folderForTests, made, PretendedCrew, whole } from "./compiling.js";

const folder = folderForTests();
const signal = new AbortController().signal;
const gcc = await findTool(nativeCompiler("gcc", "clang"), { forAnotherUser: false, signal });
const HELLO = whole("c", "hello.c", "int main(void) { return 0; }");
const file = (text: string) => new Map([["main", { bytes: Buffer.from(text), executable: true }]]);

function agedBy(directory: string, hours: number): void {
  const then = new Date(Date.now() - hours * 3_600_000);
  for (const name of readdirSync(directory)) utimesSync(path.join(directory, name), then, then);
}

describe.skipIf("unusable" in gcc)("a program that was compiled before", () => {
  test("is not compiled again, by this judge or the next", async () => {
    const directory = path.join(folder(), "again");
    const crew = new PretendedCrew(() => made("main", "ELF"));
    const first = await compilerWith(crew, directory);
    const one = await first.compile(HELLO);
    const two = await first.compile(HELLO);
    const three = await (await compilerWith(crew, directory)).compile(HELLO);

    expect(crew.requests).toHaveLength(1);
    expect(one).toMatchObject({ kind: "ready", main: "main", log: "" });
    expect(two).toEqual(one);
    expect(three).toEqual(one);
  });

  test("is compiled again when a header beside it changes", async () => {
    const directory = path.join(folder(), "headers");
    const crew = new PretendedCrew(() => made("main", "ELF"));
    const compiler = await compilerWith(crew, directory);
    await compiler.compile({ ...HELLO, companions: { "a.h": "#define A 1" } });
    await compiler.compile({ ...HELLO, companions: { "a.h": "#define A 2" } });

    expect(crew.requests).toHaveLength(2);
  });

  test("is compiled again when what was kept is damaged or gone", async () => {
    const directory = path.join(folder(), "damaged");
    const crew = new PretendedCrew(() => made("main", "ELF"));
    const kept = await (await compilerWith(crew, directory)).compile(HELLO);
    if (kept.kind !== "ready" || kept.artifact === null) throw new Error("it was not kept");
    const program = path.join(kept.artifact, "main");
    chmodSync(program, 0o755);
    writeFileSync(program, "FLE");
    await (await compilerWith(crew, directory)).compile(HELLO);
    rmSync(program, { force: true });
    const mended = await (await compilerWith(crew, directory)).compile(HELLO);

    expect(crew.requests).toHaveLength(3);
    expect(mended).toEqual(kept);
    expect(statSync(program).mode & 0o777).toBe(0o555);
  });

  test("that was refused is refused again without asking", async () => {
    const directory = path.join(folder(), "refused");
    const crew = new PretendedCrew(() => ({
      ending: { kind: "exited", code: 1 },
      stdout: Buffer.from("main.c:1: error: no"),
    }));
    await (await compilerWith(crew, directory)).compile(HELLO);
    const again = await (await compilerWith(crew, directory)).compile(HELLO);

    expect(crew.requests).toHaveLength(1);
    expect(again).toEqual({ kind: "refused", log: `${HELLO.fileName}:1: error: no` });
  });

  test("that took too long is asked again by the next judge, since the machine may have been busy", async () => {
    const directory = path.join(folder(), "slow");
    const crew = new PretendedCrew(() => ({ ending: { kind: "wall-limit" } }));
    const slow = await (await compilerWith(crew, directory)).compile(HELLO);
    await (await compilerWith(crew, directory)).compile(HELLO);

    expect(crew.requests).toHaveLength(2);
    expect(slow).toMatchObject({ kind: "refused" });
  });

  test("that could not be compiled for want of a runner is not held against it", async () => {
    const crew = new PretendedCrew(() => ({ ending: { kind: "not-started", reason: "gone" } }));
    const compiler = await compilerWith(crew, path.join(folder(), "trouble"));

    expect(await compiler.compile(HELLO)).toMatchObject({ kind: "unavailable" });
  });
});

describe("the cache", () => {
  test("gives way to what is newer once it is full", async () => {
    const directory = path.join(folder(), "full");
    const before = new ArtifactCache(directory, 1);
    await before.store("a", { main: "main", log: "" }, file("a".repeat(600_000)));
    agedBy(path.join(directory, "compilations"), 30);
    await before.find("a");
    await before.store("b", { main: "main", log: "" }, file("b".repeat(600_000)));
    expect(await before.find("a")).not.toBeNull(); // It may be in use.

    agedBy(path.join(directory, "compilations"), 20);
    const cache = new ArtifactCache(directory, 1);
    await cache.store("c", { main: "main", log: "" }, file("c"));

    const left = await Promise.all(["a", "b", "c"].map(async (key) => cache.find(key)));
    expect(left.filter((found) => found !== null)).toHaveLength(2);
    expect(left[2]).not.toBeNull();
    expect(readdirSync(path.join(directory, "artifacts"))).toHaveLength(2);
  });

  test("holds one whole copy when many store the same at once", async () => {
    const directory = path.join(folder(), "race");
    const stored = await Promise.all(
      Array.from({ length: 12 }, async () =>
        new ArtifactCache(directory).store("k", { main: "main", log: "" }, file("same")),
      ),
    );

    expect(new Set(stored.map((found) => found.directory)).size).toBe(1);
    expect(readdirSync(path.join(directory, "artifacts"))).toEqual(["k"]);
    expect(await new ArtifactCache(directory).find("k")).toMatchObject({ main: "main" });
  });
});
