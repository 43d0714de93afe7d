import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from "yaml";
import { tooDeep } from "./yaml-depth.js";
import { yamlErrorInWords } from "./yaml-errors.js";

/** Something wrong in a text file, and where. Line and column are counted from 1. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Something wrong in a value, by the path that leads there. */
export interface Complaint {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The value of a YAML text, which still knows where each part of it stands. */
interface YamlFile {
  /** Undefined when the text is empty or holds only comments. */
  readonly value: unknown;
  /** The place of a key or a list item; of what holds it when there is no such thing. */
  readonly locate: (complaint: Complaint) => FileProblem;
}

/** What came of reading: no file when the text could not be made sense of. */
export interface YamlReading {
  readonly file: YamlFile | null;
  readonly problems: readonly FileProblem[];
}

/** Longest YAML text that is read, in characters. Bounds how deep a text can nest by indentation. */
export const MAX_YAML_CHARACTERS = 65_536;

// A pipeline uses fewer than ten aliases; the parser multiplies nested ones before it counts.
const MAX_ALIASES = 100;

/** Reads one YAML document. Never throws: what is wrong comes back in words, sorted by place. */
export function readYaml(source: string): YamlReading {
  // The parser drops a byte order mark but counts it as a column.
  const text = source.startsWith("\uFEFF") ? source.slice(1) : source;
  if (text.length > MAX_YAML_CHARACTERS) {
    return refuse(`the file is longer than ${MAX_YAML_CHARACTERS} characters`);
  }
  if (tooDeep(text)) return refuse("the file nests too deeply");

  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
  });
  const problems = syntaxProblems(document, { text, lines });
  // A key that stands twice leaves a value that can be looked at further.
  if (!document.errors.every(({ code }) => code === "DUPLICATE_KEY")) {
    return { file: null, problems };
  }
  return valueOf(document, { lines, problems });
}

function refuse(message: string): YamlReading {
  return { file: null, problems: [{ line: 1, column: 1, message }] };
}

interface SourceText {
  readonly text: string;
  readonly lines: LineCounter;
}

function syntaxProblems(document: Document.Parsed, { text, lines }: SourceText): FileProblem[] {
  const tabs = document.errors.filter(({ code }) => code === "TAB_AS_INDENT");
  // A tab throws the parser off for all lines that follow: nothing it says of them is true.
  const errors = tabs.length > 0 ? tabs : [...document.errors, ...document.warnings];
  const found = errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { line, column: col, message: yamlErrorInWords(error, text) };
  });
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
      const message = `"*${alias.source}" has no "&${alias.source}" before it`;
      found.push({ line, column: col, message });
    },
  });
  // One slip makes the parser stumble several times on the same line: the first says it all.
  const first = new Map<number, FileProblem>();
  for (const problem of found.toSorted(byPlace)) {
    if (!first.has(problem.line)) first.set(problem.line, problem);
  }
  return [...first.values()];
}

interface Parsed {
  readonly lines: LineCounter;
  readonly problems: readonly FileProblem[];
}

function valueOf(document: Document.Parsed, { lines, problems }: Parsed): YamlReading {
  try {
    const value: unknown =
      document.contents === null ? undefined : document.toJS({ maxAliasCount: MAX_ALIASES });
    const locate = ({ path, message }: Complaint): FileProblem => {
      const { line, col } = lines.linePos(offsetOf(document, path));
      return { line, column: col, message };
    };
    return { file: { value, locate }, problems };
  } catch (error) {
    // The parser throws this for aliases only: one without its anchor, or too many.
    if (!(error instanceof ReferenceError)) throw error;
    return problems.length > 0
      ? { file: null, problems }
      : refuse("the file uses too many aliases");
  }
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    const holder = isAlias(node) ? node.resolve(document) : node;
    if (isMap(holder)) {
      // The last one, as in the value, when a key stands twice.
      const pair = holder.items.findLast(
        (item) => isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(holder)) {
      node = holder.items[Number(key)];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** Sorts by line, then column. */
export function byPlace(left: FileProblem, right: FileProblem): number {
  return left.line - right.line || left.column - right.column;
}

/** `file:line:column message`, one line for each problem, as compilers print them. */
export function problemLines(fileName: string, problems: readonly FileProblem[]): string[] {
  return problems.map(({ line, column, message }) => `${fileName}:${line}:${column} ${message}`);
}
