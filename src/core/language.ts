/** The languages that a solution may be written in. To add one, see "How to add a language" in the README. */
export const LANGUAGES = {
  python: { name: "Python", extension: ".py", fence: "python", comment: "#" },
  javascript: { name: "JavaScript", extension: ".js", fence: "javascript", comment: "//" },
} as const;

export type Language = keyof typeof LANGUAGES;

const OTHER_EXTENSIONS: Readonly<Record<string, Language>> = {
  ".mjs": "javascript",
  ".cjs": "javascript",
};

/** All language names, for messages and flags. */
export const LANGUAGE_NAMES: readonly Language[] = ["python", "javascript"];

/** The language of a file by the end of its name, or null when none of ours. */
export function languageOfFile(fileName: string): Language | null {
  const dot = fileName.lastIndexOf(".");
  const extension = dot < 0 ? "" : fileName.slice(dot).toLowerCase();
  const known = LANGUAGE_NAMES.find((language) => LANGUAGES[language].extension === extension);
  return known ?? OTHER_EXTENSIONS[extension] ?? null;
}
