import { expect, test } from "vitest";

import { CONTEXT_ERRORS } from "../fake-messages/context-errors.js";
import type { FakeReply, FakeRequest } from "../fake-messages-server.js";
import { withRig } from "../models/anthropic/rig.js";
import { planWith, program, runEngine, usualPipeline } from "./engine-maker.js";
import { judge, solverOnly, told } from "./reply-scripts.js";

const full = ({ blocks }: FakeRequest): string => program(blocks.at(-1) ?? "", "# long\nright\n");
const cutAt = (request: FakeRequest): number => full(request).indexOf("right");
const cut = (request: FakeRequest): FakeReply => ({
  text: full(request).slice(0, cutAt(request) + 2),
  stopReason: "max_tokens",
});
const rest = (request: FakeRequest): FakeReply => full(request).slice(cutAt(request) + 2);

/** How much each request may write, and the roles of its messages. */
const sent = (requests: readonly FakeRequest[]): readonly string[] =>
  requests.map(({ body }) => [body.max_tokens, ...body.messages.map(({ role }) => role)].join(" "));

const models = { model: "claude-sonnet-5-5", fallbackModel: "claude-haiku-5-5" };

test("an answer that is cut off twice goes on over the wire, and is joined", async () => {
  const replies = [cut, cut, rest];
  await withRig(
    (request) => replies[request.turn]?.(request) ?? "nothing",
    async ({ model, server }) => {
      const plan = planWith(solverOnly, models);
      const { end } = await runEngine({ plan, model, judge });
      expect(end).toMatchObject({ status: "passed" });
      expect(sent(server.requests)).toEqual([
        "32000 user",
        "64000 user",
        "64000 user assistant user",
      ]);
      const [, , third] = server.requests;
      expect(third?.later[0]?.text).toMatch(/# long\nri$/);
      expect(third?.later[1]?.text).toContain("Continue exactly");
    },
  );
});

test("more room than the model has is refused once: the run goes on from the cut, also when it is resumed", async () => {
  const most = 32_768;
  const tooLarge: FakeReply = {
    fault: "status",
    status: 400,
    message: `max_tokens is too large. This model supports at most ${most} completion tokens.`,
  };
  await withRig(
    (request) => {
      if (request.body.max_tokens > most) return tooLarge;
      return request.later.length === 0 ? cut(request) : rest(request);
    },
    async ({ model, server }) => {
      const plan = planWith(solverOnly, models);
      const { end, events } = await runEngine({ plan, model, judge });
      expect(end).toMatchObject({ status: "passed" });
      expect(sent(server.requests)).toEqual([
        "32000 user",
        "64000 user",
        "32000 user assistant user",
      ]);
      expect(told(events)).toEqual([
        "the answer was cut off: asked again with room for 64,000 tokens",
        "the answer was cut off: asked to go on where it ends",
      ]);

      // A run that chose the longer answer, and was refused it for good, goes on in the same way.
      const chosen = events.findIndex(({ type }) => type === "turn.chosen");
      const later = await runEngine({ plan, model, judge, events: events.slice(0, chosen + 1) });
      expect(later.end).toMatchObject({ status: "passed" });
      expect(sent(server.requests).slice(3)).toEqual(["64000 user", "32000 user assistant user"]);
    },
  );
});

test("a refusal goes to the fallback model over the wire", async () => {
  await withRig(
    (request) =>
      request.model === models.model ? { text: "", stopReason: "refusal" } : full(request),
    async ({ model }) => {
      const { end, events } = await runEngine({ plan: planWith(solverOnly, models), model, judge });
      expect(end).toMatchObject({ status: "passed" });
      expect(told(events)).toEqual([
        "claude-sonnet-5-5 refused to answer: claude-haiku-5-5 is asked",
      ]);
    },
  );
});

test.each(Object.entries(CONTEXT_ERRORS))(
  "a prompt that is too long is shortened, in the words of %s",
  async (_who, fault) => {
    await withRig(
      (request) => {
        if (request.blocks.length > 6) return fault;
        return request.agent === "bug-report-reviewer"
          ? '```json\n{ "findings": [] }\n```'
          : program(request.blocks.at(-1) ?? "", `${request.agent} ${request.turn}`);
      },
      async ({ model, server }) => {
        const { steps } = usualPipeline({}, 2);
        const plan = planWith(usualPipeline({ steps }), models);
        const { end } = await runEngine({ plan, model, judge });
        expect(end).toMatchObject({ type: "run.finished", error: null });
        expect(
          server.requests.some(({ blocks }) =>
            blocks.some((block) => block.startsWith("# Left out")),
          ),
        ).toBe(true);
      },
    );
  },
);
