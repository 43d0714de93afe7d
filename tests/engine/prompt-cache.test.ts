import { beforeAll, expect, test } from "vitest";

import type { RunPlan } from "../../src/core/run-plan.js";
import { createAnthropicModel } from "../../src/models/anthropic/anthropic-model.js";
import { PrefixCache, tokensOf } from "../fake-messages/prefix-cache.js";
import {
  type FakeReply,
  type FakeRequest,
  startFakeMessagesServer,
} from "../fake-messages-server.js";
import { runEngine, TableJudge } from "./engine-maker.js";
import { byLevel, completePlan, inThreeRounds } from "./three-rounds.js";

/** The requests of a run, as the real client sent them. */
async function requestsOf(
  plan: RunPlan,
  respond: (request: FakeRequest) => FakeReply = inThreeRounds(),
): Promise<readonly FakeRequest[]> {
  const server = await startFakeMessagesServer({ respond });
  try {
    const model = createAnthropicModel({
      apiKey: "key",
      authToken: null,
      baseUrl: server.baseUrl,
      serverKind: "anthropic",
      costOf: () => 0.01,
    });
    const { end } = await runEngine({ plan, model, judge: new TableJudge(byLevel) });
    expect(end).toMatchObject({ type: "run.finished", status: "passed" });
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

/** The requests of a `complete` run of three rounds. */
let requests: readonly FakeRequest[] = [];
beforeAll(async () => {
  const attachments = [{ name: "notes.md", text: "Mind the empty queue. ".repeat(50) }];
  requests = await requestsOf(await completePlan({ attachments }));
});

test("whatever a run has sent once is read from the cache by all roles in all rounds", () => {
  // Before the rounds, the reviews, the repairs, and a second call for the one that could not be read.
  expect(requests).toHaveLength(3 + 4 + 3 + 1);
  const rows = rowsOf(requests);
  const ideal = rows.map((row) => ({ ...row, read: row.sentBefore }));
  expect(tableOf(rows)).toEqual(tableOf(ideal));
  expect(new Set(requests.map(({ agent }) => agent)).size).toBe(4);
  expect(rows.filter(({ read }) => read === 0)).toEqual(rows.slice(0, 1));
});

test.each([1024, 4096])("where less than %d tokens are not kept, the rest is read", (minimum) => {
  const cache = new PrefixCache(minimum);
  const reads = requests.map(({ body }) => {
    const { cache_read_input_tokens: read } = cache.usageOf(body);
    cache.keep(body);
    return read;
  });
  const sent = rowsOf(requests).map(({ sentBefore }) => sentBefore);
  expect(reads).toEqual(sent.map((tokens) => (tokens < minimum ? 0 : tokens)));
  expect(reads.at(-1)).toBeGreaterThan(minimum);
});

test("of four tries one writes the prefix, and three read it", async () => {
  const plan = await completePlan();
  const [solver, ...rest] = plan.pipeline.definition.steps;
  if (solver === undefined || !("agent" in solver)) throw new Error("the first step is an agent's");
  const definition = { ...plan.pipeline.definition, steps: [{ ...solver, tries: 4 }, ...rest] };
  const answer = inThreeRounds();
  // So late that all four would have been asked meanwhile.
  const slowly = (request: FakeRequest): FakeReply => {
    const text = answer(request);
    const isTry = typeof text === "string" && request.agent === "problem-solver";
    return isTry ? { text, wire: { headersAfterMs: 30 } } : text;
  };
  const sent = await requestsOf({ ...plan, pipeline: { ...plan.pipeline, definition } }, slowly);
  const [first, ...others] = rowsOf(sent.slice(0, 4));
  expect(first).toMatchObject({ agent: "problem-solver", read: 0 });
  const read = first?.written;
  expect(others).toMatchObject(
    [1, 2, 3].map(() => ({ agent: "problem-solver", read, written: 0 })),
  );
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
