import type { ClientOptions } from "@anthropic-ai/sdk";
import { Agent, fetch as patientFetch } from "undici";

type Fetch = NonNullable<ClientOptions["fetch"]>;

/**
 * A `fetch` that sends these headers and no others, and waits as long as it takes: who waits says how long by its
 * signal. Node's own gives up after 300 s without a byte, whatever is asked of it, and a model on the user's own
 * processor reads a long prompt for longer.
 */
export function patientTransport(headers: Readonly<Record<string, string>>): Fetch {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  return (url, { method = "GET", body, signal } = {}) =>
    patientFetch(url instanceof Request ? url.url : url, {
      method,
      headers,
      dispatcher,
      // A redirect would carry the key to a place that nobody named.
      redirect: "manual",
      ...(typeof body === "string" ? { body } : {}),
      ...(signal === undefined ? {} : { signal }),
    });
}
