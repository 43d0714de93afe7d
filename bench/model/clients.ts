import { z } from "zod";

import { createAnthropicModel } from "../../src/models/anthropic/anthropic-model.js";
import { aRequest, NEVER } from "../../tests/models/a-request.js";

/** Asks for an answer and returns its text. */
export type Client = (baseUrl: string, model: string) => Promise<string>;

const deltaSchema = z.object({ delta: z.object({ text: z.string() }) });

/** The least that a program must do: fetch, cut the stream into events, parse each, join the texts. */
export const bareClient: Client = async (baseUrl, model) => {
  const response = await fetch(`${baseUrl}/v1/messages`, {
    method: "POST",
    body: JSON.stringify({ model }),
  });
  if (response.body === null) throw new Error("no body");
  const decoder = new TextDecoder();
  const texts: string[] = [];
  let rest = "";
  for await (const chunk of response.body) {
    const events = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const data: unknown = JSON.parse(event.slice(event.indexOf("data: ") + 6));
      const delta = deltaSchema.safeParse(data);
      if (delta.success) texts.push(delta.data.delta.text);
    }
  }
  return texts.join("");
};

/** The whole layer: official SDK, retries, watchdogs, account. */
export const layerClient: Client = async (baseUrl, model) => {
  const layer = createAnthropicModel({ apiKey: null, authToken: null, baseUrl, costOf: () => 0 });
  return (await layer.complete(aRequest({ model }), NEVER)).text;
};
