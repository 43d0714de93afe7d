const PUBLIC_AND_STATIC = 0x0009;

/** Bytes that entries of the pool of constants take behind their tag; texts have a length of their own. */
const TAGS_BY_SIZE: ReadonlyMap<number, readonly number[]> = new Map([
  [2, [7, 8, 16, 19, 20]],
  [3, [15]],
  [4, [3, 4, 9, 10, 11, 12, 17, 18]],
  [8, [5, 6]],
]);
const TEXT = 1;
/** Numbers of eight bytes, which count as two entries. */
const WIDE = new Set([5, 6]);

/** Whether a compiled Java class has `public static void main(String[])`. */
export function hasMain(bytes: Buffer): boolean {
  try {
    return new ClassFile(bytes).hasMain();
  } catch {
    return false; // It is not a class file, or a damaged one.
  }
}

class ClassFile {
  readonly #bytes: Buffer;
  readonly #texts = new Map<number, string>();
  #at = 8;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  hasMain(): boolean {
    this.#readConstants();
    this.#at += 6; // access, this class, super class
    const interfaces = this.#short();
    this.#at += 2 * interfaces;
    this.#members(); // fields
    return this.#members().some(
      ({ access, name, type }) =>
        name === "main" &&
        type === "([Ljava/lang/String;)V" &&
        (access & PUBLIC_AND_STATIC) === PUBLIC_AND_STATIC,
    );
  }

  #readConstants(): void {
    const count = this.#short();
    for (let index = 1; index < count; index += 1) {
      const tag = this.#bytes.readUInt8(this.#at);
      this.#at += 1;
      if (tag === TEXT) this.#texts.set(index, this.#text());
      else this.#at += sizeOf(tag);
      if (WIDE.has(tag)) index += 1;
    }
  }

  #text(): string {
    const length = this.#short();
    this.#at += length;
    return this.#bytes.toString("utf8", this.#at - length, this.#at);
  }

  #members() {
    return Array.from({ length: this.#short() }, () => {
      const access = this.#short();
      const name = this.#texts.get(this.#short());
      const type = this.#texts.get(this.#short());
      const attributes = this.#short();
      for (let index = 0; index < attributes; index += 1) {
        this.#at += 2;
        this.#at += 4 + this.#bytes.readUInt32BE(this.#at);
      }
      return { access, name, type };
    });
  }

  #short(): number {
    this.#at += 2;
    return this.#bytes.readUInt16BE(this.#at - 2);
  }
}

function sizeOf(tag: number): number {
  const size = [...TAGS_BY_SIZE].find(([, tags]) => tags.includes(tag))?.[0];
  if (size === undefined) throw new Error(`a class file has no constant of kind ${tag}`);
  return size;
}
