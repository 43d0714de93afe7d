/** How a step came out: it went well, it went on without, it went wrong, or it was read back. */
export type Mark = "ok" | "note" | "bad" | "kept";

/** One finished step, as one line of the story. */
export interface StoryLine {
  readonly mark: Mark;
  readonly who: string;
  /** The file that was written, or what happened. */
  readonly what: string;
  readonly size: string;
  readonly checks: string;
  readonly seconds: number | null;
  readonly usd: number | null;
  /** Whether a price is known: dollars that are missing all the same were not counted by the server. */
  readonly isPriced: boolean;
  /** More lines below, one a finding. */
  readonly details: readonly string[];
}

/** What most lines leave out. */
export const PLAIN: Omit<StoryLine, "who" | "what" | "mark"> = {
  size: "",
  checks: "",
  seconds: null,
  usd: null,
  isPriced: false,
  details: [],
};
