import type { FakeReply, FakeRequest } from "../fake-messages-server.js";
import {
  asksForOracle,
  findingWith,
  materialOf,
  oracleReply,
  programReply,
  reviewReply,
} from "./scripted-roles.js";

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

/** An oracle for it: adds the number to itself. */
export const DOUBLE_ORACLE = {
  brute: "n = int(input())\nprint(n + n)\n",
  generate: `import random
import sys

seed, size = int(sys.argv[1]), int(sys.argv[2])
chance = random.Random(seed)
n = chance.randint(0, size) if size <= 10 else min(size, 10**12)
print(-n if seed % 2 else n)
`,
  validate: `import re
import sys

text = sys.stdin.read()
sys.exit(0 if re.fullmatch(r"-?\\d+\\s*", text) and abs(int(text)) <= 10**12 else 1)
`,
  largestSize: 10 ** 12,
};

/** Answers as the four roles: the reviewer finds that 10 fails, until that is fixed. */
export function asFourRoles(request: FakeRequest): string {
  const sources: Readonly<Record<string, string>> = {
    "problem-solver": FIRST,
    "solution-improver": IMPROVED,
    "solution-fixer": FIXED,
  };
  const source = sources[request.agent ?? ""];
  if (source !== undefined) return programReply(request, source);
  if (asksForOracle(request)) return oracleReply(request, DOUBLE_ORACLE);
  return materialOf(request).includes(FIXED.trim())
    ? reviewReply([])
    : reviewReply([findingWith("critical", { input: "10\n", expected: "20\n" })]);
}

/** Answers as somebody else does, but hands over no oracle: such a run has little to measure. */
export function withoutOracle(respond: (request: FakeRequest) => FakeReply) {
  return (request: FakeRequest): FakeReply =>
    asksForOracle(request) ? { text: "", stopReason: "refusal" } : respond(request);
}

/** Answers as the four roles, but with something else in the place of one; the oracle stays. */
export function withReplyOf(agent: string, reply: (request: FakeRequest) => FakeReply) {
  return (request: FakeRequest): FakeReply =>
    request.agent === agent && !asksForOracle(request) ? reply(request) : asFourRoles(request);
}
