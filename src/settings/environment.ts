import { closest } from "../core/suggest.js";
import { ENV_FILE, type EnvVariable } from "./env-file.js";
import { type RawSetting, variableName } from "./setting-layer.js";
import { SETTING_NAMES } from "./setting-values.js";

const NAMES_BY_VARIABLE = new Map(SETTING_NAMES.map((name) => [variableName(name), name]));

/** Settings in the environment. A variable that is empty counts as not set, as in a CI form left blank. */
export function settingsInEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): RawSetting[] {
  return [...NAMES_BY_VARIABLE].flatMap(([label, name]) => {
    const value = environment[label] ?? "";
    return value === "" ? [] : [{ name, value, source: { kind: "environment", label } as const }];
  });
}

/** Settings in a `.env` file. */
export function settingsInEnvFile(variables: ReadonlyMap<string, EnvVariable>): RawSetting[] {
  return [...NAMES_BY_VARIABLE].flatMap(([variable, name]) => {
    const { value = "", line = 0 } = variables.get(variable) ?? {};
    const label = `${variable} in ${ENV_FILE} (line ${line})`;
    return value === "" ? [] : [{ name, value, source: { kind: "env-file", label } as const }];
  });
}

/**
 * Notes about variables that look like a mistyped setting. Not an error: other programs have variables
 * of this name as well.
 */
export function misspeltVariables(names: Iterable<string>): string[] {
  const known = [...NAMES_BY_VARIABLE.keys()];
  const short = known.map((variable) => variable.slice("PIPELINE_".length));
  return [...names]
    .filter((name) => name.startsWith("PIPELINE_") && !NAMES_BY_VARIABLE.has(name))
    .flatMap((name) => {
      // Compared without what all of them share, or every name would be near.
      const near = closest(name.slice("PIPELINE_".length), short);
      return near === null
        ? []
        : [`${name} is no setting and changes nothing (did you mean "PIPELINE_${near}"?).`];
    });
}
