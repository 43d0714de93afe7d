import { choose, type Driver, literal, type Missing, type Offered } from "./driver.js";
import {
  afterAngles,
  afterGroup,
  type Dialect,
  edited,
  insideGroup,
  opensGroup,
  splitAtCommas,
  type Token,
  textOfTokens,
  tokensOf,
} from "./tokens.js";

const DIALECT: Dialect = {
  texts:
    /(?:u8|[uUL])?R"([^()\\\s]{0,16})\([^]*?\)\1"|(?:u8|[uUL])?"(?:\\[^]|[^"\\\n])*"|(?:u8|[uUL])?'(?:\\[^]|[^'\\\n])+'/y,
  ignored: /#(?:\\\r?\n|[^\n])*/y,
};

interface CppFunction extends Offered {
  /** Parameters and result as the source writes them. */
  readonly parameters: readonly Parameter[];
  readonly result: string;
  readonly isStatic: boolean;
  readonly isConst: boolean;
  readonly isTemplate: boolean;
}

interface Parameter {
  readonly name: string;
  readonly type: string;
}

/** What one declaration consists of, up to its `;` or its body. */
interface Declaration {
  readonly head: readonly Token[];
  readonly body: readonly Token[] | null;
}

/** Makes a C++ program whose function can be called: a free one, or a public method. */
export function cppDriver(source: string, entry: string | null, fileName: string): Driver {
  const tokens = tokensOf(source, DIALECT);
  const declarations = declarationsOf(tokens);
  const offered = declarations.flatMap((one) => offeredBy(source, one));
  const chosen = choose(withoutRepetition(offered), entry);
  const mains = declarations.flatMap(({ head, body }) => (body === null ? [] : mainOf(head)));
  const renamed = edited(
    source,
    mains.map((token) => ({ token, text: "main_of_the_program" })),
  );
  return {
    source: `${before(source, fileName)}${[renamed, ...behind(source, offered, chosen)].join("\n")}`,
    companions: {},
  };
}

/** Sites of problems put these in front of what people hand in. The lines behind them are still those of the file. */
function before(source: string, fileName: string): string {
  if (/^[ \t]*#[ \t]*include\b/m.test(source)) return "";
  return `#include <bits/stdc++.h>\nusing namespace std;\n#line 1 ${literal(fileName)}\n`;
}

/** Macros of the source would change the words of what follows it. */
function behind(
  source: string,
  offered: readonly CppFunction[],
  chosen: CppFunction | Missing,
): readonly string[] {
  const macros = [...source.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)/gm)].map(
    ([, name]) => `#undef ${name}`,
  );
  return [
    "",
    ...new Set(macros),
    '#include "call.hpp"',
    "int main() {",
    callOf(offered, chosen),
    "}",
    "",
  ];
}

function callOf(offered: readonly CppFunction[], chosen: CppFunction | Missing): string {
  const missing = "missing" in chosen ? chosen.missing : whyNot(chosen);
  if (missing !== null || "missing" in chosen) {
    return `  pipeline_call::tell("missing", ${literal(missing ?? "")});`;
  }
  const { parameters, result } = chosen;
  const names = parameters.map(({ name }) => literal(name)).join(", ");
  const types = parameters.map(({ type }) => literal(type)).join(", ");
  const words = `{${literal(result)}, {${names}}, {${types}}}`;
  return `  pipeline_call::call(${words}, ${pointerTo(offered, chosen)});`;
}

function whyNot({ name, isTemplate }: CppFunction): string | null {
  return isTemplate
    ? `The function ${name} is a template, so it has no types to call it with.`
    : null;
}

/** Where several functions share a name, the type says which one is meant. */
function pointerTo(offered: readonly CppFunction[], chosen: CppFunction): string {
  const { owner, name, parameters, result, isStatic, isConst } = chosen;
  const address = owner === null ? `&::${name}` : `&${owner}::${name}`;
  const isAlone =
    offered.filter((other) => other.name === name && other.owner === owner).length < 2;
  if (isAlone) return address;
  const scope = owner === null || isStatic ? "" : `${owner}::`;
  const types = parameters.map(({ type }) => type).join(", ");
  return `static_cast<${result} (${scope}*)(${types})${isConst ? " const" : ""}>(${address})`;
}

/** A method may be declared once and defined elsewhere, a function be declared before. */
function withoutRepetition(offered: readonly CppFunction[]): readonly CppFunction[] {
  const byForm = new Map(
    offered.map((one) => [
      JSON.stringify([one.owner, one.name, one.parameters.map(({ type }) => type)]),
      one,
    ]),
  );
  return [...byForm.values()];
}

/** Splits a scope at the ends of its declarations. */
function declarationsOf(tokens: readonly Token[]): readonly Declaration[] {
  const found: Declaration[] = [];
  let from = 0;
  let at = 0;
  while (at < tokens.length) {
    const end = afterPart(tokens, at);
    const head = tokens.slice(from, at);
    const mark = tokens[at]?.text;
    if (mark === ":" && isAccessWord(head)) {
      found.push({ head: tokens.slice(from, end), body: null });
      from = end;
    } else if (mark === ";") {
      found.push({ head, body: null });
      from = end;
    } else if (mark === "{" && endsWithBody(head)) {
      found.push({ head, body: insideGroup(tokens, at) });
      from = end;
    }
    at = end;
  }
  return found;
}

function afterPart(tokens: readonly Token[], at: number): number {
  const token = tokens[at];
  return token !== undefined && opensGroup(token) ? afterGroup(tokens, at) : at + 1;
}

function isAccessWord([word, ...others]: readonly Token[]): boolean {
  return others.length === 0 && /^(?:public|protected|private)$/.test(word?.text ?? "");
}

/** Whether a body in curly brackets ends what begins so: of a function, a class or a namespace, not of a value. */
function endsWithBody(head: readonly Token[]): boolean {
  const words = head.map(({ text }) => text);
  const open = words.indexOf("(");
  const start = open < 0 ? words : words.slice(0, open);
  if (start.includes("=") && !start.includes("operator")) return false;
  return (
    words.includes("(") || words.some((word) => /^(?:class|struct|namespace|extern)$/.test(word))
  );
}

function offeredBy(source: string, declaration: Declaration): readonly CppFunction[] {
  const { head, body } = declaration;
  if (body === null) return [];
  const kind = classWord(head);
  if (kind !== null) return methodsOf(source, kind, body);
  const found = functionOf(source, head, { owner: null, isPublic: true });
  return found === null || found.name === "main" ? [] : [found];
}

function methodsOf(
  source: string,
  { word, name, isTemplate }: ClassWord,
  body: readonly Token[],
): readonly CppFunction[] {
  let isPublic = word === "struct";
  const methods: CppFunction[] = [];
  for (const { head } of declarationsOf(body)) {
    if (head.at(-1)?.text === ":") isPublic = head[0]?.text === "public";
    const method = functionOf(source, head, { owner: name, isPublic });
    if (method === null || method.name === name) continue;
    methods.push({ ...method, isTemplate: isTemplate || method.isTemplate });
  }
  return methods;
}

/** How a class is announced. */
interface ClassWord {
  readonly word: "class" | "struct";
  readonly name: string;
  readonly isTemplate: boolean;
}

function classWord(head: readonly Token[]): ClassWord | null {
  const isTemplate = head[0]?.text === "template";
  const start = isTemplate ? afterAngles(head, 1) : 0;
  const word = head[start]?.text;
  if (word !== "class" && word !== "struct") return null;
  return { word, name: head[start + 1]?.text ?? "", isTemplate };
}

const NOT_A_FUNCTION = /^(?:typedef|using|friend|namespace|enum|union|operator|~)$/;
const NOT_ITS_NAME =
  /^(?:decltype|alignas|noexcept|explicit|requires|__attribute__|__declspec|throw)$/;
const NO_PART_OF_A_TYPE =
  /^(?:static|inline|virtual|constexpr|consteval|extern|explicit|public|private|protected|:)$/;

function functionOf(
  source: string,
  head: readonly Token[],
  { owner, isPublic }: Pick<CppFunction, "owner" | "isPublic">,
): CppFunction | null {
  const template = head[0]?.text === "template" ? afterAngles(head, 1) : 0;
  const rest = withoutAttributes(head.slice(template));
  const open = openingOf(rest);
  const name = rest[open - 1];
  if (open < 2 || name?.kind !== "word" || rest[open - 2]?.text === "::") return null;
  if (rest.slice(0, open).some(({ text }) => NOT_A_FUNCTION.test(text) || text === "="))
    return null;
  const words = rest.slice(0, open - 1);
  const behindParameters = rest.slice(afterGroup(rest, open));
  const arrow = behindParameters.findIndex(({ text }) => text === "->");
  const result =
    arrow < 0
      ? words.filter(({ text }) => !NO_PART_OF_A_TYPE.test(text))
      : behindParameters.slice(arrow + 1);
  if (words.every(({ text }) => NO_PART_OF_A_TYPE.test(text))) return null;
  const parameters = parametersOf(source, insideGroup(rest, open));
  return {
    name: name.text,
    owner,
    isPublic,
    parameters,
    result: textOfTokens(source, result),
    isStatic: words.some(({ text }) => text === "static"),
    isConst: behindParameters.some(({ text }) => text === "const"),
    isTemplate: template > 0 || parameters.some(({ type }) => /\bauto\b/.test(type)),
  };
}

function withoutAttributes(tokens: readonly Token[]): readonly Token[] {
  const isAttribute = tokens[0]?.text === "[" && tokens[1]?.text === "[";
  return isAttribute ? tokens.slice(afterGroup(tokens, 0)) : tokens;
}

/** The index of the bracket that opens the parameters; 0 when there is none. */
function openingOf(tokens: readonly Token[]): number {
  let at = 0;
  while (at < tokens.length) {
    const text = tokens[at]?.text;
    if (text === "(" && !NOT_ITS_NAME.test(tokens[at - 1]?.text ?? "")) return at;
    if (text === "<") at = afterAngles(tokens, at);
    else at = text === "(" || text === "[" ? afterGroup(tokens, at) : at + 1;
  }
  return 0;
}

function parametersOf(source: string, inside: readonly Token[]): readonly Parameter[] {
  if (inside.length === 1 && inside[0]?.text === "void") return [];
  return splitAtCommas(inside).map((part) => {
    const equals = part.findIndex(({ text }) => text === "=");
    const tokens = equals < 0 ? part : part.slice(0, equals);
    const last = tokens.at(-1);
    const previous = tokens.at(-2);
    const isName =
      last?.kind === "word" &&
      previous !== undefined &&
      previous.text !== "::" &&
      !BUILT_IN.test(last.text);
    return isName
      ? { name: last.text, type: textOfTokens(source, tokens.slice(0, -1)) }
      : { name: "", type: textOfTokens(source, tokens) };
  });
}

const BUILT_IN = /^(?:int|long|short|char|double|float|bool|unsigned|signed|const|auto)$/;

/** The name in the definition of the program's own `main`, of which there can be only one. */
function mainOf(head: readonly Token[]): readonly Token[] {
  const at = head.findIndex(({ text }, index) => text === "main" && head[index + 1]?.text === "(");
  const name = head[at];
  return name === undefined || head[at - 1]?.text === "::" ? [] : [name];
}
