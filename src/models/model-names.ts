/** Model of a run that names none. */
export const DEFAULT_MODEL = "claude-sonnet-5-5";

/** Short names, each for the newest model of its family. */
export const MODEL_ALIASES: Readonly<Record<string, string>> = {
  fable: "claude-fable-5-2",
  haiku: "claude-haiku-5-5",
  opus: "claude-opus-5-5",
  sonnet: "claude-sonnet-5-5",
};

/** The model id that a short name stands for; any other name is an id already. */
export function resolveModelName(name: string): string {
  return Object.hasOwn(MODEL_ALIASES, name) ? (MODEL_ALIASES[name] ?? name) : name;
}

/** A model id without the date of its snapshot: `claude-haiku-4-5-20251001` is `claude-haiku-4-5`. */
export function withoutSnapshotDate(model: string): string {
  return model.replace(/-20\d{6}$/, "");
}
