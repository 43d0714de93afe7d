import type { ComposedCall } from "../core/ports.js";

/** The whole prompt of a call as one text, as it is kept in `trace/`. */
export function promptText({ system, shared, instruction, repairs }: ComposedCall): string {
  const turns = repairs.flatMap(({ reply, complaint }) => [
    "---------- your earlier reply ----------",
    reply,
    "---------- what was said to it ----------",
    complaint,
  ]);
  return `${["---------- system ----------", system, "---------- message ----------", ...shared, instruction, ...turns].join("\n\n")}\n`;
}
