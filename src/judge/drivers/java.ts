import { choose, type Driver, literal, type Missing, type Offered } from "./driver.js";
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
  texts: /"""(?:\\[^]|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/y,
  ignored: null,
};

interface JavaMethod extends Offered {
  readonly parameters: readonly string[];
}

/** What sites of problems put in front of what people hand in. */
const USUAL_IMPORTS = ["java.util.*", "java.util.function.*", "java.util.stream.*", "java.math.*"];

/** Makes a Java program whose method can be called: of class Solution, or of another class at the top of the file. */
export function javaDriver(source: string, entry: string | null): Driver {
  const tokens = tokensOf(source, DIALECT);
  const offered = methodsOf(tokens);
  const free =
    entry === null || entry.includes(".") ? entry : `${ownerFor(offered, entry)}${entry}`;
  const chosen = choose(offered, free);
  return {
    source: withImports(source, tokens),
    companions: { "PipelineEntry.java": entryClass(packageOf(tokens), chosen) },
  };
}

/** In Java every function is a method: a bare name means one of Solution where that has it. */
function ownerFor(offered: readonly JavaMethod[], name: string): string {
  return offered.some((one) => one.owner === "Solution" && one.name === name) ? "Solution." : "";
}

function withImports(source: string, tokens: readonly Token[]): string {
  if (tokens.some(({ text }) => text === "import" || text === "package")) return source;
  return `${USUAL_IMPORTS.map((name) => `import ${name};`).join(" ")} ${source}`;
}

/** The name of the package with a dot behind it; empty when there is none. */
function packageOf(tokens: readonly Token[]): string {
  if (tokens[0]?.text !== "package") return "";
  const end = tokens.findIndex(({ text }) => text === ";");
  const name = tokens.slice(1, end).map(({ text }) => text);
  return `${name.join("")}.`;
}

/** Nothing of the judged source is named at compile time, so this compiles whatever its methods look like. */
function entryClass(packageName: string, chosen: JavaMethod | Missing): string {
  const call =
    "missing" in chosen
      ? `tell("missing", ${literal(chosen.missing)})`
      : `call(${[`${packageName}${chosen.owner ?? ""}`, chosen.name, ...chosen.parameters].map(literal).join(", ")})`;
  return `final class PipelineEntry {
    public static void main(String[] arguments) throws Throwable {
        PipelineCall.${call};
    }
}
`;
}

const TYPE_WORD = /^(?:class|record|enum|interface)$/;

function methodsOf(tokens: readonly Token[]): readonly JavaMethod[] {
  const found: JavaMethod[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined) break;
    const owner = tokens[at + 1];
    if (TYPE_WORD.test(token.text) && owner?.kind === "word") {
      const open = tokens.findIndex(({ text }, index) => index > at && text === "{");
      if (open < 0) break;
      const isInterface = token.text === "interface";
      found.push(...membersOf(insideGroup(tokens, open), owner.text, isInterface));
      at = afterGroup(tokens, open);
    } else {
      at = opensGroup(token) ? afterGroup(tokens, at) : at + 1;
    }
  }
  return found;
}

function membersOf(
  body: readonly Token[],
  owner: string,
  isInterface: boolean,
): readonly JavaMethod[] {
  const found: JavaMethod[] = [];
  let from = 0;
  let at = 0;
  while (at < body.length) {
    const token = body[at];
    if (token === undefined) break;
    const end = opensGroup(token) ? afterGroup(body, at) : at + 1;
    const ends = token.text === ";" || token.text === "{";
    if (ends) {
      const method = methodOf(body.slice(from, at), owner);
      if (method !== null && method.name !== "main" && !isInterface) found.push(method);
      from = end;
    }
    at = end;
  }
  return found;
}

const NOT_A_TYPE =
  /^(?:public|protected|private|static|final|synchronized|abstract|native|strictfp|default)$/;

/** Modifiers, a type, a name and parameters; constructors have no type. */
function methodOf(head: readonly Token[], owner: string): JavaMethod | null {
  const tokens = withoutAnnotations(head);
  const open = tokens.findIndex(({ text }) => text === "(");
  const name = tokens[open - 1];
  if (open < 2 || name?.kind !== "word") return null;
  const words = tokens.slice(0, open - 1).map(({ text }) => text);
  if (words.includes("=") || words.some((word) => TYPE_WORD.test(word)) || name.text === owner) {
    return null;
  }
  if (words.every((word) => NOT_A_TYPE.test(word))) return null;
  const parameters = splitAtCommas(insideGroup(tokens, open)).map(nameOf);
  return { name: name.text, owner, isPublic: !words.includes("private"), parameters };
}

/** The last word, behind which old programs may write brackets. */
function nameOf(parameter: readonly Token[]): string {
  return parameter.findLast(({ kind }) => kind === "word")?.text ?? "";
}

function withoutAnnotations(tokens: readonly Token[]): readonly Token[] {
  let at = 0;
  while (tokens[at]?.text === "@") {
    at += 2;
    while (tokens[at]?.text === ".") at += 2;
    if (tokens[at]?.text === "(") at = afterGroup(tokens, at);
  }
  const rest = tokens.slice(at);
  const generic = rest.findIndex(({ text }) => text === "<");
  const isOwn = generic >= 0 && rest.slice(0, generic).every(({ text }) => NOT_A_TYPE.test(text));
  return isOwn ? [...rest.slice(0, generic), ...rest.slice(afterAngles(rest, generic))] : rest;
}
