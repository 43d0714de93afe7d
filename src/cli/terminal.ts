/** What the terminal behind a stream can do. */
export interface Terminal {
  /** True when a line may be drawn over: a real terminal of known width, outside CI. */
  readonly live: boolean;
  readonly color: boolean;
  /** False: marks are plain ASCII words. */
  readonly unicode: boolean;
  /** Its width now; null where there is none to keep to. */
  readonly columns: number | null;
}

interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

interface TerminalFlags {
  readonly color: boolean;
  /** True where lines are to be broken at the width of the terminal. */
  readonly isBroken: boolean;
  /** True when nothing but the result may be written. */
  readonly silent: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Looks at a stream and the environment. A terminal of 0 columns, as wrappers make them, is not drawn
 * on: a spinner would never stop rewriting it.
 */
export function terminalOf(
  stream: TerminalStream,
  env: Environment,
  flags: TerminalFlags,
): Terminal {
  const real = stream.isTTY === true && (stream.columns ?? 0) > 0 && env["TERM"] !== "dumb";
  return {
    live: real && !isSet(env["CI"]) && !flags.silent,
    color: real && flags.color && !isSet(env["NO_COLOR"]),
    unicode: speaksUtf8(env),
    get columns() {
      return real && flags.isBroken ? (stream.columns ?? null) : null;
    },
  };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

/** The first locale variable that is set decides, in the order of POSIX. */
function speaksUtf8(env: Environment): boolean {
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find(isSet);
  return locale !== undefined && /utf-?8/i.test(locale);
}
