import { beforeAll, expect, test } from "vitest";

import { createAnthropicModel } from "../../src/models/anthropic/anthropic-model.js";
import { tokensOf } from "../fake-messages/prefix-cache.js";
import { type FakeRequest, startFakeMessagesServer } from "../fake-messages-server.js";
import { runEngine, TableJudge } from "./engine-maker.js";
import { byLevel, completePlan, inThreeRounds } from "./three-rounds.js";

/** The requests of a `complete` run of three rounds, as the real client sent them. */
async function requestsOfARun(): Promise<readonly FakeRequest[]> {
  const server = await startFakeMessagesServer({ respond: inThreeRounds() });
  try {
    const model = createAnthropicModel({
      apiKey: "key",
      authToken: null,
      baseUrl: server.baseUrl,
      serverKind: "anthropic",
      costOf: () => 0.01,
    });
    const attachments = [{ name: "notes.md", text: "Mind the empty queue. ".repeat(50) }];
    const plan = await completePlan({ attachments });
    const { end, recorder } = await runEngine({ plan, model, judge: new TableJudge(byLevel) });
    expect(end).toMatchObject({ type: "run.finished", status: "passed" });
    expect(recorder.state.rounds).toHaveLength(4);
    expect(server.rejections).toEqual([]);
    return server.requests;
  } finally {
    await server.close();
  }
}

/** Everything in a request that stands before its own instruction. */
function sharedOf({ system, blocks }: FakeRequest): readonly string[] {
  return [...system, ...blocks.slice(0, -1)];
}

/** Of a request: what the server read from its cache, and what an earlier request had already sent. */
interface Row {
  readonly agent: string | null;
  readonly sentBefore: number;
  readonly read: number;
  readonly written: number;
  readonly uncached: number;
}

function rowsOf(requests: readonly FakeRequest[]): readonly Row[] {
  return requests.map((request, at) => {
    const before = new Set(requests.slice(0, at).flatMap(sharedOf));
    const again = sharedOf(request).filter((block) => before.has(block));
    return {
      agent: request.agent,
      sentBefore: again.reduce((sum, block) => sum + tokensOf(block), 0),
      read: request.usage.cache_read_input_tokens,
      written: request.usage.cache_creation_input_tokens,
      uncached: request.usage.input_tokens,
    };
  });
}

/** As a failure shows it: one line for each request. */
function tableOf(rows: readonly Row[]): readonly string[] {
  return rows.map(({ agent, sentBefore, read, written, uncached }, at) => {
    const counts = `read ${read}, written ${written}, neither ${uncached}`;
    return `${at + 1}. ${agent}: ${counts}; sent before ${sentBefore}`;
  });
}

let requests: readonly FakeRequest[] = [];
beforeAll(async () => {
  requests = await requestsOfARun();
});

test("whatever a run has sent once is read from the cache by all roles in all rounds", () => {
  const rows = rowsOf(requests);
  const ideal = rows.map((row) => ({ ...row, read: row.sentBefore }));
  expect(tableOf(rows)).toEqual(tableOf(ideal));
  expect(new Set(requests.map(({ agent }) => agent)).size).toBe(4);
  expect(rows.filter(({ read }) => read === 0)).toEqual(rows.slice(0, 1));
});

test("each prompt of a run begins with the bytes of the one before, or with a part of them", () => {
  for (const [at, request] of requests.entries()) {
    const shared = sharedOf(request).join("\n");
    for (const earlier of requests.slice(0, at).map((each) => sharedOf(each).join("\n"))) {
      const length = Math.min(shared.length, earlier.length);
      expect(shared.slice(0, length)).toBe(earlier.slice(0, length));
    }
  }
});
