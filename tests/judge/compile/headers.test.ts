import path from "node:path";
import { describe, expect, test } from "vitest";
import { nativeCompiler } from "../../../src/judge/languages/compilers.js";
import { findTool } from "../../../src/judge/languages/find-tool.js";
import type { RunRequest } from "../../../src/judge/sandbox/execution.js";
import { compilerWith, folderForTests, made, PretendedCrew, whole } from "./compiling.js";

const folder = folderForTests();
const signal = new AbortController().signal;
const gcc = await findTool(nativeCompiler("g++"), { forAnotherUser: false, signal });

const isHeader = ({ command }: RunRequest): boolean => command.includes("c++-header");
const pretend = (request: RunRequest) =>
  isHeader(request) ? made("bits/stdc++.h.gch", "GCH") : made("main", "ELF");

function including(header: string, number: number) {
  return whole("cpp", "a.cpp", `#include <${header}>\n// ${number}\nint main() {}\n`);
}

describe.skipIf("unusable" in gcc)("the header that includes all others", () => {
  test("is compiled beforehand for the second program that includes it, with the same flags", async () => {
    const crew = new PretendedCrew(pretend);
    const compiler = await compilerWith(crew, path.join(folder(), "second"));
    for (const number of [1, 2, 3]) await compiler.compile(including("bits/stdc++.h", number));

    const [first, header, second, third] = crew.requests;
    expect(crew.requests.map(isHeader)).toEqual([false, true, false, false]);
    expect(first?.artifact).toBeNull();
    expect(second?.artifact).not.toBeNull();
    expect(third?.artifact).toBe(second?.artifact);
    const flags = (header?.command ?? []).filter((word) => /^-(?:O|std|pthread)/.test(word));
    expect(flags).toHaveLength(3);
    expect(second?.command.filter((word) => /^-(?:O|std|pthread)/.test(word))).toEqual(flags);
  });

  test("is left alone for programs that do without it", async () => {
    const crew = new PretendedCrew(pretend);
    const compiler = await compilerWith(crew, path.join(folder(), "without"));
    for (const number of [1, 2, 3]) await compiler.compile(including("vector", number));

    expect(crew.requests.filter(isHeader)).toEqual([]);
  });

  test("that cannot be compiled is not tried again", async () => {
    const crew = new PretendedCrew((request) =>
      isHeader(request) ? { ending: { kind: "exited", code: 1 } } : made("main", "ELF"),
    );
    const compiler = await compilerWith(crew, path.join(folder(), "fails"));
    for (const number of [1, 2, 3, 4]) await compiler.compile(including("bits/stdc++.h", number));

    expect(crew.requests.filter(isHeader)).toHaveLength(1);
    expect(crew.requests.map(({ artifact }) => artifact)).toEqual([null, null, null, null, null]);
  });

  test("gives way to a dynamic link where static libraries are missing", async () => {
    const crew = new PretendedCrew(({ command }) =>
      command.includes("-static")
        ? { ending: { kind: "exited", code: 1 }, stdout: Buffer.from("ld: cannot find -lc") }
        : made("main", "ELF"),
    );
    const compiler = await compilerWith(crew, path.join(folder(), "dynamic"));
    const compilation = await compiler.compile(including("vector", 1));

    expect(compilation.kind).toBe("ready");
    expect(crew.requests.map(({ command }) => command.includes("-static"))).toEqual([true, false]);
  });
});
