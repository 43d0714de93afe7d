const ENTRY = /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)?$/u;

/** The name of a function, `name` or `Class.method`, or null when it is none. It may come from anywhere. */
export function safeEntry(entry: string | null): string | null {
  return entry !== null && ENTRY.test(entry) ? entry : null;
}
