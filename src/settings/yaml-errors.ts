import type { YAMLError } from "yaml";

/** Where the parser stumbled: the text it points at, the word that begins there, its own message. */
interface Stumble {
  readonly there: string;
  readonly word: string;
  readonly message: string;
}

const WORDS: Partial<Record<YAMLError["code"], string | ((stumble: Stumble) => string)>> = {
  ALIAS_PROPS: "an alias cannot have an anchor or a tag of its own",
  BAD_ALIAS: "this alias is not written as YAML wants it",
  BAD_DIRECTIVE: "this line that begins with % is not a YAML directive",
  BAD_DQ_ESCAPE: "this backslash sequence has no meaning in double quotes",
  BAD_INDENT: ({ message }) =>
    message.startsWith("Flow")
      ? "a bracket that was opened before this line is not closed"
      : "this line is not indented like its neighbours",
  BAD_PROP_ORDER: "anchors and tags stand before the value, after the dash",
  BAD_SCALAR_START: ({ there }) => `a value that begins with ${there} must stand in quotes`,
  BLOCK_AS_IMPLICIT_KEY: "a second key on one line; put it on its own line, or the text in quotes",
  BLOCK_IN_FLOW: "an indented block cannot stand inside brackets",
  DUPLICATE_KEY: ({ word }) => `the key "${word}" stands here twice`,
  KEY_OVER_1024_CHARS: "this key is too long",
  MISSING_CHAR: missing,
  MULTILINE_IMPLICIT_KEY: 'a key without its ":", or one that goes over two lines',
  MULTIPLE_ANCHORS: "only one anchor can stand here",
  MULTIPLE_DOCS: 'a second document begins here; a file holds one, so leave out "---"',
  MULTIPLE_TAGS: "only one tag can stand here",
  NON_STRING_KEY: "a key must be plain text",
  RESOURCE_EXHAUSTION: "the file nests too deeply",
  TAB_AS_INDENT: "a tab cannot indent YAML; use spaces",
  TAG_RESOLVE_FAILED: ({ there }) => `the tag "${there}" has no meaning here`,
  UNEXPECTED_TOKEN: ({ word }) => `"${word}" does not belong here`,
};

/** Says in our own words what the YAML parser complains about. */
export function yamlErrorInWords({ code, message, pos }: YAMLError, text: string): string {
  const words = WORDS[code];
  if (words === undefined) return inTheParsersWords(message);
  if (typeof words === "string") return words;
  return words({ there: text.slice(...pos), word: wordAt(text, pos[0]), message });
}

// The parser has one code for several slips; only its message tells them apart.
function missing({ message }: Stumble): string {
  if (message.includes("quote")) return "a quote that was opened is not closed";
  if (message.includes("map values")) return 'a key without its ":"';
  if (message.includes("without - indicator")) {
    return "this line is not indented like the list it is in";
  }
  if (message.includes("end with")) return "a bracket that was opened is not closed";
  return inTheParsersWords(message);
}

function inTheParsersWords(message: string): string {
  return `this is not valid YAML: ${message}`;
}

function wordAt(text: string, offset: number): string {
  const line = text.slice(offset).split("\n", 1)[0] ?? "";
  return (/^["']?([\w.-]+)/.exec(line)?.[1] ?? line.trim()).slice(0, 40);
}
