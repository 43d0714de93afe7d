import { expect, test } from "vitest";

import { messageOf } from "../../../src/core/errors.js";
import type { FakeReply } from "../../fake-messages-server.js";
import { aWatchedRequest, NEVER } from "../a-request.js";
import { anAccount } from "../an-account.js";
import { KEY, withRig } from "./rig.js";

const HOSTILE = `odd ${KEY} \n\u001b[31mred ${"y".repeat(5000)}`;

/** All that leaves the model layer when a server says so much: the answer or the error, the notices, the account. */
async function allThatIsTold(reply: FakeReply): Promise<readonly string[]> {
  const account = anAccount();
  const { request, notices } = aWatchedRequest({ account });
  const outcome = await withRig([reply], ({ model }) =>
    model.complete(request, NEVER).then(
      (answer) => [answer.status, answer.model],
      (thrown: unknown) => [messageOf(thrown)],
    ),
  );
  const noticed = notices.flatMap((notice) => Object.values(notice)).map(String);
  return [...outcome, ...noticed, ...account.failures.map(({ why }) => why)];
}

test.each<[string, FakeReply]>([
  ["a reason to stop, with a text", { text: "x = 1", stopReason: HOSTILE }],
  ["a reason to stop, without one", { text: "", stopReason: HOSTILE }],
  ["the explanation of a refusal", { text: "", stopReason: "refusal", explanation: HOSTILE }],
  ["the name of a model", { text: "x = 1", model: HOSTILE }],
  [
    "the number of a request",
    { fault: "status", status: 401, headers: { "request-id": `r-${KEY}-${"z".repeat(5000)}` } },
  ],
  ["an error", { fault: "status", status: 400, message: HOSTILE }],
  ["an error in the middle", { fault: "error-event", afterDeltas: 1, message: HOSTILE }],
  [
    "the type of an error in the middle",
    { fault: "error-event", afterDeltas: 1, type: HOSTILE, message: "No" },
  ],
  [
    "a prompt that is too long",
    { fault: "status", status: 400, message: `prompt is too long ${HOSTILE}` },
  ],
])("what a server says is told in one short line without secrets: %s", async (_what, reply) => {
  for (const told of await allThatIsTold(reply)) {
    expect(told).not.toContain(KEY);
    expect(told).not.toMatch(/\p{Cc}/u);
    expect(told.length).toBeLessThan(600);
  }
});
