/** One field of a message to or from the runner: its name and its bytes. */
export interface Field {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The last field of a message. */
const END = "end";
const NEWLINE = 10;
const LONGEST_HEAD = 64;
const LARGEST_FIELD = 2 ** 31;

/** A message as the runner reads it: each field a line `name length` and then so many bytes. */
export function encodeMessage(fields: readonly Field[]): readonly Buffer[] {
  const all = [...fields, { name: END, bytes: Buffer.alloc(0) }];
  return all.flatMap(({ name, bytes }) => [Buffer.from(`${name} ${bytes.length}\n`), bytes]);
}

/** A field that holds text, or a number as text. */
export function textField(name: string, text: string | number): Field {
  return { name, bytes: Buffer.from(String(text)) };
}

/** Puts messages together from the pieces in which a pipe delivers them. */
export class MessageReader {
  #pieces: Buffer[] = [];
  #length = 0;
  #head: { readonly name: string; readonly length: number } | null = null;
  #fields: Field[] = [];

  /** Takes the next piece and returns the messages that it completes. Throws when a head cannot be read. */
  push(piece: Buffer): readonly (readonly Field[])[] {
    this.#pieces.push(piece);
    this.#length += piece.length;
    const messages: (readonly Field[])[] = [];
    for (let field = this.#next(); field !== null; field = this.#next()) {
      if (field.name !== END) {
        this.#fields.push(field);
        continue;
      }
      messages.push(this.#fields);
      this.#fields = [];
    }
    return messages;
  }

  #next(): Field | null {
    this.#head ??= this.#readHead();
    if (this.#head === null || this.#length < this.#head.length) return null;
    const { name, length } = this.#head;
    this.#head = null;
    return { name, bytes: this.#take(length) };
  }

  #readHead() {
    if (!this.#pieces.some((piece) => piece.includes(NEWLINE))) {
      if (this.#length > LONGEST_HEAD) throw new Error("the head of a field is too long");
      return null;
    }
    const all = this.#joined();
    const end = all.indexOf(NEWLINE);
    const [, name, digits] = /^([\w-]+) (\d+)$/.exec(all.toString("latin1", 0, end)) ?? [];
    const length = Number(digits);
    if (name === undefined || !(length <= LARGEST_FIELD))
      throw new Error("the head of a field cannot be read");
    this.#take(end + 1);
    return { name, length };
  }

  #take(count: number): Buffer {
    const all = this.#joined();
    this.#pieces = [all.subarray(count)];
    this.#length = all.length - count;
    return all.subarray(0, count);
  }

  #joined(): Buffer {
    const [first] = this.#pieces;
    return this.#pieces.length === 1 && first !== undefined ? first : Buffer.concat(this.#pieces);
  }
}
