import type { FakeRequest } from "../fake-messages-server.js";

/** The text of the request's last block: the role, the focus and the reply rules. */
function instructionOf(request: FakeRequest): string {
  return request.blocks.at(-1) ?? "";
}

/** Everything that the model is given before its instruction. */
export function materialOf(request: FakeRequest): string {
  return request.blocks.slice(0, -1).join("\n");
}

/** A reply that hands over a program in the form that the request asks for. */
export function programReply(request: FakeRequest, source: string): string {
  const form = /<<<FILE (path="[^"]+")(?: entry="([^"]*)")? id="([A-Z0-9]{6})">>>/.exec(
    instructionOf(request),
  );
  if (form === null) throw new Error(`no FILE form in the prompt of ${request.agent}`);
  const [, path = "", entry, id = ""] = form;
  const name = /def (\w+)/.exec(source)?.[1] ?? "solve";
  const attribute = entry === undefined ? "" : ` entry="${name}"`;
  return `Here it is.\n\n<<<FILE ${path}${attribute} id="${id}">>>\n${source}<<<END id="${id}">>>\n`;
}

/** Whether a request asks for an oracle. */
export function asksForOracle(request: FakeRequest): boolean {
  return /<<<FILE path="brute\.\w+"/.test(instructionOf(request));
}

/** The programs of an oracle in Python. */
export interface OracleSources {
  readonly brute: string;
  readonly generate: string;
  readonly validate: string;
  readonly largestSize: number;
}

/** A reply that hands over an oracle in the form that the request asks for. */
export function oracleReply(request: FakeRequest, oracle: OracleSources): string {
  const id = replyIdOf(request);
  const entry = /path="brute\.py"( entry="[^"]*")?/.exec(instructionOf(request))?.[1] ?? "";
  const file = (name: string, source: string, attributes = ""): string =>
    `<<<FILE path="${name}.py"${attributes} id="${id}">>>\n${source}<<<END id="${id}">>>\n`;
  return [
    file("brute", oracle.brute, entry),
    file("generate", oracle.generate),
    file("validate", oracle.validate),
    `\`\`\`json\n${JSON.stringify({ largest_size: oracle.largestSize })}\n\`\`\`\n`,
  ].join("\n");
}

/** A reply that hands over a review. */
export function reviewReply(findings: readonly object[], files = ""): string {
  return `${files}\n\`\`\`json\n${JSON.stringify({ summary: "read it all", findings })}\n\`\`\`\n`;
}

/** One finding of a review. */
export function findingWith(severity: string, proof: object | null): object {
  return {
    severity,
    title: "it is wrong",
    line: 1,
    issue: "an issue",
    impact: "an impact",
    fix: "a fix",
    proof,
  };
}

/** The reply id of a request, for test files inside a review. */
export function replyIdOf(request: FakeRequest): string {
  return /id="([A-Z0-9]{6})">>>/.exec(instructionOf(request))?.[1] ?? "";
}
