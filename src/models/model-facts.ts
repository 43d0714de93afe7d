import type { ModelFacts } from "../core/ports.js";
import { abilitiesOf } from "./anthropic/abilities.js";
import { resolveModelName } from "./model-names.js";

/** What is known of models without asking a server. */
export const modelFacts: ModelFacts = {
  idOf: resolveModelName,
  mostOutputTokens: (model) => abilitiesOf(resolveModelName(model)).maxOutputTokens,
};
