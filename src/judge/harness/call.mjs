// Calls one function of a judged file with the JSON arguments on standard input and writes what it returns, as
// JSON, to descriptor 3: a line `value`, `missing` or `unusable`, then the text. What is expected never comes here.
//
// usage: call.mjs FILE [ENTRY]
import { readFileSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";

const CHANNEL = 3;
const MOST_LEVELS = 300;
const DECLARED = Symbol.for("declared at the top level");
const DECLARATION =
  /(?:^|;)[ \t]*(?:async\s+function\s*\*?|function\s*\*?|class|const|let|var)\s+([A-Za-z_$][\w$]*)/gm;

class Missing extends Error {}
class Unusable extends Error {}

function tell(kind, text) {
  let rest = Buffer.from(`${kind}\n${text}`);
  while (rest.length > 0) rest = rest.subarray(writeSync(CHANNEL, rest));
}

/** Everything that the file exports or declares at its top level, by name. */
async function load(file) {
  const source = readFileSync(file, "utf8");
  const found = new Set([...source.matchAll(DECLARATION)].map((match) => match[1]));
  const names = [...found].filter((name) => isName(name) && !(name in globalThis));
  const entries = names.map(
    (name) => `${name}: typeof ${name} === "undefined" ? undefined : ${name}`,
  );
  // The same line works in both module systems, and the file is evaluated once only.
  writeFileSync(
    file,
    `${source}\n;globalThis[Symbol.for(${JSON.stringify(DECLARED.description)})] = {${entries.join()}};\n`,
  );
  const loaded = await import(pathToFileURL(file).href);
  const exported = loaded.default ?? {};
  const declared = globalThis[DECLARED] ?? {};
  const members = typeof exported === "object" ? { ...exported } : {};
  for (const [name, value] of Object.entries(loaded)) {
    if (name !== "default" && name !== "module.exports") members[name] ??= value;
  }
  const single = typeof exported === "function" ? exported : null;
  return { exported: members, declared, single };
}

/** Whether a word may be a variable; the search also finds words in texts and comments. */
function isName(word) {
  try {
    return new Script(`let ${word};`) instanceof Script;
  } catch {
    return false; // A word of the language itself.
  }
}

function findFunction(members, entry) {
  const { exported, declared, single } = members;
  const member = (name) => exported[name] ?? declared[name];
  const solution = member("Solution") ?? (isClass(single) ? single : undefined);
  if (entry === undefined) return onlyFunction(members, solution);
  const dot = entry.indexOf(".");
  if (dot >= 0) return namedMethod(namedClass(members, entry.slice(0, dot)), entry.slice(dot + 1));
  if (typeof member(entry) === "function") return member(entry);
  if (single !== null && !isClass(single)) return single;
  const method = solution && methodOf(solution, entry);
  if (!method) throw new Missing(`The file has no function ${entry}.`);
  return method;
}

function namedClass({ exported, declared, single }, name) {
  const found = exported[name] ?? declared[name] ?? (single?.name === name ? single : undefined);
  if (found === undefined) throw new Missing(`The file has no class ${name}.`);
  return found;
}

function namedMethod(holder, name) {
  const method = methodOf(holder, name);
  if (!method) throw new Missing(`The file has no method ${name}.`);
  return method;
}

function onlyFunction({ exported, declared, single }, solution) {
  if (isClass(solution)) {
    const names = Object.getOwnPropertyNames(solution.prototype).filter(
      (name) => name !== "constructor" && isPublic(name),
    );
    if (names.length === 1) return methodOf(solution, names[0]);
    throw new Missing(`Class Solution has ${count(names, "public method")}.`);
  }
  if (single !== null) return single;
  const exportedNames = publicFunctions(exported);
  const from = exportedNames.length > 0 ? exported : declared;
  const names = exportedNames.length > 0 ? exportedNames : publicFunctions(declared);
  if (names.length === 1) return from[names[0]];
  throw new Missing(
    `The file has ${count(names, "public function")}, and nothing says which one to call.`,
  );
}

function publicFunctions(members) {
  return Object.keys(members).filter(
    (name) =>
      typeof members[name] === "function" &&
      !isClass(members[name]) &&
      isPublic(name) &&
      name !== "main" &&
      !name.startsWith("test"),
  );
}

function methodOf(holder, name) {
  if (typeof holder !== "function")
    return typeof holder[name] === "function" ? holder[name].bind(holder) : null;
  if (typeof holder[name] === "function") return holder[name].bind(holder);
  if (typeof holder.prototype?.[name] !== "function") return null;
  const instance = new holder();
  return instance[name].bind(instance);
}

function isClass(value) {
  return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}

function isPublic(name) {
  return !name.startsWith("_") && !name.startsWith("#");
}

function count(names, what) {
  return names.length === 0 ? `no ${what}` : `${names.length} ${what}s: ${names.join(", ")}`;
}

/** JSON text of a value: maps are objects; sets, typed arrays and iterators are arrays; NaN and Infinity stay. */
function textOf(value, level = 0) {
  const kind = typeof value;
  if (value === null || kind === "undefined") return "null";
  if (kind === "number" || kind === "bigint" || kind === "boolean") return String(value);
  if (kind === "string") return JSON.stringify(value);
  if (kind !== "object") throw new Unusable(`it is a ${kind}`);
  if (level >= MOST_LEVELS) throw new Unusable(`it is nested deeper than ${MOST_LEVELS} levels`);
  return textOfObject(value, level + 1);
}

function textOfObject(value, level) {
  if (typeof value.toJSON === "function") return textOf(value.toJSON(), level);
  const primitive = value.valueOf?.();
  if (primitive !== undefined && typeof primitive !== "object") return textOf(primitive, level);
  if (!(value instanceof Map) && typeof value[Symbol.iterator] === "function") {
    const items = [];
    for (const item of value) items.push(textOf(item, level));
    return `[${items.join(", ")}]`;
  }
  const entries =
    value instanceof Map
      ? [...value]
      : Object.entries(value).filter(([, item]) => item !== undefined);
  const members = entries.map(
    ([key, item]) => `${JSON.stringify(String(key))}: ${textOf(item, level)}`,
  );
  return `{${members.join(", ")}}`;
}

const [file, entry] = process.argv.slice(2);
try {
  const callArguments = JSON.parse(readFileSync(0, "utf8"));
  process.argv.splice(2);
  const run = findFunction(await load(path.resolve(file)), entry);
  const value = await run(...callArguments);
  tell("value", textOf(value));
} catch (error) {
  if (error instanceof Missing) {
    tell("missing", error.message);
  } else if (error instanceof Unusable) {
    tell("unusable", `The function returned a value that is not JSON: ${error.message}.`);
  } else {
    console.error(error);
    process.exitCode = 1;
  }
}
