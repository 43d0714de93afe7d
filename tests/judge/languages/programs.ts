import type { Language } from "../../../src/core/language.js";

/** Programs of one language that end in the ways that programs end. Each reads two numbers. */
export interface Samples {
  readonly fileName: string;
  readonly sum: string;
  readonly wrong: string;
  readonly crash: string;
  readonly spin: string;
  readonly hoard: string;
  /** Calls itself a hundred thousand times and then prints 100000. */
  readonly deep: string;
  /** Null: a mistake in the source is only noticed when it runs. */
  readonly broken: string | null;
}

const PYTHON: Samples = {
  fileName: "solution.py",
  sum: "a, b = map(int, input().split())\nprint(a + b)",
  wrong: "print(4)",
  crash: "print(1 // 0)",
  spin: "while True: pass",
  hoard: "x = []\nwhile True: x.append(bytearray(1 << 20))",
  deep: "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(100000))",
  broken: null,
};

const JAVASCRIPT: Samples = {
  fileName: "solution.js",
  sum: "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);\nconsole.log(a + b);",
  wrong: "console.log(4);",
  crash: "throw new Error('no');",
  spin: "for (;;);",
  hoard: "const x = []; for (;;) x.push(new Uint8Array(1 << 20).fill(1));",
  deep: "function f(n) { return n === 0 ? 0 : 1 + f(n - 1); }\nconsole.log(f(100000));",
  broken: null,
};

const CPP: Samples = {
  fileName: "solution.cpp",
  sum: '#include <cstdio>\nint main() { int a, b; if (scanf("%d %d", &a, &b) == 2) printf("%d\\n", a + b); }',
  wrong: '#include <cstdio>\nint main() { puts("4"); }',
  crash: "#include <cstdlib>\nint main() { abort(); }",
  spin: "int main() { volatile int x = 0; while (true) x = x + 1; }",
  hoard:
    "#include <cstdlib>\n#include <cstring>\nint main() { for (;;) { void *p = malloc(1 << 20); if (!p) abort(); memset(p, 1, 1 << 20); } }",
  deep: '#include <cstdio>\nint f(volatile int n) { volatile char space[1024]; space[0] = 1; return n == 0 ? 0 : space[0] + f(n - 1); }\nint main() { printf("%d\\n", f(100000)); }',
  broken: "int main() { return x; }",
};

const C: Samples = {
  fileName: "solution.c",
  sum: CPP.sum.replace("cstdio", "stdio.h"),
  wrong: CPP.wrong.replace("cstdio", "stdio.h"),
  crash: CPP.crash.replace("cstdlib", "stdlib.h"),
  spin: CPP.spin.replace("true", "1"),
  hoard: CPP.hoard.replace("cstdlib", "stdlib.h").replace("cstring", "string.h"),
  deep: CPP.deep.replace("cstdio", "stdio.h"),
  broken: CPP.broken,
};

function java(body: string): string {
  return `package some.place;\nimport java.util.*;\n// public class Other {\npublic class Answer {\n  static int f(int n) { return n == 0 ? 0 : 1 + f(n - 1); }\n  public static void main(String[] args) { ${body} }\n}\n`;
}

const RUST_MAIN = (body: string): string =>
  `use std::io::Read;\n#[allow(unused)]\nfn f(n: u64) -> u64 { let space = [1u64; 64]; let one = unsafe { std::ptr::read_volatile(&space[7]) }; if n == 0 { 0 } else { one + f(n - 1) } }\nfn main() { ${body} }\n`;

function go(body: string, imports = '"fmt"'): string {
  return `package main\nimport (\n${imports}\n)\nfunc f(n int) int { if n == 0 { return 0 }; return 1 + f(n-1) }\nfunc main() { ${body} }\n`;
}

/** A set of programs for every language. */
export const SAMPLES: Readonly<Record<Language, Samples>> = {
  python: PYTHON,
  pypy: PYTHON,
  javascript: JAVASCRIPT,
  typescript: {
    fileName: "solution.ts",
    sum: 'import { readFileSync } from "node:fs";\nenum Zero { value = 0 }\nconst [a = 0, b = 0]: number[] = readFileSync(0, "utf8").split(" ").map(Number);\nconsole.log((a as number) + b + Zero.value);',
    wrong: "const answer: number = 4;\nconsole.log(answer);",
    crash: "const why: string = 'no';\nthrow new Error(why);",
    spin: "for (;;);",
    hoard: "const x: Uint8Array[] = []; for (;;) x.push(new Uint8Array(1 << 20).fill(1));",
    deep: "function f(n: number): number { return n === 0 ? 0 : 1 + f(n - 1); }\nconsole.log(f(100000));",
    broken: "const x: = 1;",
  },
  c: C,
  cpp: CPP,
  cpp17: CPP,
  java: {
    fileName: "solution.java",
    sum: java("Scanner s = new Scanner(System.in); System.out.println(s.nextInt() + s.nextInt());"),
    wrong: java("System.out.println(4);"),
    crash: java("throw new IllegalStateException();"),
    spin: java("while (true) { }"),
    hoard: java("List<byte[]> x = new ArrayList<>(); while (true) x.add(new byte[1 << 20]);"),
    deep: java("System.out.println(f(100000));"),
    broken: java("int x = y;"),
  },
  rust: {
    fileName: "solution.rs",
    sum: RUST_MAIN(
      'let mut s = String::new(); std::io::stdin().read_to_string(&mut s).unwrap(); let t: i64 = s.split_whitespace().map(|x| x.parse::<i64>().unwrap()).sum(); println!("{}", t);',
    ),
    wrong: RUST_MAIN('println!("4");'),
    crash: RUST_MAIN('panic!("no");'),
    spin: RUST_MAIN("let mut x = 0u64; loop { x = unsafe { std::ptr::read_volatile(&x) } + 1; }"),
    hoard: RUST_MAIN(
      "let mut x = Vec::new(); loop { x.push(vec![1u8; 1 << 20]); assert!(x.len() > 0); }",
    ),
    deep: RUST_MAIN('println!("{}", f(100000));'),
    broken: "fn main() { let x: u8 = y; }",
  },
  go: {
    fileName: "solution.go",
    sum: go("var a, b int; fmt.Scan(&a, &b); fmt.Println(a + b)"),
    wrong: go("fmt.Println(4)"),
    crash: go('panic(fmt.Sprint("no"))'),
    spin: go("x := 0; for { x++; if x < 0 { fmt.Println(x) } }"),
    hoard: go(
      "var x [][]byte; for { p := make([]byte, 1<<20); for i := range p { p[i] = 1 }; x = append(x, p); if len(x) < 0 { fmt.Println(x) } }",
    ),
    deep: go("fmt.Println(f(100000))"),
    broken: "package main\nfunc main() { return 1 }",
  },
};
