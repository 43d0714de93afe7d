import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  encodeMessage,
  type Field,
  MessageReader,
  textField,
} from "../../../src/judge/sandbox/message.js";

function read(pieces: readonly Buffer[]): readonly (readonly Field[])[] {
  const reader = new MessageReader();
  return pieces.flatMap((piece) => reader.push(piece));
}

describe("a message", () => {
  test("is a row of fields, each a head and its bytes", () => {
    const message = Buffer.concat(encodeMessage([textField("name", "ä\n"), textField("n", 12)]));

    expect(message.toString()).toBe("name 3\nä\nn 2\n12end 0\n");
  });

  test("comes through whole, wherever a pipe cuts it", () => {
    const field = fc.record({
      name: fc.stringMatching(/^[a-z][a-z-]{0,20}$/).filter((name) => name !== "end"),
      bytes: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    });
    const messages = fc.array(fc.array(field, { maxLength: 5 }), { maxLength: 4 });
    const sizes = fc.infiniteStream(fc.integer({ min: 1, max: 90 }));
    fc.assert(
      fc.property(messages, sizes, (sent, lengths) => {
        const bytes = Buffer.concat(sent.flatMap((fields) => encodeMessage(fields)));
        const pieces: Buffer[] = [];
        for (let at = 0; at < bytes.length; at += pieces.at(-1)?.length ?? 0) {
          pieces.push(bytes.subarray(at, at + (lengths.next().value ?? 1)));
        }

        expect(read(pieces)).toEqual(sent);
      }),
    );
  });

  test.each(["no-length\n", "name -1\n", "name 1 2\n", "näme 1\n", "name 99999999999\n", " 5\n"])(
    "with the head %j is refused",
    (head) => {
      expect(() => read([Buffer.from(head)])).toThrow("the head of a field cannot be read");
    },
  );

  test("whose head has no end is refused before it fills the memory", () => {
    const pieces = Array.from({ length: 10 }, () => Buffer.from("x".repeat(10)));

    expect(() => read(pieces)).toThrow("the head of a field is too long");
  });
});
