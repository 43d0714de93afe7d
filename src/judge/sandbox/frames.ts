import { z } from "zod";

/** One message: a line of JSON and the blocks of bytes that it announces. */
export interface Frame {
  readonly header: unknown;
  readonly blocks: readonly Buffer[];
}

const sizesSchema = z.looseObject({ bytes: z.array(z.int().nonnegative()) });
const NEWLINE = 10;

/** Puts frames together from the pieces in which a pipe delivers them. */
export class FrameReader {
  #pieces: Buffer[] = [];
  #length = 0;
  #pending: {
    readonly header: unknown;
    readonly sizes: readonly number[];
    readonly total: number;
  } | null = null;

  /** Takes the next piece and returns the frames that it completes. Throws when a header is not JSON. */
  push(piece: Buffer): readonly Frame[] {
    this.#pieces.push(piece);
    this.#length += piece.length;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame !== null; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | null {
    this.#pending ??= this.#readHeader();
    if (this.#pending === null || this.#length < this.#pending.total) return null;
    const { header, sizes, total } = this.#pending;
    const body = this.#take(total);
    this.#pending = null;
    let at = 0;
    const blocks = sizes.map((size) => body.subarray(at, (at += size)));
    return { header, blocks };
  }

  #readHeader() {
    if (!this.#pieces.some((piece) => piece.includes(NEWLINE))) return null;
    const all = Buffer.concat(this.#pieces);
    const end = all.indexOf(NEWLINE);
    const header: unknown = JSON.parse(all.toString("utf8", 0, end));
    const { bytes: sizes } = sizesSchema.parse(header);
    this.#pieces = [all.subarray(end + 1)];
    this.#length = all.length - end - 1;
    return { header, sizes, total: sizes.reduce((sum, size) => sum + size, 0) };
  }

  #take(count: number): Buffer {
    const all = Buffer.concat(this.#pieces);
    this.#pieces = [all.subarray(count)];
    this.#length = all.length - count;
    return all.subarray(0, count);
  }
}
