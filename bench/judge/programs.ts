import { execFileSync } from "node:child_process";
import { accessSync, constants, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A program that adds two numbers, ready to be started. */
export interface SmallProgram {
  readonly name: string;
  /** Its folder, which a run sees as `../artifact`. */
  readonly folder: string;
  /** The command line, with `@` where the folder belongs. */
  readonly command: readonly [string, ...string[]];
}

interface Recipe {
  readonly name: string;
  readonly tool: string;
  readonly file: string;
  readonly source: string;
  /** Arguments of the tool that make `main` of the file; none: the tool runs the file. */
  readonly compile: readonly string[] | null;
}

const RECIPES: readonly Recipe[] = [
  {
    name: "C++ (static)",
    tool: "/usr/bin/g++",
    file: "main.cpp",
    source:
      '#include <iostream>\nint main() { long a, b; std::cin >> a >> b; std::cout << a + b << "\\n"; }\n',
    compile: ["-O2", "-static", "-o", "main", "main.cpp"],
  },
  {
    name: "Rust",
    tool: "/usr/bin/rustc",
    file: "main.rs",
    source: `use std::io::{self, Read};
fn main() { let mut s = String::new(); io::stdin().read_to_string(&mut s).unwrap();
  println!("{}", s.split_whitespace().map(|x| x.parse::<i64>().unwrap()).sum::<i64>()); }
`,
    compile: ["-O", "-o", "main", "main.rs"],
  },
  {
    name: "Go",
    tool: "/usr/bin/go",
    file: "main.go",
    source:
      'package main\nimport "fmt"\nfunc main() { var a, b int; fmt.Scan(&a, &b); fmt.Println(a + b) }\n',
    compile: ["build", "-o", "main", "main.go"],
  },
  {
    name: "Python",
    tool: "/usr/bin/python3",
    file: "main.py",
    source: "a, b = map(int, input().split())\nprint(a + b)\n",
    compile: null,
  },
  {
    name: "Node",
    tool: process.execPath,
    file: "main.js",
    source:
      'const [a, b] = require("fs").readFileSync(0, "utf8").split(" ").map(Number);\nconsole.log(a + b);\n',
    compile: null,
  },
];

export const INPUT = "5 7\n";
export const OUTPUT = "12\n";

/** Makes the small programs of all languages that are installed, each in a folder of its own. */
export function makePrograms(directory: string): readonly SmallProgram[] {
  return RECIPES.filter(({ tool }) => canExecute(tool)).map((recipe, at) => {
    const folder = path.join(directory, String(at));
    mkdirSync(folder);
    writeFileSync(path.join(folder, recipe.file), recipe.source);
    if (recipe.compile === null) {
      return { name: recipe.name, folder, command: [recipe.tool, `@/${recipe.file}`] };
    }
    const env = { PATH: "/usr/bin:/bin", HOME: directory };
    execFileSync(recipe.tool, recipe.compile, { cwd: folder, env });
    return { name: recipe.name, folder, command: ["@/main"] };
  });
}

/** The command line for a folder. */
export function commandIn(
  { command }: SmallProgram,
  folder: string,
): readonly [string, ...string[]] {
  const [first, ...rest] = command.map((word) => word.replace("@", folder));
  return [first ?? "", ...rest];
}

export function canExecute(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
