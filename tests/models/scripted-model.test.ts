import { describe, expect, test } from "vitest";

import { PipelineError } from "../../src/core/errors.js";
import { createScriptedModel } from "../../src/models/scripted-model.js";
import { aRequest, NEVER } from "./a-request.js";

const solve = aRequest({ agent: "problem-solver", key: "solve" });
const review = aRequest({ agent: "bug-report-reviewer", key: "review" });

describe("a scripted model", () => {
  test("answers each agent in the order of its own calls and keeps the requests", async () => {
    const model = createScriptedModel({
      "problem-solver": ["one", { status: "truncated", text: "two" }],
      "bug-report-reviewer": ["fine"],
    });
    const answers = [];
    for (const request of [solve, review, solve])
      answers.push(await model.complete(request, NEVER));
    expect(answers).toMatchObject([
      { status: "complete", text: "one", usage: { calls: 1, usd: 0 } },
      { status: "complete", text: "fine" },
      { status: "truncated", text: "two" },
    ]);
    expect(model.requests).toEqual([solve, review, solve]);
  });

  test("asks a function with the request and the agent's turn", async () => {
    const model = createScriptedModel(({ key }, turn) => `${key} ${turn}`);
    await model.complete(solve, NEVER);
    await model.complete(review, NEVER);
    await expect(model.complete(solve, NEVER)).resolves.toMatchObject({ text: "solve 1" });
  });

  test("throws an error that stands in the script", async () => {
    const failure = new PipelineError("service", "down");
    const model = createScriptedModel({ "problem-solver": [failure] });
    await expect(model.complete(solve, NEVER)).rejects.toBe(failure);
  });

  test.each(["problem-solver", "toString"])("says when %s has no reply left", async (agent) => {
    const model = createScriptedModel({ "problem-solver": [] });
    await expect(model.complete(aRequest({ agent }), NEVER)).rejects.toMatchObject({
      kind: "recording_miss",
      message: expect.stringContaining(agent),
    });
  });

  test("is cancelled like any other", async () => {
    const model = createScriptedModel(() => "never said");
    await expect(model.complete(solve, AbortSignal.abort())).rejects.toMatchObject({
      kind: "cancelled",
    });
    expect(model.requests).toEqual([]);
  });
});
