import type { z } from "zod";

const MOST_ISSUES = 5;

/** Says what does not fit in a reply's data: place and rule, one sentence for each of the first few. */
export function schemaComplaint({ issues }: z.ZodError): string {
  const sentences = issues.slice(0, MOST_ISSUES).map(({ path, message }) => {
    const place = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
    return path.length === 0 ? message : `${place.join("").slice(1)} ${message}.`;
  });
  const rest = issues.length - sentences.length;
  return [...sentences, ...(rest > 0 ? [`${rest} more places do not fit.`] : [])].join("\n");
}
