/** Outputs made from a right answer by mistakes that leave it looking like one. */
export interface NearMisses {
  /** With as many parts as the answer. */
  readonly sameForm: readonly string[];
  /** With a part too few or too many. */
  readonly otherForm: readonly string[];
}

/** What is near to an answer but is not it: the last number changed by one, a part dropped, a part doubled. */
export function nearMissesOf(answer: string, shape: "text" | "json"): NearMisses {
  const parts = partsOf(answer, shape);
  const last = parts.at(-1);
  if (last === undefined) return { sameForm: [], otherForm: [] };
  const write = (some: readonly string[]) => written(some, answer, shape);
  const front = parts.slice(0, -1);
  const changed = isNumber(last) ? [write([...front, `${Number(last) + 1}`])] : [];
  const dropped = front.length > 0 ? [write(front)] : [];
  const doubled = shape === "text" || isList(answer) ? [write([...parts, last])] : [];
  return { sameForm: changed, otherForm: [...dropped, ...doubled] };
}

/** Whether two answers have as many parts. */
export function haveSameForm(one: string, other: string, shape: "text" | "json"): boolean {
  if (shape === "json" && isList(one) !== isList(other)) return false;
  return partsOf(one, shape).length === partsOf(other, shape).length;
}

/** The words of a text, the elements of a list in JSON, or one value. */
function partsOf(answer: string, shape: "text" | "json"): readonly string[] {
  if (shape === "text") return answer.split(/\s+/).filter((word) => word !== "");
  const value: unknown = JSON.parse(answer);
  return Array.isArray(value) ? value.map((each) => JSON.stringify(each)) : [answer.trim()];
}

function written(parts: readonly string[], answer: string, shape: "text" | "json"): string {
  if (shape === "text") return `${parts.join(" ")}\n`;
  return isList(answer) ? `[${parts.join(",")}]` : parts.join("");
}

function isList(answer: string): boolean {
  return answer.trimStart().startsWith("[");
}

function isNumber(part: string): boolean {
  return /^-?\d{1,15}(?:\.\d+)?$/.test(part);
}
