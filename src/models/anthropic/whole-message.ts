import { z } from "zod";

const messageSchema = z.looseObject({
  type: z.literal("message"),
  content: z.array(z.unknown()),
  stop_reason: z.unknown(),
  stop_details: z.unknown().optional(),
  usage: z.unknown().optional(),
});

const errorSchema = z.looseObject({ type: z.literal("error") });

/**
 * The events of a message, or of an error, that came in one piece: some servers answer so whatever is asked of them, and
 * bill for it. Null for any other data.
 */
export function eventsOfWhole(data: unknown): readonly object[] | null {
  const error = errorSchema.safeParse(data);
  if (error.success) return [error.data];
  const message = messageSchema.safeParse(data);
  if (!message.success) return null;
  const { content, usage, stop_reason, stop_details } = message.data;
  return [
    { type: "message_start", message: message.data },
    ...content.map((content_block) => ({ type: "content_block_start", content_block })),
    { type: "message_delta", delta: { stop_reason, stop_details }, usage },
    { type: "message_stop" },
  ];
}
