import { PipelineError } from "../core/errors.js";
import { ENV_FILE, type EnvVariable } from "./env-file.js";
import { Secret } from "./secret.js";
import type { Source } from "./setting-layer.js";

/** What a request to the model's server needs beside its text. Never from a flag or a configuration file. */
export interface Credentials {
  readonly apiKey: Secret | null;
  readonly authToken: Secret | null;
  /** Null: the service's own address. */
  readonly baseUrl: string | null;
}

export type CredentialName = keyof Credentials;

/** The variables that credentials are read from. */
const CREDENTIAL_VARIABLES: Readonly<Record<CredentialName, string>> = {
  apiKey: "ANTHROPIC_API_KEY",
  authToken: "ANTHROPIC_AUTH_TOKEN",
  baseUrl: "ANTHROPIC_BASE_URL",
};

/** Every text in the credentials that nobody else may see, also what stands in the query of the base URL. */
export function secretTexts({ apiKey, authToken, baseUrl }: Credentials): readonly string[] {
  const keys = [apiKey, authToken].flatMap((key) => (key === null ? [] : [key.reveal()]));
  return [...new Set([...keys, ...(baseUrl === null ? [] : secretsInUrl(new URL(baseUrl)))])];
}

/** As they are written in the address and as they are meant: a text may show either. */
function secretsInUrl({ username, password, search, searchParams }: URL): readonly string[] {
  const written = [username, password, ...search.slice(1).split("&").map(afterEquals)];
  const meant = [username, password].map(decoded);
  return [...written, ...meant, ...searchParams.values()].filter((text) => text !== "");
}

function afterEquals(pair: string): string {
  return pair.slice(pair.indexOf("=") + 1);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign is what it is.
    return text;
  }
}

interface Found {
  readonly text: string;
  readonly source: Source;
}

/** Credentials, and where each came from. */
export interface FoundCredentials {
  readonly credentials: Credentials;
  readonly sources: Readonly<Partial<Record<CredentialName, Source>>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads credentials from the environment, then from `.env`; an empty variable counts as none. Throws
 * PipelineError "bad_settings", which never shows the value.
 */
export function readCredentials(
  environment: Environment,
  envFile: ReadonlyMap<string, EnvVariable>,
): FoundCredentials {
  const find = (name: CredentialName): Found | null =>
    findVariable(CREDENTIAL_VARIABLES[name], environment, envFile);
  const [apiKey, authToken, baseUrl] = [find("apiKey"), find("authToken"), find("baseUrl")];
  return {
    credentials: {
      apiKey: apiKey === null ? null : secretFrom(apiKey),
      authToken: authToken === null ? null : secretFrom(authToken),
      baseUrl: baseUrl === null ? null : urlFrom(baseUrl),
    },
    sources: {
      ...(apiKey === null ? {} : { apiKey: apiKey.source }),
      ...(authToken === null ? {} : { authToken: authToken.source }),
      ...(baseUrl === null ? {} : { baseUrl: baseUrl.source }),
    },
  };
}

function findVariable(
  variable: string,
  environment: Environment,
  envFile: ReadonlyMap<string, EnvVariable>,
): Found | null {
  const given = environment[variable]?.trim() ?? "";
  if (given !== "") return { text: given, source: { kind: "environment", label: variable } };
  const text = envFile.get(variable)?.value.trim() ?? "";
  if (text === "") return null;
  return { text, source: { kind: "env-file", label: `${variable} in ${ENV_FILE}` } };
}

// A key goes into a header, where anything else would fail later with a message nobody understands.
function secretFrom({ text, source }: Found): Secret {
  if (/^[\x21-\x7e]+$/.test(text)) return new Secret(text);
  const message = `${source.label} is no key: it holds white space or letters that no key has.`;
  throw new PipelineError("bad_settings", message, { hint: "Copy the key again, without quotes." });
}

function urlFrom({ text, source }: Found): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === "http:" || url?.protocol === "https:") return text;
  throw new PipelineError("bad_settings", `${source.label} is not the address of a server.`, {
    hint: "It looks like this: https://api.anthropic.com",
  });
}
