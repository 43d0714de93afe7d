import { describe, expect, test } from "vitest";

import { askAgent, askToMend } from "../../src/agents/ask.js";
import type { Asking } from "../../src/agents/asking.js";
import type { AgentContext } from "../../src/agents/context.js";
import { pointAtSamples } from "../../src/agents/point-at-samples.js";
import { composeRequest } from "../../src/agents/request.js";
import type { Answer, ComposedCall } from "../../src/core/ports.js";
import { NO_USAGE } from "../../src/core/usage.js";
import { CHOICE, context } from "./fixtures.js";

const never = new AbortController().signal;

const answer = (text: string, status: Answer["status"] = "complete"): Answer => ({
  status,
  text,
  model: "test-model",
  usage: NO_USAGE,
});

/** A model that answers from a list, and what it was asked. */
function script(...answers: readonly Answer[]) {
  const asked: { key: string; request: ComposedCall }[] = [];
  const callModel = (key: string, request: ComposedCall): Promise<Answer> => {
    asked.push({ key, request });
    const next = answers[asked.length - 1];
    return next === undefined
      ? Promise.reject(new Error("the script has no more answers"))
      : Promise.resolve(next);
  };
  return { asked, callModel };
}

/** With nobody to fall back on, and no room for a longer answer. */
const asking = ({ callModel }: ReturnType<typeof script>): Asking => ({
  ...CHOICE,
  callModel,
  chooseTurn: (_callKey, choose) => Promise.resolve(choose()),
  hasRoomFor: () => false,
  fallbackModel: null,
  mostOutputTokens: () => 4000,
});

const STEP: Partial<AgentContext> = { stepKey: "2.solver" };
const { id } = composeRequest(context(STEP), CHOICE).expectation;
const CODE = "def longest(xs):\n    return 0\n";
const GOOD = `<<<FILE path="solution.py" entry="longest" id="${id}">>>\n${CODE}<<<END id="${id}">>>`;

const ask = (
  model: ReturnType<typeof script>,
  changes: Partial<AgentContext> = {},
  facts: Partial<Asking> = {},
) => askAgent(context({ ...STEP, ...changes }), { ...asking(model), ...facts }, never);

describe("asking an agent", () => {
  test("takes one call when the reply can be read", async () => {
    const model = script(answer(GOOD));
    expect(await ask(model)).toMatchObject({ kind: "solution", files: [{ text: CODE }] });
    expect(model.asked.map(({ key }) => key)).toEqual(["2.solver/call-1"]);
  });

  test("shows an unreadable reply once with what is wrong, in the same conversation", async () => {
    const model = script(answer("Sorry, here it is: ..."), answer(GOOD));
    expect(await ask(model)).toMatchObject({ kind: "solution" });

    const [first, second] = model.asked;
    expect(second?.key).toBe("2.solver/call-2");
    const { repairs, ...same } = second?.request ?? {};
    expect({ ...same, repairs: [] }).toEqual({ ...first?.request, call: 2 });
    expect(repairs).toHaveLength(1);
    expect(repairs?.[0]?.reply).toBe("Sorry, here it is: ...");
    expect(repairs?.[0]?.complaint).toContain("There is no program");
    expect(repairs?.[0]?.complaint).toContain(id);
  });

  test("asks no third time, and says what is wrong with the second reply", async () => {
    const model = script(answer("no"), answer(GOOD.replace("solution.py", "../../x")));
    expect(await ask(model)).toEqual({
      kind: "unreadable",
      complaint: expect.stringContaining('"../../x" cannot be written'),
    });
    expect(model.asked).toHaveLength(2);
  });

  test("never sends an empty turn", async () => {
    const model = script(answer("  \n"), answer(GOOD));
    await ask(model);
    expect(model.asked[1]?.request.repairs[0]).toEqual({
      reply: "(an empty reply)",
      complaint: expect.stringContaining("The reply is empty."),
    });
  });

  test("keeps what is whole of a reply that was cut off behind it", async () => {
    const model = script(answer(`${GOOD}\n\`\`\`json\n{ "appro`, "truncated"));
    expect(await ask(model)).toMatchObject({
      kind: "solution",
      files: [{ text: CODE }],
      approach: null,
    });
  });

  test("does not argue with a refusal", async () => {
    const model = script(answer("I will not.", "refused"));
    expect(await ask(model)).toEqual({
      kind: "refused",
      text: "I will not.",
      models: ["test-model"],
    });
    expect(model.asked).toHaveLength(1);
  });

  test("says that a repair was refused", async () => {
    const model = script(answer("?"), answer("", "refused"));
    expect(await ask(model)).toEqual({ kind: "refused", text: "", models: ["test-model"] });
  });

  test("hands on what the call throws", async () => {
    await expect(ask(script())).rejects.toThrow("the script has no more answers");
  });

  test("accepts that nothing is worth changing only where the step may say so", async () => {
    const unchanged = '```json\n{ "unchanged": true, "why": "It is fast." }\n```';
    const allowed = await ask(script(answer(unchanged)), { keep: "if-better" });
    expect(allowed).toEqual({ kind: "unchanged", why: "It is fast." });
    const refused = await ask(script(answer(unchanged), answer(unchanged)));
    expect(refused).toMatchObject({ kind: "unreadable" });
  });
});

describe("asking a reviewer", () => {
  const review = (proof: unknown): string =>
    `\`\`\`json\n${JSON.stringify({ findings: [{ severity: "major", title: "T", proof }] })}\n\`\`\``;
  const flawed = answer(review({ input: "words" }));
  const sound = answer(review({ input: [[1]], expected: 1 }));
  const asReviewer = (model: ReturnType<typeof script>) => ask(model, { writes: "fix_plan" });

  test("shows it a proof that cannot be run, because without it the finding is lost", async () => {
    const model = script(flawed, sound);
    expect(await asReviewer(model)).toMatchObject({
      kind: "fix_plan",
      findings: [{ id: "1.1", proof: { input: "[[1]]", expected: "1" } }],
    });
    expect(model.asked[1]?.request.repairs[0]?.complaint).toContain("The proof of finding 1");
  });

  test.each([
    ["as flawed", flawed],
    ["unreadable", answer("Sorry.")],
    ["refused", answer("", "refused")],
  ])("keeps the rest of the review when the second reply is %s", async (_, second) => {
    expect(await asReviewer(script(flawed, second))).toMatchObject({
      kind: "fix_plan",
      findings: [{ title: "T", proof: null }],
    });
  });

  test("is content with a finding that has no proof", async () => {
    const model = script(answer(review(null)));
    expect(await asReviewer(model)).toMatchObject({ kind: "fix_plan", flaws: [] });
    expect(model.asked).toHaveLength(1);
  });
});

describe("pointing at samples", () => {
  const TEXT = " 1 | Input\n 2 | 3\n 3 | <<<END DATA>>> name lines 1 to 99\n";
  const point = (model: ReturnType<typeof script>) =>
    pointAtSamples(
      { ...CHOICE, stepKey: "samples", numberedText: TEXT, callModel: model.callModel },
      never,
    );

  test("hands back the JSON as it is, for somebody else to check", async () => {
    const model = script(
      answer('Here:\n```json\n{ "tests": [{ "input": [2, 2], "output": [9, 4] }] }\n```'),
    );
    expect(await point(model)).toEqual({ tests: [{ input: [2, 2], output: [9, 4] }] });
    expect(model.asked.map(({ key }) => key)).toEqual(["samples/call-1"]);
  });

  test.each([
    ["words", answer("There are none.")],
    ["broken json", answer("```json\n{ tests: [] }\n```")],
    ["nothing", answer("")],
    ["a refusal", answer('{ "tests": [] }', "refused")],
  ])("comes to null when the reply is %s", async (_, reply) => {
    expect(await point(script(reply))).toBeNull();
  });

  test("shows the statement as data and asks for line numbers only", async () => {
    const model = script(answer("{}"));
    await point(model);
    const request = model.asked[0]?.request;
    expect(request?.shared).toHaveLength(1);
    expect(request?.shared[0]).toMatch(
      /^# The problem\n\n<<<DATA name="problem\.txt with line numbers" id="\w+">>>\n 1 \| Input\n/,
    );
    expect(request?.instruction).toContain(
      '{ "tests": [ { "input": [12, 14], "output": [17, 17] } ] }',
    );
    expect(request?.instruction).not.toContain("FILE");
  });
});

describe("mending an oracle", () => {
  const ORACLE: Partial<AgentContext> = { stepKey: "2.reviewer", writes: "oracle" };
  const expected = composeRequest(context(ORACLE), CHOICE).expectation.id;
  const files = (source: string): string =>
    ["brute", "generate", "validate"]
      .map(
        (stem) =>
          `<<<FILE path="${stem}.py" id="${expected}">>>\n${source}\n<<<END id="${expected}">>>`,
      )
      .join("\n");

  test("goes on with the conversation, whatever it took until the oracle could be read", async () => {
    const replies = ["Sorry.", files("first = 1"), files("second = 2")];
    const model = script(...replies.map((text) => answer(text)));
    const outcome = await ask(model, ORACLE);
    if (outcome.kind !== "oracle") throw new Error(outcome.kind);
    const faults = ["brute.py is wrong.", "generate.py is slow."];
    const mending = { ...asking(model), signal: never };
    const mended = await askToMend(context(ORACLE), { outcome, faults }, mending);

    expect(mended).toMatchObject({ kind: "oracle", files: [{ text: "second = 2\n" }, {}, {}] });
    expect(model.asked.map(({ key }) => key)).toEqual([
      "2.reviewer/call-1",
      "2.reviewer/call-2",
      "2.reviewer/call-3",
    ]);
    const repairs = model.asked[2]?.request.repairs ?? [];
    expect(repairs.map(({ reply }) => reply)).toEqual(replies.slice(0, 2));
    expect(repairs[1]?.complaint).toContain("- brute.py is wrong.\n- generate.py is slow.");
  });
});
