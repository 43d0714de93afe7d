/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Who pays for the calls. `subscription`: whoever is logged in with the command itself. `api-key`: the owner of a key,
 * at the service or at another address.
 */
export type ClaudeLogin =
  | { readonly kind: "subscription" }
  | { readonly kind: "api-key"; readonly apiKey: string; readonly baseUrl: string | null };

/** What the command needs to find its login, its folders and the network. No variable with a secret of its own is among them. */
const PASSED_ON =
  /^(?:PATH|HOME|USER|LOGNAME|LANG|LC_\w+|TERM|TZ|TMPDIR|XDG_CONFIG_HOME|CLAUDE_CONFIG_DIR|NODE_EXTRA_CA_CERTS|(?:https?|all|no)_proxy)$/i;

/**
 * By itself the command asks again after a fault, a refusal or an unknown model, also another model. Retries are
 * the caller's affair, who holds what each of them may cost. The rest it does at its own leisure, in the middle of a call.
 */
const ONE_REQUEST = {
  CLAUDE_CODE_MAX_RETRIES: "0",
  CLAUDE_CODE_DISABLE_NONSTREAMING_FALLBACK: "1",
  CLAUDE_CODE_NO_MODEL_FALLBACK: "1",
  CLAUDE_CODE_DISABLE_REFUSAL_RETRY: "1",
  CLAUDE_CODE_DISABLE_REFUSAL_FALLBACK: "1",
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  DISABLE_AUTOUPDATER: "1",
};

/** What an environment says beside what the user's own one does. */
interface CallLimits {
  readonly maxOutputTokens: number;
  readonly thinks: boolean;
}

/** The whole environment of the command: what it needs of the user's, and nothing secret but what the login names. */
export function childEnvironment(
  env: Environment,
  login: ClaudeLogin,
  { maxOutputTokens, thinks }: CallLimits,
): Record<string, string> {
  const passedOn = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && PASSED_ON.test(name) ? [[name, value] as const] : [],
  );
  return {
    ...Object.fromEntries(passedOn),
    ...ONE_REQUEST,
    CLAUDE_CODE_MAX_OUTPUT_TOKENS: String(maxOutputTokens),
    // Heard by models that think within a number of tokens, which the command would let take all of the answer.
    MAX_THINKING_TOKENS: String(thinks ? Math.floor(maxOutputTokens / 2) : 0),
    ...loginVariables(login),
  };
}

function loginVariables(login: ClaudeLogin): Record<string, string> {
  if (login.kind === "subscription") return {};
  const { apiKey, baseUrl } = login;
  return {
    ANTHROPIC_API_KEY: apiKey,
    ...(baseUrl === null ? {} : { ANTHROPIC_BASE_URL: baseUrl }),
  };
}

const NAMES_A_SECRET = /KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL|proxy$/i;

/** Values that must never be shown, whatever the command prints. */
export function secretsIn(env: Environment, login: ClaudeLogin): readonly string[] {
  const values = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && NAMES_A_SECRET.test(name) ? [value] : [],
  );
  return login.kind === "api-key" ? [login.apiKey, ...values] : values;
}
