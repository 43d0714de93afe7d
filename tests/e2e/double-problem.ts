import type { FakeReply, FakeRequest } from "../fake-messages-server.js";
import { findingWith, materialOf, programReply, reviewReply } from "./scripted-roles.js";

/** A small problem whose first solutions are wrong in ways that only a run shows. */
export const DOUBLE = `Double it

Print twice the number.

Input
One integer.

Output
One integer.

Example 1

Input
4

Output
8

Example 2

Input
-3

Output
-6
`;

/** Right on the samples, wrong on 9 and more. */
const FIRST = "n = int(input())\nprint(n + 4 if n == 4 else 2 * n if n < 9 else n)\n";

/** As right as the first, and crashes where that one was wrong. */
const IMPROVED =
  "import sys\nn = int(sys.stdin.read())\nprint(n + 4 if n == 4 else 2 * n if n < 9 else None + n)\n";

export const FIXED = "print(2 * int(input()))\n";

/** Answers as the four roles: the reviewer finds that 10 fails, until that is fixed. */
export function asFourRoles(request: FakeRequest): string {
  const sources: Readonly<Record<string, string>> = {
    "problem-solver": FIRST,
    "solution-improver": IMPROVED,
    "solution-fixer": FIXED,
  };
  const source = sources[request.agent ?? ""];
  if (source !== undefined) return programReply(request, source);
  return materialOf(request).includes(FIXED.trim())
    ? reviewReply([])
    : reviewReply([findingWith("critical", { input: "10\n", expected: "20\n" })]);
}

/** Answers as the four roles, but with something else in the place of one. */
export function withReplyOf(agent: string, reply: (request: FakeRequest) => FakeReply) {
  return (request: FakeRequest): FakeReply =>
    request.agent === agent ? reply(request) : asFourRoles(request);
}
