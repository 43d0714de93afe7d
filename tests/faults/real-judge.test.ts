import { expect, test } from "vitest";

import { createJudge } from "../../src/judge/create-judge.js";
import { asFourRoles, withoutOracle } from "../e2e/double-problem.js";
import type { FakeReply } from "../fake-messages-server.js";
import { booksOf } from "./books.js";
import { withRunRig } from "./run-rig.js";

const OVERLOADED: FakeReply = { fault: "status", status: 529 };
const CUT: FakeReply = { fault: "cut", afterDeltas: 4 };
const REFUSED: FakeReply = { fault: "status", status: 400 };

test("with programs judged for real: broken, stopped and resumed, the account is exact and the end the same", async () => {
  const inOrder = withoutOracle(asFourRoles);
  const faults = [OVERLOADED, null, CUT, null, null, CUT, REFUSED];
  const respond: typeof inOrder = (request) => faults.shift() ?? inOrder(request);
  await withRunRig({ respond }, async (rig) => {
    const judge = createJudge();
    const stopped = await rig.run({ judge });
    const resumed = await rig.resume({ judge });
    const books = await booksOf(rig, resumed);

    expect(stopped.result).toMatchObject({ status: "stopped", exit_code: 3 });
    expect(resumed.result).toMatchObject({ status: "passed", final: { version: 3 } });
    expect(rig.server.requests).toHaveLength(6 + 4);
    expect(books.ours).toEqual(books.servers);
  });
});
