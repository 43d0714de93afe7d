import { PipelineError } from "../../core/errors.js";

/** `anthropic`: the company's own service. `generic`: anybody else's server that speaks the Messages API. */
export type ServerKind = "anthropic" | "generic";

/** Where requests go, and what may be sent there. */
export interface Server {
  /** Without a slash or `/v1` at the end. */
  readonly baseUrl: string;
  /** Name and port, for messages. */
  readonly host: string;
  readonly profile: ServerProfile;
}

/** What a kind of server understands, and how long its answers may take. */
export interface ServerProfile {
  readonly kind: ServerKind;
  /** It keeps prompt prefixes that are marked with `cache_control`. */
  readonly cachesPrompts: boolean;
  /** It understands `thinking` and `output_config.effort`. */
  readonly controlsThinking: boolean;
  /** It may look for the key in either header. */
  readonly wantsBothKeyHeaders: boolean;
  readonly headersTimeoutMs: number;
  readonly deadlineMs: number;
}

const DEFAULT_BASE_URL = "https://api.anthropic.com";

const MINUTE_MS = 60_000;

const PROFILES: Readonly<Record<ServerKind, ServerProfile>> = {
  anthropic: {
    kind: "anthropic",
    cachesPrompts: true,
    controlsThinking: true,
    wantsBothKeyHeaders: false,
    headersTimeoutMs: MINUTE_MS,
    deadlineMs: 15 * MINUTE_MS,
  },
  generic: {
    kind: "generic",
    cachesPrompts: false,
    controlsThinking: false,
    wantsBothKeyHeaders: true,
    // A model on the user's own processor reads a long prompt for minutes before its first byte.
    headersTimeoutMs: 20 * MINUTE_MS,
    deadlineMs: 60 * MINUTE_MS,
  },
};

/**
 * The server behind a base URL; null is Anthropic's own. The kind is told from the host unless one is
 * given. Throws PipelineError "bad_settings" when the URL cannot be used.
 */
export function serverAt(baseUrl: string | null, kind: ServerKind | null): Server {
  const url = parseBaseUrl(baseUrl ?? DEFAULT_BASE_URL);
  const path = url.pathname.replace(/\/+$/, "").replace(/\/v1(?:\/messages)?$/, "");
  return {
    baseUrl: `${url.origin}${path}`,
    host: url.host,
    profile: PROFILES[kind ?? kindOf(url.hostname)],
  };
}

function kindOf(hostname: string): ServerKind {
  const own = hostname === "anthropic.com" || hostname.endsWith(".anthropic.com");
  return own ? "anthropic" : "generic";
}

function parseBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  // The text is never repeated: it may hold a password.
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new PipelineError("bad_settings", "ANTHROPIC_BASE_URL is not the address of a server.", {
      hint: "Give an http or https URL, such as http://localhost:8080",
    });
  }
  if (url.username === "" && url.password === "") return url;
  throw new PipelineError(
    "bad_settings",
    "ANTHROPIC_BASE_URL holds a user name or a password, which is not sent anywhere.",
    { hint: "Leave out what stands before the @; a key goes into ANTHROPIC_API_KEY." },
  );
}
