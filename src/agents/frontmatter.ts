import { type Complaint, type FileProblem, readYaml } from "../settings/yaml-file.js";

/** The two parts of an agent file. Lines are counted in the whole file, from 1. */
export interface Frontmatter {
  readonly value: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** True when the description held a bare colon and was taken as it stands. */
  readonly descriptionWasBare: boolean;
  readonly locate: (complaint: Complaint) => FileProblem;
}

export type FrontmatterReading =
  | { readonly frontmatter: Frontmatter }
  | { readonly problems: readonly FileProblem[] };

/**
 * Splits an agent file into its YAML and its markdown. `keys` are the keys that can follow a
 * description. Byte order mark and line ends of other systems are accepted.
 */
export function readFrontmatter(text: string, keys: readonly string[]): FrontmatterReading {
  const plain = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const nul = plain.indexOf("\0");
  if (nul >= 0)
    return refuse(lineAt(plain, nul), "a NUL byte stands here: this is not a text file");

  const lines = plain.split("\n");
  const start = lines.findIndex((line) => line.trim() !== "");
  if (start < 0) return refuse(1, "the file is empty");
  if (!isFence(lines[start])) {
    return refuse(start + 1, 'an agent file begins with a line "---", and this one does not');
  }
  const end = lines.findIndex((line, index) => index > start && isFence(line));
  if (end < 0)
    return refuse(start + 1, 'the "---" that opens here is never closed by a second one');

  const yaml = lines.slice(start + 1, end);
  if (yaml.every((line) => line.trim() === "")) {
    return refuse(start + 1, 'nothing stands between the two "---" lines');
  }
  return readLines({
    yaml,
    start,
    body: lines
      .slice(end + 1)
      .join("\n")
      .trim(),
    keys,
  });
}

interface Parts {
  readonly yaml: readonly string[];
  /** Index of the first "---" line. */
  readonly start: number;
  readonly body: string;
  readonly keys: readonly string[];
}

function readLines({ yaml, start, body, keys }: Parts): FrontmatterReading {
  const strict = readPadded(yaml, start);
  const quoted = strict.problems.length > 0 ? withQuotedDescription(yaml, keys) : null;
  const lenient = quoted === null ? null : readPadded(quoted, start);
  const descriptionWasBare = lenient !== null && lenient.problems.length === 0;
  const { file, problems } = descriptionWasBare ? lenient : strict;
  if (file === null || problems.length > 0) return { problems };
  if (!isRecord(file.value)) return refuse(start + 2, 'here must stand "key: value" lines');
  const locate = (complaint: Complaint): FileProblem => file.locate(complaint);
  return { frontmatter: { value: file.value, body, descriptionWasBare, locate } };
}

/** Empty lines stand in for what is above, so that every place is one of the whole file. */
function readPadded(yaml: readonly string[], start: number): ReturnType<typeof readYaml> {
  return readYaml(`${"\n".repeat(start + 1)}${yaml.join("\n")}\n`);
}

/**
 * Descriptions with dialogue in them ("user: … assistant: …"), not in quotes and not indented, are
 * common and are not YAML. The text up to the next key that is documented is meant, so that is taken.
 */
function withQuotedDescription(
  yaml: readonly string[],
  keys: readonly string[],
): readonly string[] | null {
  const first = yaml.findIndex((line) => /^description:[ \t]+[^"'|>\s]/.test(line));
  if (first < 0) return null;
  const holdsColon = /:(\s|$)/.test(yaml[first]?.slice("description:".length) ?? "");
  const runsOn = !/^(\s|#|[\w-]+\s*:|$)/.test(yaml[first + 1] ?? "");
  if (!holdsColon && !runsOn) return null;
  const isNextKey = (line: string): boolean => keys.includes(/^(\w+)\s*:/.exec(line)?.[1] ?? "");
  const next = yaml.findIndex((line, index) => index > first && isNextKey(line));
  const end = next < 0 ? yaml.length : next;
  const value = yaml
    .slice(first, end)
    .join("\n")
    .replace(/^description:/, "");
  return [
    ...yaml.slice(0, first),
    `description: ${JSON.stringify(value.trim())}`,
    ...Array.from({ length: end - first - 1 }, () => ""),
    ...yaml.slice(end),
  ];
}

function refuse(line: number, message: string): FrontmatterReading {
  return { problems: [{ line, column: 1, message }] };
}

function isFence(line: string | undefined): boolean {
  return line?.trimEnd() === "---";
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
