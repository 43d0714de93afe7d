import { access, constants, realpath } from "node:fs/promises";
import path from "node:path";

import { ask, prefixOf, type Tool, type Wanted } from "./find-tool.js";

/** Commands that pass everything on to another compiler, under whose name they stand. */
const STAND_INS = /(?:ccache|distcc|icecc)$/;

/** A C or C++ compiler. */
export function nativeCompiler(...commands: readonly string[]): Wanted {
  return {
    commands,
    examine: async (file, signal) => {
      const real = await realpath(file);
      if (STAND_INS.test(real)) return null;
      const [version = ""] = (await ask(real, ["--version"], signal)).split("\n");
      return { path: real, version, readable: prefixOf(real) };
    },
  };
}

/** The Rust compiler itself, not the command that chooses between several. */
export const RUSTC: Wanted = {
  commands: ["rustc"],
  examine: async (file, signal) => {
    const root = (await ask(file, ["--print", "sysroot"], signal)).trim();
    const compiler = await realpath(path.join(root, "bin", "rustc"));
    const version = (await ask(compiler, ["--version"], signal)).trim();
    return { path: compiler, version, readable: prefixOf(compiler) };
  },
};

/** The Go command of the installed version. */
export const GO: Wanted = {
  commands: ["go"],
  examine: async (file, signal) => {
    const [root = "", version = ""] = (await ask(file, ["env", "GOROOT", "GOVERSION"], signal))
      .trim()
      .split("\n");
    const command = await realpath(path.join(root, "bin", "go"));
    return { path: command, version, readable: root.startsWith("/usr/lib/") ? [] : [root] };
  },
};

const HOME = /^\s*java\.home = (.+)$/m;
const VERSION = /^\s*java\.version = (.+)$/m;

/** The Java compiler of a development kit; its `java` lies beside it. */
export const JAVAC: Wanted = {
  commands: ["javac"],
  examine: async (file, signal) => {
    const settings = await ask(file, ["-J-XshowSettings:properties", "-version"], signal);
    const home = HOME.exec(settings)?.[1] ?? "";
    const version = VERSION.exec(settings)?.[1] ?? "";
    const compiler = path.join(home, "bin", "javac");
    await access(path.join(home, "bin", "java"), constants.X_OK);
    return { path: compiler, version, readable: [home, ...(await settingsOf(home))] };
  },
};

/** Where distributions keep the settings of a kit, to which it has links. */
async function settingsOf(home: string): Promise<readonly string[]> {
  try {
    const security = await realpath(path.join(home, "conf", "security", "java.security"));
    return [path.dirname(path.dirname(security))];
  } catch {
    return []; // They stand in the kit itself.
  }
}

/** The `java` that belongs to a compiler. */
export function javaOf(compiler: Tool): Tool {
  return { ...compiler, path: path.join(path.dirname(compiler.path), "java") };
}
