import * as fc from "fast-check";
import { expect, test } from "vitest";

import { EXCERPT_CHARACTERS } from "../../../src/core/report.js";
import { excerpt, excerptOfEnd } from "../../../src/judge/cases/excerpt.js";
import { FrameReader } from "../../../src/judge/sandbox/frames.js";

test("frames are read whole, however the pipe cuts them", () => {
  const blocks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(blocks, { maxLength: 4 }),
      fc.integer({ min: 1, max: 9 }),
      (sent, size) => {
        const bytes = Buffer.concat(
          sent.flatMap((frame, number) => [
            Buffer.from(
              `${JSON.stringify({ number, bytes: frame.map(({ length }) => length) })}\n`,
            ),
            ...frame,
          ]),
        );
        const reader = new FrameReader();
        const frames = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          reader.push(bytes.subarray(at * size, (at + 1) * size)),
        ).flat();

        expect(frames.map(({ header }) => header)).toEqual(
          sent.map((frame, number) => ({ number, bytes: frame.map(({ length }) => length) })),
        );
        expect(frames.map((frame) => frame.blocks.map((block) => [...block]))).toEqual(
          sent.map((frame) => frame.map((block) => [...block])),
        );
      },
    ),
  );
});

test("a frame that is no frame is refused", () => {
  expect(() => new FrameReader().push(Buffer.from("Traceback\n"))).toThrow("JSON");
  expect(() => new FrameReader().push(Buffer.from('{"bytes": [-1]}\n'))).toThrow(">=0");
});

test("excerpts are never too long, say what was cut, and keep characters whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 50 }), fc.nat(200), (piece, times) => {
      const text = piece.repeat(times);
      const isLong = text.length > EXCERPT_CHARACTERS;
      for (const cut of [excerpt(text), excerptOfEnd(text)]) {
        expect(cut.length).toBeLessThanOrEqual(EXCERPT_CHARACTERS);
        expect(cut === text).toBe(!isLong);
        expect(cut.includes(`[cut: ${text.length} characters in all]`)).toBe(isLong);
      }
    }),
  );
  const emoji = "\u{1F600}".repeat(3000);
  expect(excerpt(emoji)).toMatch(/^\p{Emoji_Presentation}+\n\[cut/u);
  expect(excerptOfEnd(emoji)).toMatch(/\]\n\p{Emoji_Presentation}+$/u);
});
