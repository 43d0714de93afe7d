import type { FakeFault } from "./reply.js";

/** How servers say that a prompt is longer than the model can hold, each in its own words. */
export const CONTEXT_ERRORS = {
  "the service's own": {
    fault: "status",
    status: 400,
    type: "invalid_request_error",
    message: "prompt is too long: 1048721 tokens > 1000000 maximum",
  },
  "the service's own, counting the answer": {
    fault: "status",
    status: 400,
    type: "invalid_request_error",
    message:
      "input length and `max_tokens` exceed context limit: 988240 + 32000 > 1000000, decrease input length or `max_tokens` and try again",
  },
  // Without the outer type that the service has.
  "llama-server": {
    fault: "status",
    status: 400,
    json: {
      error: {
        code: 400,
        message: "the request exceeds the available context size, try increasing it",
        type: "exceed_context_size_error",
        n_prompt_tokens: 5213,
        n_ctx: 4096,
      },
    },
  },
  vLLM: {
    fault: "status",
    status: 400,
    json: {
      type: "error",
      error: {
        type: "BadRequestError",
        message:
          "This model's maximum context length is 4096 tokens. However, you requested 5213 tokens in the messages, Please reduce the length of the messages.",
      },
    },
  },
} as const satisfies Readonly<Record<string, FakeFault>>;
