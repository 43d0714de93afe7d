import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type AgentOutcome, askAgent } from "../../src/agents/ask.js";
import type { Asking, ChosenTurn } from "../../src/agents/asking.js";
import type { AgentContext } from "../../src/agents/context.js";
import { composeRequest } from "../../src/agents/request.js";
import { ANSWER_STATUSES, type Answer, type ComposedCall } from "../../src/core/ports.js";
import { NO_USAGE } from "../../src/core/usage.js";
import { CHOICE, context, LEDGER } from "./fixtures.js";

type Given = Pick<Answer, "status" | "text">;

interface World {
  readonly answers: readonly Given[];
  readonly room?: (request: ComposedCall) => boolean;
  readonly fallbackModel?: string | null;
  readonly recorded?: ReadonlyMap<string, ChosenTurn>;
  readonly changes?: Partial<AgentContext>;
}

interface Held {
  readonly outcome: AgentOutcome;
  readonly asked: readonly { readonly key: string; readonly request: ComposedCall }[];
  readonly chosen: ReadonlyMap<string, ChosenTurn>;
}

const STEP: Partial<AgentContext> = {
  stepKey: "4.problem-solver",
  reads: ["problem", "solution", "history", "report", "fix_plan"],
  ledger: LEDGER,
  currentVersion: 2,
};

/** Holds a conversation with a model that answers from a list, the last of it for ever. */
async function hold(world: World): Promise<Held> {
  const asked: { key: string; request: ComposedCall }[] = [];
  const chosen = new Map(world.recorded);
  const asking: Asking = {
    ...CHOICE,
    callModel: (key, request) => {
      const given = world.answers[asked.length] ?? world.answers.at(-1);
      asked.push({ key, request });
      if (given === undefined) return Promise.reject(new Error("no answer"));
      return Promise.resolve({ ...given, model: "served", usage: NO_USAGE });
    },
    chooseTurn: (key, choose) => {
      const turn = chosen.get(key) ?? choose();
      chosen.set(key, turn);
      return Promise.resolve(turn);
    },
    hasRoomFor: world.room ?? (() => true),
    fallbackModel: world.fallbackModel ?? null,
    mostOutputTokens: () => 1800,
  };
  const signal = new AbortController().signal;
  const outcome = await askAgent(context({ ...STEP, ...world.changes }), asking, signal);
  return { outcome, asked, chosen };
}

const { id } = composeRequest(context(STEP), CHOICE).expectation;
const CODE = "def longest(xs):\n    best = 0\n    return best\n";
const GOOD = `<<<FILE path="solution.py" entry="longest" id="${id}">>>\n${CODE}<<<END id="${id}">>>`;
const CUT = GOOD.indexOf("    return");
const [HEAD, TAIL] = [GOOD.slice(0, CUT), GOOD.slice(CUT)];

const whole = (text = GOOD): Given => ({ status: "complete", text });
const cutOff = (text = HEAD): Given => ({ status: "truncated", text });
const refused: Given = { status: "refused", text: "I would rather" };
const tooLong: Given = { status: "context_exceeded", text: "" };

/** The turns that were chosen, with the number of the call that each led to. */
const turns = ({ chosen }: Held): readonly string[] =>
  [...chosen].map(([key, { turn }]) => `${key.slice(-1)} ${turn}`);

const solved = { kind: "solution", files: [{ text: CODE }] };

describe("an answer that is cut off", () => {
  test("is asked for once more with more room, by the same prompt", async () => {
    const held = await hold({ answers: [cutOff(), whole()] });
    expect(held.outcome).toMatchObject(solved);
    expect(turns(held)).toEqual(["2 longer"]);
    const [first, second] = held.asked;
    // Twice as much would be 2000: it is as much as the model can write.
    expect(second?.request).toEqual({
      ...first?.request,
      call: 2,
      maxOutputTokens: 1800,
      isDispensable: true,
    });
  });

  test("is used when all that is needed is there", async () => {
    const { outcome, asked } = await hold({ answers: [cutOff(`${GOOD}\nAnd so`)] });
    expect(outcome).toMatchObject(solved);
    expect(asked).toHaveLength(1);
  });

  test("goes on where it ends when there is no room to write it anew", async () => {
    const held = await hold({ answers: [cutOff(), whole(TAIL)], room: () => false });
    expect(held.outcome).toMatchObject(solved);
    expect(turns(held)).toEqual(["2 continuation"]);
    const { repairs, maxOutputTokens } = held.asked[1]?.request ?? {};
    expect(maxOutputTokens).toBe(1000);
    expect(repairs).toEqual([{ reply: HEAD, complaint: expect.any(String) }]);
    expect(repairs?.[0]?.complaint).toContain("Continue exactly after the last of them");
    expect(repairs?.[0]?.complaint).toContain(JSON.stringify(HEAD.slice(-60)));
    expect(repairs?.[0]?.complaint).toContain(`"${id}"`);
  });

  test("goes on where it ends when it was cut off with more room as well", async () => {
    const longer = GOOD.slice(0, CUT + 6);
    const answers = [cutOff(), cutOff(longer), whole(GOOD.slice(CUT + 6))];
    const held = await hold({ answers });
    expect(held.outcome).toMatchObject(solved);
    expect(turns(held)).toEqual(["2 longer", "3 continuation"]);
    expect(held.asked[2]?.request).toMatchObject({
      call: 3,
      maxOutputTokens: 1800,
      repairs: [{ reply: longer }],
    });
  });

  test.each([
    ["was only thought", cutOff(" ")],
    ["is more than the model can hold", tooLong],
  ])("goes on where it ended first when a longer one %s", async (_what, longer) => {
    const held = await hold({ answers: [cutOff(), longer, whole(TAIL)] });
    expect(held.outcome).toMatchObject(solved);
    expect(turns(held)).toEqual(["2 longer", "3 continuation"]);
    expect(held.asked[2]?.request).toMatchObject({
      maxOutputTokens: 1000,
      repairs: [{ reply: HEAD }],
    });
  });

  test.each<[string, Partial<AgentContext>]>([
    ["with a ledger", {}],
    ["with nothing that could be left out", { ledger: [], currentVersion: null }],
  ])(
    "that was only thought is asked for in short when a longer one is too much, %s",
    async (_name, changes) => {
      const held = await hold({ answers: [cutOff(""), tooLong, whole()], changes });
      expect(held.outcome).toMatchObject(solved);
      expect(turns(held)).toEqual(["2 longer", "3 repair"]);
      expect(held.asked[2]?.request).toMatchObject({
        maxOutputTokens: 1000,
        repairs: [{ complaint: expect.stringContaining("Think less, then write.") }],
      });
    },
  );

  test("can do without a longer one, and without none of the other calls", async () => {
    const answers = [cutOff(), tooLong, refused, tooLong, whole("?"), whole("?")];
    const held = await hold({ answers, fallbackModel: "other-model" });
    expect(held.asked.map(({ request }) => request.isDispensable === true)).toEqual([
      false,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test("is taken whole from whoever sends it whole when asked to go on", async () => {
    const anew = GOOD.replace("best = 0", "best = 1");
    const other = `${anew}\n`.replace(/^/, "Sorry, once more:\n");
    const held = await hold({ answers: [cutOff("Let me"), whole(other)], room: () => false });
    expect(held.outcome).toMatchObject({ kind: "solution", files: [{ text: /best = 1/ }] });
  });

  test("is mended when what came together cannot be read", async () => {
    const answers = [cutOff(), whole("Nothing more to say."), whole()];
    const held = await hold({ answers, room: () => false });
    expect(held.outcome).toMatchObject(solved);
    expect(held.asked[2]?.request.repairs).toEqual([
      { reply: HEAD, complaint: expect.any(String) },
      { reply: "Nothing more to say.", complaint: expect.stringContaining("could not be used") },
    ]);
  });

  test("cannot go on when it was only thought: then it is told so", async () => {
    const held = await hold({ answers: [cutOff(" \n"), cutOff(""), whole()] });
    expect(held.outcome).toMatchObject(solved);
    expect(turns(held)).toEqual(["2 longer", "3 repair"]);
    expect(held.asked[2]?.request.repairs).toEqual([
      { reply: "(an empty reply)", complaint: expect.stringContaining("Think less, then write.") },
    ]);
  });

  test("is not asked for with more room where the model can write no more", async () => {
    const answers = [cutOff(), cutOff(), whole(TAIL)];
    const held = await hold({ answers });
    expect(held.asked.map(({ request }) => request.maxOutputTokens)).toEqual([1000, 1800, 1800]);
  });
});

describe("a refusal", () => {
  test("is followed by one try with the fallback model, by the same prompt", async () => {
    const held = await hold({ answers: [refused, whole()], fallbackModel: "other-model" });
    expect(held.outcome).toMatchObject(solved);
    expect([...held.chosen.values()]).toEqual([
      { turn: "fallback", why: "test-model refused to answer: other-model is asked" },
    ]);
    const [first, second] = held.asked;
    expect(second?.request).toEqual({ ...first?.request, call: 2, model: "other-model" });
  });

  test("of both names both", async () => {
    const held = await hold({ answers: [refused], fallbackModel: "other-model" });
    expect(held.outcome).toEqual({
      kind: "refused",
      text: refused.text,
      models: ["test-model", "other-model"],
    });
    expect(held.asked).toHaveLength(2);
  });

  test("leaves the conversation with the fallback model", async () => {
    const answers = [refused, whole("Well."), whole()];
    const held = await hold({ answers, fallbackModel: "other-model" });
    expect(held.outcome).toMatchObject(solved);
    expect(held.asked.map(({ request }) => request.model)).toEqual([
      "test-model",
      "other-model",
      "other-model",
    ]);
  });

  test("in the middle of an answer does not lose what came before", async () => {
    const answers = [cutOff(), refused, whole(TAIL)];
    const held = await hold({ answers, room: () => false, fallbackModel: "other-model" });
    expect(held.outcome).toMatchObject(solved);
    expect(turns(held)).toEqual(["2 continuation", "3 fallback"]);
  });

  test("in words is a reply that cannot be read", async () => {
    const held = await hold({ answers: [whole("I can't help with that."), whole()] });
    expect(held.outcome).toMatchObject(solved);
    expect(turns(held)).toEqual([]);
    expect(held.asked[1]?.request.repairs[0]?.reply).toBe("I can't help with that.");
  });
});

describe("a prompt that is too long for the model", () => {
  test("is sent once more without the oldest of the ledger", async () => {
    const held = await hold({ answers: [tooLong, whole()] });
    expect(held.outcome).toMatchObject(solved);
    expect(turns(held)).toEqual(["2 shortened"]);
    const [first, second] = held.asked;
    const { shared, ...rest } = second?.request ?? {};
    expect({ ...rest, shared: first?.request.shared }).toEqual({ ...first?.request, call: 2 });
    expect(shared).toHaveLength(5);
    expect(shared?.[1]).toContain("- the code of v1\n- reports on v1");
    expect(shared?.slice(2)).toEqual(first?.request.shared.slice(3));
  });

  test("still too long ends the conversation, and says so", async () => {
    const held = await hold({ answers: [tooLong] });
    expect(held.outcome).toEqual({
      kind: "too_long",
      model: "test-model",
      maxOutputTokens: 1000,
      shortened: true,
    });
    expect(held.asked).toHaveLength(2);
  });

  test("of which nothing can be left out is not sent again", async () => {
    const held = await hold({ answers: [tooLong], changes: { ledger: [], currentVersion: null } });
    expect(held.outcome).toEqual({
      kind: "too_long",
      model: "test-model",
      maxOutputTokens: 1000,
      shortened: false,
    });
    expect(held.asked).toHaveLength(1);
  });

  test("may have been enough for the answer all the same", async () => {
    const held = await hold({ answers: [{ ...tooLong, text: GOOD }] });
    expect(held.outcome).toMatchObject(solved);
    expect(held.asked).toHaveLength(1);
  });
});

const texts = fc.oneof(
  fc.constantFrom(GOOD, HEAD, TAIL, "", " ", "I can't help with that.", "```json\n{}\n```"),
  fc.nat(GOOD.length).map((cut) => GOOD.slice(0, cut)),
  fc.nat(GOOD.length).map((cut) => GOOD.slice(cut)),
  fc.string({ maxLength: 30 }),
);
const anyAnswers = fc.array(
  fc.record({ status: fc.constantFrom(...ANSWER_STATUSES), text: texts }),
  { minLength: 1, maxLength: 8 },
);
const rooms = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });
const worlds = fc.record({
  answers: anyAnswers,
  fallbackModel: fc.constantFrom("other-model", null),
  changes: fc.constantFrom<Partial<AgentContext>>({}, { writes: "fix_plan" }, { ledger: [] }),
});

/** Room or none, each time as the list says. */
function roomBy(list: readonly boolean[]): () => boolean {
  let asked = 0;
  return () => {
    asked += 1;
    return list[asked % list.length] ?? false;
  };
}

describe("a model that misbehaves at every call", () => {
  const KINDS = ["solution", "unchanged", "fix_plan", "unreadable", "refused", "too_long"];

  test("is called six times at the most, and it ends in one of the outcomes", async () => {
    const counts = new Set<number>();
    await fc.assert(
      fc.asyncProperty(worlds, rooms, async (world, list) => {
        const held = await hold({ ...world, room: roomBy(list) });
        counts.add(held.asked.length);
        expect(held.asked.length).toBeLessThanOrEqual(6);
        expect(KINDS).toContain(held.outcome.kind);
        const numbers = held.asked.map((_call, index) => index + 1);
        expect(held.asked.map(({ request }) => request.call)).toEqual(numbers);
        expect(held.asked.map(({ key }) => key)).toEqual(
          numbers.map((call) => `${STEP.stepKey}/call-${call}`),
        );
        const taken = [...held.chosen.values()].map(({ turn }) => turn);
        expect(new Set(taken).size).toBe(taken.length);
        const turnsSent = held.asked.flatMap(({ request }) => request.repairs);
        expect(turnsSent.every(({ reply }) => reply.trim() !== "")).toBe(true);
      }),
      { numRuns: 120 },
    );
    expect(counts.size).toBeGreaterThan(3);
  });

  test("is called in every way there is when it takes that", async () => {
    const held = await hold({
      answers: [cutOff(), tooLong, refused, tooLong, whole("?"), whole("?")],
      fallbackModel: "other-model",
    });
    expect(turns(held)).toEqual(["2 longer", "3 continuation", "4 fallback", "5 shortened"]);
    expect(held.asked).toHaveLength(6);
    expect(held.outcome.kind).toBe("unreadable");
  });

  test("is asked the same again by whoever reads its answers back, whatever room there is by then", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, rooms, rooms, async (world, list, later) => {
        const first = await hold({ ...world, room: roomBy(list) });
        const again = await hold({ ...world, room: roomBy(later), recorded: first.chosen });
        expect(again.asked.map(({ request }) => ({ ...request, onNotice: null }))).toEqual(
          first.asked.map(({ request }) => ({ ...request, onNotice: null })),
        );
        expect(again.outcome).toEqual(first.outcome);
        expect(again.chosen).toEqual(first.chosen);
      }),
      { numRuns: 60 },
    );
  });
});
