import { choose, type Driver, literal, type Missing } from "./driver.js";
import { type Declared, declaredIn, isLifetime, type RustFunction } from "./rust-source.js";
import { edited, splitAtCommas, type Token, textOfTokens } from "./tokens.js";

/** Makes a Rust program whose function can be called: a free one, or one of an `impl`. */
export function rustDriver(source: string, entry: string | null): Driver {
  const declared = declaredIn(source);
  const callable = declared.functions.filter((one) => !isMain(one));
  const chosen = choose(withVisibility(callable), entry);
  const mains = declared.functions.filter(isMain).map(({ token }) => token);
  const renamed = edited(
    source,
    mains.map((token) => ({ token, text: "main_of_the_program" })),
  );
  return {
    source: [
      renamed,
      ...(declared.lacksSolution ? ["struct Solution;"] : []),
      "mod pipeline_call;",
      "mod pipeline_read;",
      "mod pipeline_write;",
      "#[allow(unused_imports)]",
      "mod pipeline_entry {",
      "    use super::*;",
      "    pub fn run() {",
      ...callOf(source, declared, chosen).map((line) => `        ${line}`),
      "    }",
      "}",
      "fn main() {",
      "    pipeline_entry::run();",
      "}",
      "",
    ].join("\n"),
    companions: {},
  };
}

function isMain({ name, owner }: RustFunction): boolean {
  return name === "main" && owner === null;
}

/** Where nothing is public everything is offered. */
function withVisibility(functions: readonly RustFunction[]): readonly RustFunction[] {
  const ofOwner = (owner: string | null) => functions.filter((one) => one.owner === owner);
  return functions.map((one) => {
    const someArePublic = ofOwner(one.owner).some(({ isPublic }) => isPublic);
    return someArePublic ? one : { ...one, isPublic: true };
  });
}

function callOf(
  source: string,
  declared: Declared,
  chosen: RustFunction | Missing,
): readonly string[] {
  const trouble = "missing" in chosen ? chosen.missing : whyNot(source, declared, chosen);
  if (trouble !== null || "missing" in chosen) {
    return [`crate::pipeline_call::tell("missing", ${literal(trouble ?? "")});`];
  }
  return linesOf(source, declared, chosen);
}

function linesOf(source: string, { makers }: Declared, chosen: RustFunction): readonly string[] {
  const { owner, parameters, hasSelf, result } = chosen;
  const reads = parameters.map(({ name, type }, at) => {
    const words = literal(textOfTokens(source, type));
    return `let a${at}: ${typeText(type)} = from.argument(${literal(name)}, ${words});`;
  });
  const changed = parameters.findIndex(({ type }) => isChangeable(type));
  const values = parameters.map(({ type }, at) => (isChangeable(type) ? `&mut *a${at}` : `a${at}`));
  const made = makers.get(owner ?? "") ?? `<${owner} as Default>::default()`;
  const isVoid = result.length === 0 && changed >= 0;
  const returned = isVoid ? `&*a${changed}` : "&value";
  return [
    `let mut from = crate::pipeline_call::Reader::start(${parameters.length});`,
    ...reads,
    "from.end();",
    ...(hasSelf ? ["#[allow(unused_mut)]", `let mut target = ${made};`] : []),
    `let value = ${pathOf(chosen)}(${values.join(", ")});`,
    ...(isVoid ? ["let () = value;"] : []),
    `crate::pipeline_call::tell("value", &crate::pipeline_write::text_of(${returned}));`,
  ];
}

function pathOf({ name, owner, hasSelf }: RustFunction): string {
  if (owner === null) return `super::${name}`;
  return hasSelf ? `target.${name}` : `${owner}::${name}`;
}

function isChangeable(type: readonly Token[]): boolean {
  const words = type.filter(({ text }) => !text.startsWith("'"));
  return words[0]?.text === "&" && words[1]?.text === "mut";
}

/** A type outside the signature of its function, where its lifetimes have no name. */
function typeText(type: readonly Token[]): string {
  return type.map(({ text }) => (isLifetime(text) ? "'_" : text)).join(" ");
}

const KNOWN_TYPES =
  /^(?:[iu](?:8|16|32|64|128|size)|f32|f64|bool|char|str|String|Vec|VecDeque|Option|Box|HashMap|BTreeMap|HashSet|BTreeSet|std|collections|alloc|vec|string|mut|const|')$/;
const KNOWN_IN_PARAMETERS = /^BinaryHeap$/;
const KNOWN_IN_RESULTS =
  /^(?:Result|Rc|Arc|Cow|rc|sync|borrow|fmt|error|Error|ParseIntError|Infallible|dyn)$/;

function whyNot(source: string, declared: Declared, chosen: RustFunction): string | null {
  if (chosen.trouble !== null) return chosen.trouble;
  for (const [at, { name, type }] of chosen.parameters.entries()) {
    if (!isKnown(type, declared, KNOWN_IN_PARAMETERS)) {
      return `Parameter ${at + 1}, ${name}, is of the type ${textOfTokens(source, type)}, which cannot be made from JSON here.`;
    }
  }
  return isKnown(chosen.result, declared, KNOWN_IN_RESULTS)
    ? null
    : `The function returns the type ${textOfTokens(source, chosen.result)}, which cannot be written as JSON here.`;
}

function isKnown(type: readonly Token[], declared: Declared, others: RegExp): boolean {
  // The error of a Result is shown, never written.
  const parts = type[0]?.text === "Result" ? (splitAtCommas(type.slice(2, -1))[0] ?? []) : type;
  return parts.every(({ kind, text }) => {
    if (kind !== "word" || isLifetime(text)) return true;
    const alias = declared.aliases.get(text);
    if (alias !== undefined) return isKnown(alias, { ...declared, aliases: new Map() }, others);
    return KNOWN_TYPES.test(text) || others.test(text);
  });
}
