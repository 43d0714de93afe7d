import type { ModelRequest } from "../../core/ports.js";

type Turns = Pick<ModelRequest, "shared" | "instruction" | "repairs">;

/** The command takes one prompt: what is said before and after earlier replies becomes one text, in the order in which it was said. */
export function foldedPrompt({ shared, instruction, repairs }: Turns): string {
  const turns = repairs.flatMap(({ reply, complaint }, index) => [
    `---------- your reply ${index + 1} ----------`,
    reply.trim() === "" ? "(no text)" : reply,
    `---------- what was answered to your reply ${index + 1} ----------`,
    complaint,
  ]);
  const blocks = [...shared, instruction, ...turns].filter((block) => block.trim() !== "");
  return `${blocks.join("\n\n")}\n`;
}
