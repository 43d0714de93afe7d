/** A large number as people read it: `32,000`. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
