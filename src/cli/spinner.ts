import type { Ora } from "ora";

import { printable } from "./format.js";
import type { Terminal } from "./terminal.js";

/** A line at the bottom that says what is going on; it does nothing where it cannot be drawn. */
export interface Spinner {
  show(text: string): void;
  hide(): void;
}

/** A spinner for a live terminal; ora is loaded only there, because it costs start-up time. */
export async function createSpinner(terminal: Terminal): Promise<Spinner> {
  if (!terminal.live) return { show: () => {}, hide: () => {} };
  const { default: ora } = await import("ora");
  const line: Ora = ora({
    isEnabled: true,
    // ora paints its frames whatever NO_COLOR says, unless it is told not to.
    color: terminal.color ? "cyan" : false,
    discardStdin: false,
    // Not `indent`: after a stop the cursor would stay there, and the next line begin in the middle.
    prefixText: " ",
  });
  return {
    show: (text) => {
      line.text = printable(text);
      if (!line.isSpinning) line.start();
    },
    hide: () => {
      if (line.isSpinning) line.stop();
    },
  };
}
