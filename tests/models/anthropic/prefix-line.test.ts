import { describe, expect, test } from "vitest";

import { PrefixLine } from "../../../src/models/anthropic/prefix-line.js";
import type { FakeReply, FakeRequest } from "../../fake-messages-server.js";
import { aRequest, aWatchedRequest, NEVER } from "../a-request.js";
import { withRig } from "./rig.js";

const OWN = { model: { serverKind: "anthropic" } } as const;

/** Lets everything run that can run without an event from outside. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

interface Entered {
  readonly began: () => void;
  readonly ended: () => void;
}

/** A line and the names of the calls that it let go, in that order. */
function aLine(): {
  readonly gone: readonly string[];
  readonly turns: Readonly<Record<string, Entered>>;
  enter(name: string, prefix?: string | null, signal?: AbortSignal): Promise<void>;
} {
  const line = new PrefixLine();
  const gone: string[] = [];
  const turns: Record<string, Entered> = {};
  return {
    gone,
    turns,
    enter: async (name, prefix = "same", signal = NEVER) => {
      turns[name] = await line.enter(prefix, signal);
      gone.push(name);
    },
  };
}

describe("calls with the same prefix", () => {
  test("wait until the answer of the first has begun", async () => {
    const line = aLine();
    const calls = ["a", "b", "c"].map((name) => line.enter(name));
    await settled();
    expect(line.gone).toEqual(["a"]);
    line.turns["a"]?.began();
    await Promise.all(calls);
    expect(line.gone).toEqual(["a", "b", "c"]);
  });

  test("have another one ahead where the first fails", async () => {
    const line = aLine();
    const calls = ["a", "b", "c"].map((name) => line.enter(name));
    await settled();
    line.turns["a"]?.ended();
    await settled();
    expect(line.gone).toEqual(["a", "b"]);
    line.turns["a"]?.ended();
    await settled();
    expect(line.gone).toEqual(["a", "b"]);
    line.turns["b"]?.began();
    await Promise.all(calls);
    expect(line.gone).toEqual(["a", "b", "c"]);
  });

  test("leave the line when they are cancelled, without letting others go", async () => {
    const line = aLine();
    const cancel = new AbortController();
    const first = line.enter("a");
    const second = line.enter("b", "same", cancel.signal);
    const third = line.enter("c");
    await settled();
    cancel.abort();
    await second;
    expect(line.gone).toEqual(["a", "b"]);
    line.turns["b"]?.ended();
    await settled();
    expect(line.gone).toEqual(["a", "b"]);
    line.turns["a"]?.ended();
    await Promise.all([first, third]);
    await line.enter("d", "same", AbortSignal.abort());
    expect(line.gone).toEqual(["a", "b", "c", "d"]);
  });

  test("are held up by nobody else's prefix, nor without one", async () => {
    const line = aLine();
    await line.enter("a");
    await line.enter("b", "other");
    await line.enter("c", null);
    await line.enter("d", null);
    expect(line.gone).toEqual(["a", "b", "c", "d"]);
  });
});

describe("four tries that start at the same time", () => {
  const parts = { system: "rules ".repeat(600), shared: ["the problem ".repeat(300)] };
  const tries = [1, 2, 3, 4].map((number) =>
    aRequest({ ...parts, instruction: `## Your role: solver-${number}\n` }),
  );
  const SHARED_TOKENS = 900 + 900;

  /** Of each request that was answered, what it wrote and what it read. */
  function counts(requests: readonly FakeRequest[]): readonly [number, number][] {
    return requests.map(({ usage }) => [
      usage.cache_creation_input_tokens,
      usage.cache_read_input_tokens,
    ]);
  }

  const READ: [number, number] = [0, SHARED_TOKENS];
  const WRITTEN: [number, number] = [SHARED_TOKENS, 0];

  /** Begins so late that all four would have been asked meanwhile. */
  const SLOWLY: FakeReply = { text: "ok", wire: { headersAfterMs: 30 } };

  test("write the prefix once and read it three times", async () => {
    await withRig(
      [SLOWLY],
      async ({ model, server }) => {
        await Promise.all(tries.map((each) => model.complete(each, NEVER)));
        expect(counts(server.requests)).toEqual([WRITTEN, READ, READ, READ]);
      },
      OWN,
    );
  });

  test("go on when the first is turned down and asked again", async () => {
    const replies: FakeReply[] = [{ fault: "status", status: 529 }, SLOWLY];
    await withRig(
      replies,
      async ({ model, server }) => {
        await Promise.all(tries.map((each) => model.complete(each, NEVER)));
        expect(counts(server.requests)).toEqual([WRITTEN, WRITTEN, READ, READ, READ]);
      },
      OWN,
    );
  });

  test("go on when the first is cancelled before its answer began", async () => {
    const cancel = new AbortController();
    let asked = 0;
    const respond = (): FakeReply => {
      asked += 1;
      if (asked > 1) return SLOWLY;
      cancel.abort();
      return { fault: "no-headers" };
    };
    await withRig(
      respond,
      async ({ model, server }) => {
        const [first, ...others] = tries.map((each, at) =>
          model.complete(each, at === 0 ? cancel.signal : NEVER),
        );
        await expect(first).rejects.toMatchObject({ kind: "cancelled" });
        await Promise.all(others);
        expect(counts(server.requests)).toEqual([WRITTEN, WRITTEN, READ, READ]);
      },
      OWN,
    );
  });

  test("end at once when all are cancelled while they wait", async () => {
    const cancel = new AbortController();
    const respond = (): FakeReply => {
      setImmediate(() => cancel.abort());
      return { fault: "no-headers" };
    };
    await withRig(
      respond,
      async ({ model, server }) => {
        const calls = tries.map((each) => model.complete(each, cancel.signal));
        const ends = await Promise.allSettled(calls);
        expect(ends.map(({ status }) => status)).toEqual(tries.map(() => "rejected"));
        expect(server.requests).toHaveLength(1);
      },
      OWN,
    );
  });

  test("all go at once to a server that keeps nothing", async () => {
    let onTheirWay = 0;
    let most = 0;
    const respond = async (): Promise<FakeReply> => {
      onTheirWay += 1;
      most = Math.max(most, onTheirWay);
      while (most < tries.length) await new Promise<void>((wait) => setImmediate(wait));
      return "ok";
    };
    await withRig(respond, async ({ model, server }) => {
      await Promise.all(tries.map((each) => model.complete(each, NEVER)));
      expect(server.requests).toHaveLength(tries.length);
    });
  });
});

describe("a wish that cannot be met", () => {
  test("is said once, however many calls have it", async () => {
    const wish = { model: "claude-opus-5-5", thinking: "off" } as const;
    const { request, notices } = aWatchedRequest(wish);
    await withRig(
      ["ok"],
      async ({ model }) => {
        await model.complete(request, NEVER);
        await model.complete(request, NEVER);
        expect(notices).toEqual([
          { kind: "message", text: 'claude-opus-5-5 always thinks: "thinking: off" is not sent.' },
        ]);
      },
      OWN,
    );
  });
});
