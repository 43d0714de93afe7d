import { z } from "zod";

/**
 * Where a quest stands. `open`: a worker may take it. `claimed`: a worker holds it. `blocked`: a worker
 * has asked the owner of the run something. `answered`: the run has not read the answer yet.
 * `completed`: the run has read it, or asks something else now.
 */
type QuestStatus = "open" | "claimed" | "blocked" | "answered" | "completed";

/** One step of a run that an outside agent or a person answers. Times in milliseconds since 1970. */
export interface Quest {
  readonly id: number;
  readonly run: string;
  /** The step's key and how many repair turns came before. */
  readonly key: string;
  readonly turn: number;
  readonly role: string;
  /** A claim that has expired is shown as `open`. */
  readonly status: QuestStatus;
  /** Whose turn it is: the role, `owner` after a question, null when the quest is closed. */
  readonly currentAgent: string | null;
  /** What the worker that holds it calls itself; null where nobody holds it, or it does not say. */
  readonly claimedBy: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Everything that a model would be sent, part by part. */
export const questPromptSchema = z.object({
  system: z.string(),
  shared: z.array(z.string()).readonly(),
  instruction: z.string(),
  repairs: z.array(z.object({ reply: z.string(), complaint: z.string() })).readonly(),
});

export type QuestPrompt = Readonly<z.infer<typeof questPromptSchema>>;

export const questMessageSchema = z
  .object({
    id: z.int(),
    turn: z.int(),
    author: z.string(),
    kind: z.enum(["answer", "blocked", "clarification", "owner"]),
    text: z.string(),
  })
  .readonly();

/** One thing that was said about a quest: by the worker, or by the owner of the run. */
export type QuestMessage = z.infer<typeof questMessageSchema>;
