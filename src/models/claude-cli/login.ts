import { z } from "zod";

import { askCommand, type Question } from "./question.js";

const statusSchema = z.object({ loggedIn: z.boolean() });

/**
 * Whether somebody is logged in with the command, as it says itself, without a request; null when it does not say.
 * Throws PipelineError "cancelled".
 */
export async function isLoggedIn(question: Question, signal: AbortSignal): Promise<boolean | null> {
  // It ends with 1 when nobody is, and says so all the same.
  const { lines } = await askCommand(question, ["auth", "status"], signal);
  const status = statusSchema.safeParse(parseJson(lines.join("\n")));
  return status.success ? status.data.loggedIn : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
