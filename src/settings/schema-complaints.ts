import { z } from "zod";

import { closest } from "../core/suggest.js";
import type { Complaint } from "./yaml-file.js";

/** What is said of a list item that is no word of the list, by the key of the list. */
export type Phrases = Readonly<Record<string, string>>;

interface Subject {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly phrases: Phrases;
}

/** Holds a value against a schema and says in our own words what is wrong; empty when nothing is. */
export function complaintsOf(subject: Subject): Complaint[] {
  const parsed = subject.schema.safeParse(subject.value);
  if (parsed.success) return [];
  const found = parsed.error.issues.flatMap((issue) => complaintsOfIssue(issue, subject));
  // One value can break two rules, such as a number beyond all bounds: the narrower rule comes last.
  return [...new Map(found.map((complaint) => [complaint.path.join("\n"), complaint])).values()];
}

function complaintsOfIssue(issue: z.core.$ZodIssue, subject: Subject): Complaint[] {
  const { path } = issue;
  const schema = schemaAt(subject.schema, path);
  if (issue.code === "unrecognized_keys") {
    const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, known) }));
  }
  const value = valueAt(subject.value, path);
  const key = path.findLast((part) => typeof part === "string") ?? "";
  if (value === undefined) return [{ path, message: `the key "${key}" is missing` }];
  if (path.length === 0)
    return [{ path, message: `the file must hold "key: value" lines, not ${shown(value)}` }];

  const phrase = typeof path.at(-1) === "number" ? subject.phrases[key] : undefined;
  if (issue.code === "invalid_value" && phrase !== undefined) {
    const message = `${shown(value)} ${phrase}${alternatives(value, issue.values.map(String))}`;
    return [{ path, message }];
  }
  const name = typeof path.at(-1) === "number" ? `item ${Number(path.at(-1)) + 1} of ${key}` : key;
  return [{ path, message: `${name} must ${ruleInWords(issue, { schema, value })}` }];
}

interface Broken {
  readonly schema: z.ZodType | undefined;
  readonly value: unknown;
}

function ruleInWords(issue: z.core.$ZodIssue, { schema, value }: Broken): string {
  const not = `, not ${shown(value)}`;
  switch (issue.code) {
    case "invalid_type":
      return `be ${typeInWords(issue.expected, schema)}${not}`;
    case "too_big":
      return `be ${issue.maximum} or less${not}`;
    case "too_small":
      if (issue.origin === "array" || issue.origin === "string") return "not be empty";
      return issue.inclusive === true
        ? `be ${issue.minimum} or more${not}`
        : `be more than ${issue.minimum}${not}`;
    case "invalid_value": {
      const words = issue.values.map(String);
      return `be ${words.join(" or ")}${not}${suggestion(value, words)}`;
    }
    case "invalid_format":
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
    case "unrecognized_keys":
      // The schema's own words: it says what a name looks like better than a pattern does.
      return `be ${issue.message}${not}`;
  }
}

function typeInWords(expected: string, schema: z.ZodType | undefined): string {
  if (schema instanceof z.ZodNumberFormat) return "a whole number";
  switch (expected) {
    case "int":
      return "a whole number";
    case "number":
      return "a number";
    case "string":
      return "text";
    case "boolean":
      return "true or false";
    case "array":
      return "a list";
    default:
      return 'a block of "key: value" lines';
  }
}

/** What is said of a key that is not known where it stands. */
export function unknownKey(key: string, known: readonly string[]): string {
  return `unknown key "${key}"${alternatives(key, known)}`;
}

/** A suggestion where a word is near, else all the words there are. */
export function alternatives(value: unknown, known: readonly string[]): string {
  const near = suggestion(value, known);
  if (near !== "") return near;
  return known.length > 0 ? `; there is ${known.join(", ")}` : "";
}

/** ` (did you mean "x"?)`, or nothing when no word is near. */
export function suggestion(value: unknown, known: readonly string[]): string {
  const near = typeof value === "string" ? closest(value, known) : null;
  return near === null ? "" : ` (did you mean "${near}"?)`;
}

const LONGEST_SHOWN = 60;

/** A value as a message shows it: text in quotes, cut when long. */
export function shown(value: unknown): string {
  if (typeof value === "string") {
    const cut = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
    return JSON.stringify(cut);
  }
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === null || value === undefined) return "nothing";
  return Array.isArray(value) ? "a list" : 'a block of "key: value" lines';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((holder, key) => {
    if (typeof holder !== "object" || holder === null) return undefined;
    return Object.getOwnPropertyDescriptor(holder, key)?.value;
  }, value);
}

function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((holder, key) => {
    if (holder instanceof z.ZodObject) return unwrapped(holder.shape[String(key)]);
    return holder instanceof z.ZodArray ? unwrapped(holder.element) : undefined;
  }, unwrapped(schema));
}

function unwrapped(schema: unknown): z.ZodType | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return unwrapped(schema.unwrap());
  }
  return schema instanceof z.ZodType ? schema : undefined;
}
