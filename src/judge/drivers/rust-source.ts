import type { Offered } from "./driver.js";
import {
  afterAngles,
  afterGroup,
  type Dialect,
  insideGroup,
  opensGroup,
  splitAtCommas,
  type Token,
  tokensOf,
} from "./tokens.js";

const DIALECT: Dialect = {
  texts:
    /b?r(#*)"[^]*?"\1|[bc]?"(?:\\[^]|[^"\\])*"|b?'(?:\\(?:u\{[^}]*\}|x[0-9a-fA-F]{2}|[^])|[^'\\])'/uy,
  ignored: null,
};

/** A function of a Rust source. */
export interface RustFunction extends Offered {
  /** The word itself, for what has to be called otherwise. */
  readonly token: Token;
  readonly hasSelf: boolean;
  readonly parameters: readonly Parameter[];
  readonly result: readonly Token[];
  /** Why it cannot be called; null when it can. */
  readonly trouble: string | null;
}

interface Parameter {
  readonly name: string;
  readonly type: readonly Token[];
}

/** What a Rust source declares, as far as a caller has to know it. */
export interface Declared {
  readonly functions: readonly RustFunction[];
  readonly aliases: ReadonlyMap<string, readonly Token[]>;
  /** How a value of a type is made, for types whose declaration shows it. */
  readonly makers: ReadonlyMap<string, string>;
  /** Sites of problems declare `Solution` themselves. */
  readonly lacksSolution: boolean;
}

interface Found {
  readonly functions: RustFunction[];
  readonly aliases: Map<string, readonly Token[]>;
  readonly makers: Map<string, string>;
}

/** Reads what stands at the top of a source and in the `impl` of its types. */
export function declaredIn(source: string): Declared {
  const tokens = tokensOf(source, DIALECT);
  const found: Found = { functions: [], aliases: new Map(), makers: new Map() };
  let at = 0;
  while (at < tokens.length) {
    readItem(tokens, at, found);
    at = afterItem(tokens, at);
  }
  for (const { name, owner, parameters, hasSelf } of found.functions) {
    const isMaker = name === "new" && parameters.length === 0 && !hasSelf;
    if (isMaker && owner !== null) found.makers.set(owner, `${owner}::new()`);
  }
  const lacksSolution =
    !declares(tokens, "Solution") && found.functions.some(({ owner }) => owner === "Solution");
  if (lacksSolution) found.makers.set("Solution", "Solution");
  return { ...found, lacksSolution };
}

function readItem(tokens: readonly Token[], at: number, found: Found): void {
  const name = tokens[at + 1]?.text ?? "";
  switch (tokens[at]?.text) {
    case "fn":
      found.functions.push(functionAt(tokens, at, null));
      return;
    case "impl":
      found.functions.push(...methodsOf(tokens, at));
      return;
    case "type":
      found.aliases.set(name, aliasAt(tokens, at));
      return;
    case "struct": {
      const maker = makerOf(tokens, at + 1);
      if (maker !== null) found.makers.set(name, maker);
      return;
    }
    case undefined:
    default:
      return; // It offers nothing to call and nothing to call with.
  }
}

function declares(tokens: readonly Token[], name: string): boolean {
  return tokens.some(
    ({ text }, at) => /^(?:struct|enum|type)$/.test(text) && tokens[at + 1]?.text === name,
  );
}

/** What does not stand at the top of the file is passed over: the inside of modules, bodies and macros. */
function afterItem(tokens: readonly Token[], at: number): number {
  const token = tokens[at];
  return token !== undefined && opensGroup(token) ? afterGroup(tokens, at) : at + 1;
}

function aliasAt(tokens: readonly Token[], at: number): readonly Token[] {
  const end = tokens.findIndex(({ text }, index) => index > at && text === ";");
  return tokens.slice(at + 3, end < 0 ? tokens.length : end);
}

/** A struct without fields is made by its name alone. */
function makerOf(tokens: readonly Token[], at: number): string | null {
  const name = tokens[at]?.text ?? "";
  if (tokens[at + 1]?.text === ";") return name;
  const isEmpty = tokens[at + 1]?.text === "{" && tokens[at + 2]?.text === "}";
  return isEmpty ? `${name} {}` : null;
}

/** The functions of an `impl` of a type itself; those of a trait belong to the trait. */
function methodsOf(tokens: readonly Token[], at: number): readonly RustFunction[] {
  const start = tokens[at + 1]?.text === "<" ? afterAngles(tokens, at + 1) : at + 1;
  const open = tokens.findIndex(({ text }, index) => index >= start && text === "{");
  const owner = tokens[start]?.text;
  const isOfTrait = tokens.slice(start, open).some(({ text }) => text === "for");
  if (open < 0 || owner === undefined || isOfTrait) return [];
  const body = insideGroup(tokens, open);
  const found: RustFunction[] = [];
  let index = 0;
  while (index < body.length) {
    if (body[index]?.text === "fn") found.push(functionAt(body, index, owner));
    index = afterItem(body, index);
  }
  return found;
}

const BEFORE_FN = /^(?:pub|const|async|unsafe|extern)$/;

function functionAt(tokens: readonly Token[], at: number, owner: string | null): RustFunction {
  const token = tokens[at + 1] ?? { kind: "word", text: "", start: 0, end: 0 };
  const generic = tokens[at + 2]?.text === "<" ? afterAngles(tokens, at + 2) : at + 2;
  const words = wordsBefore(tokens, at);
  const parts = splitAtCommas(insideGroup(tokens, generic));
  const [first = []] = parts;
  const hasSelf = first.some(({ text }) => text === "self");
  const parameters = (hasSelf ? parts.slice(1) : parts).map(parameterOf);
  const isGeneric = tokens
    .slice(at + 3, generic - 1)
    .some(({ kind, text }) => kind === "word" && !isLifetime(text));
  return {
    name: token.text,
    owner,
    isPublic: words.includes("pub"),
    token,
    hasSelf,
    parameters,
    result: resultOf(tokens, afterGroup(tokens, generic)),
    trouble: troubleOf(token.text, { isGeneric, isAsync: words.includes("async") }),
  };
}

function troubleOf(
  name: string,
  { isGeneric, isAsync }: { readonly isGeneric: boolean; readonly isAsync: boolean },
): string | null {
  if (isGeneric) {
    return `The function ${name} has type parameters, so it has no types to call it with.`;
  }
  return isAsync ? `The function ${name} is async, and nothing here would wait for it.` : null;
}

/** The words in front of `fn`, and the brackets of `pub(crate)`. */
function wordsBefore(tokens: readonly Token[], at: number): readonly string[] {
  const words: string[] = [];
  for (let index = at - 1; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token === undefined) break;
    const isPart = BEFORE_FN.test(token.text) || /^(?:[()]|crate|super)$/.test(token.text);
    if (!isPart && token.kind !== "text") break;
    words.push(token.text);
  }
  return words;
}

function parameterOf(part: readonly Token[]): Parameter {
  const colon = part.findIndex(({ text }) => text === ":");
  const name = part.slice(0, colon).findLast(({ kind }) => kind === "word");
  return { name: name?.text ?? "", type: part.slice(colon + 1) };
}

function resultOf(tokens: readonly Token[], at: number): readonly Token[] {
  if (tokens[at]?.text !== "->") return [];
  const end = tokens.findIndex(
    ({ text }, index) => index > at && (text === "{" || text === "where" || text === ";"),
  );
  return tokens.slice(at + 1, end < 0 ? tokens.length : end);
}

/** Whether a word is a lifetime such as `'a`. */
export function isLifetime(text: string): boolean {
  return /^'[\p{L}_]/u.test(text);
}
