/** The words of a language. How it is found, compiled and run stands in `judge/languages/table.ts`. */
interface LanguageWords {
  readonly name: string;
  /** The usual end of its file names, with the dot. */
  readonly extension: string;
  readonly otherExtensions: readonly string[];
  /** The tag of a fenced block in this language, and other tags that mean the same. */
  readonly fence: string;
  readonly otherFences: readonly string[];
  /** What begins a comment that runs to the end of the line. */
  readonly comment: string;
  /** What can call single functions and run single tests of it. Null: it only runs as a whole program. */
  readonly harness: "python" | "node" | null;
}

/**
 * The languages that a solution may be written in. Where two share an extension, a file is in the first.
 * To add one, see `docs/languages.md`.
 */
export const LANGUAGES = {
  python: {
    name: "Python",
    extension: ".py",
    otherExtensions: [],
    fence: "python",
    otherFences: ["py", "python3"],
    comment: "#",
    harness: "python",
  },
  pypy: {
    name: "Python (PyPy)",
    extension: ".py",
    otherExtensions: [],
    fence: "python",
    otherFences: ["py", "python3", "pypy", "pypy3"],
    comment: "#",
    harness: "python",
  },
  javascript: {
    name: "JavaScript",
    extension: ".js",
    otherExtensions: [".mjs", ".cjs"],
    fence: "javascript",
    otherFences: ["js", "mjs", "cjs", "node"],
    comment: "//",
    harness: "node",
  },
  typescript: {
    name: "TypeScript",
    extension: ".ts",
    otherExtensions: [".mts", ".cts"],
    fence: "typescript",
    otherFences: ["ts", "mts", "cts"],
    comment: "//",
    harness: "node",
  },
  c: {
    name: "C",
    extension: ".c",
    otherExtensions: [],
    fence: "c",
    otherFences: ["c11", "c17", "gcc"],
    comment: "//",
    harness: null,
  },
  cpp: {
    name: "C++20",
    extension: ".cpp",
    otherExtensions: [".cc", ".cxx", ".c++"],
    fence: "cpp",
    otherFences: ["c++", "cc", "cxx", "cpp20", "c++20", "g++"],
    comment: "//",
    harness: null,
  },
  cpp17: {
    name: "C++17",
    extension: ".cpp",
    otherExtensions: [".cc", ".cxx", ".c++"],
    fence: "cpp",
    otherFences: ["c++", "cc", "cxx", "cpp17", "c++17", "g++"],
    comment: "//",
    harness: null,
  },
  java: {
    name: "Java",
    extension: ".java",
    otherExtensions: [],
    fence: "java",
    otherFences: [],
    comment: "//",
    harness: null,
  },
  rust: {
    name: "Rust",
    extension: ".rs",
    otherExtensions: [],
    fence: "rust",
    otherFences: ["rs"],
    comment: "//",
    harness: null,
  },
  go: {
    name: "Go",
    extension: ".go",
    otherExtensions: [],
    fence: "go",
    otherFences: ["golang"],
    comment: "//",
    harness: null,
  },
} as const satisfies Readonly<Record<string, LanguageWords>>;

export type Language = keyof typeof LANGUAGES;

/** All language names, for messages and flags. */
export const LANGUAGE_NAMES: readonly Language[] = Object.keys(LANGUAGES).filter(isLanguage);

function isLanguage(name: string): name is Language {
  return Object.hasOwn(LANGUAGES, name);
}

/** The language of a file by the end of its name, or null when none of ours. */
export function languageOfFile(fileName: string): Language | null {
  return LANGUAGE_NAMES.find((language) => fitsLanguage(fileName, language)) ?? null;
}

/** Whether the end of a file's name is one of a language. */
export function fitsLanguage(fileName: string, language: Language): boolean {
  const dot = fileName.lastIndexOf(".");
  const ending = dot < 0 ? "" : fileName.slice(dot).toLowerCase();
  const { extension, otherExtensions }: LanguageWords = LANGUAGES[language];
  return ending === extension || otherExtensions.includes(ending);
}

/** Whether the tag of a fenced block, in lower case, names a language. */
export function isFenceOf(tag: string, language: Language): boolean {
  const { fence, otherFences }: LanguageWords = LANGUAGES[language];
  return tag === fence || otherFences.includes(tag);
}
