import { choose, type Driver, literal, type Missing, type Offered } from "./driver.js";
import {
  afterGroup,
  type Dialect,
  type Edit,
  edited,
  insideGroup,
  opensGroup,
  splitAtCommas,
  type Token,
  tokensOf,
} from "./tokens.js";

const DIALECT: Dialect = {
  texts: /`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/y,
  ignored: null,
};

interface GoFunction extends Offered {
  /** The word itself, for what has to be called otherwise. */
  readonly token: Token;
  readonly parameters: readonly string[];
  readonly isGeneric: boolean;
}

/** Packages that people on sites of problems need not import. */
const USUAL_PACKAGES: ReadonlyMap<string, string> = new Map(
  [
    "container/heap",
    "container/list",
    "fmt",
    "math",
    "math/bits",
    "sort",
    "strconv",
    "strings",
  ].map((path) => [path.slice(path.lastIndexOf("/") + 1), path]),
);

/** Makes a Go program whose function can be called: a free one, or a method of a type that needs no values. */
export function goDriver(source: string, entry: string | null): Driver {
  const tokens = tokensOf(source, DIALECT);
  const offered = functionsOf(source, tokens);
  const callable = offered.filter((one) => !isMain(one) && one.name !== "init");
  const exported = callable.filter(({ isPublic }) => isPublic);
  const all = exported.length > 0 ? callable : callable.map((one) => ({ ...one, isPublic: true }));
  const renamed = offered.filter(isMain).map(({ token }) => ({ token, text: "mainOfTheProgram" }));
  return {
    source: asMainPackage(source, tokens, renamed),
    companions: { "pipeline_entry.go": entryFile(choose(all, entry)) },
  };
}

function isMain({ name, owner }: GoFunction): boolean {
  return name === "main" && owner === null;
}

function asMainPackage(source: string, tokens: readonly Token[], edits: readonly Edit[]): string {
  const name = tokens[0]?.text === "package" ? tokens[1] : undefined;
  if (name !== undefined) return edited(source, [...edits, { token: name, text: "main" }]);
  const hasImports = tokens.some(({ text }) => text === "import");
  const imports = hasImports ? [] : usedPackages(tokens).map((path) => `import "${path}"; `);
  return `package main; ${imports.join("")}${edited(source, edits)}`;
}

function usedPackages(tokens: readonly Token[]): readonly string[] {
  const used = tokens.flatMap(({ text }, at) => {
    const path = USUAL_PACKAGES.get(text);
    return path !== undefined && tokens[at + 1]?.text === "." && tokens[at - 1]?.text !== "."
      ? [path]
      : [];
  });
  return [...new Set(used)];
}

function entryFile(chosen: GoFunction | Missing): string {
  return `package main\n\nfunc main() {\n\t${callOf(chosen)}\n}\n`;
}

function callOf(chosen: GoFunction | Missing): string {
  if ("missing" in chosen) return `pipelineTell("missing", ${literal(chosen.missing)})`;
  const { name, owner, parameters, isGeneric } = chosen;
  if (isGeneric) {
    const why = `The function ${name} has type parameters, so it has no types to call it with.`;
    return `pipelineTell("missing", ${literal(why)})`;
  }
  const target = owner === null ? name : `new(${owner}).${name}`;
  return `pipelineCall(${target}, []string{${parameters.map(literal).join(", ")}})`;
}

function functionsOf(source: string, tokens: readonly Token[]): readonly GoFunction[] {
  const found: GoFunction[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.text === "func" && startsDeclaration(source, token, tokens[at - 1])) {
      const one = functionAt(tokens, at + 1);
      if (one !== null) found.push(one);
    }
    at = opensGroup(token) ? afterGroup(tokens, at) : at + 1;
  }
  return found;
}

/** A function without a name stands within a line. */
function startsDeclaration(source: string, token: Token, previous: Token | undefined): boolean {
  if (previous === undefined || previous.text === ";") return true;
  return source.slice(previous.end, token.start).includes("\n") && !/^[=,(:]$/.test(previous.text);
}

function functionAt(tokens: readonly Token[], start: number): GoFunction | null {
  const isMethod = tokens[start]?.text === "(";
  const receiver = isMethod ? insideGroup(tokens, start) : [];
  const at = isMethod ? afterGroup(tokens, start) : start;
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  const isGeneric = tokens[at + 1]?.text === "[";
  const open = isGeneric ? afterGroup(tokens, at + 1) : at + 1;
  if (tokens[open]?.text !== "(") return null;
  return {
    name: token.text,
    owner: lastWord(receiver),
    isPublic: /^\p{Lu}/u.test(token.text),
    token,
    parameters: namesOf(insideGroup(tokens, open)),
    isGeneric,
  };
}

function lastWord(tokens: readonly Token[]): string | null {
  return tokens.findLast(({ kind }) => kind === "word")?.text ?? null;
}

/** Either all parameters have names or none has one. */
function namesOf(inside: readonly Token[]): readonly string[] {
  const parts = splitAtCommas(inside);
  const isNamed = parts.some(([first, second]) => {
    const isQualified = second === undefined || second.text === ".";
    return first?.kind === "word" && !isQualified && !/^(?:map|chan|func|struct)$/.test(first.text);
  });
  return parts.map(([first]) => (isNamed ? (first?.text ?? "") : ""));
}
