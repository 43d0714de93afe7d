/** The moment until which a server wants no requests at all. It counts for every call of the same model. */
export class Quiet {
  #until = 0;

  /** Milliseconds since 1970; 0 when the server never asked to wait. */
  get until(): number {
    return this.#until;
  }

  /** The server asked to wait until then; the latest moment that it named counts. */
  keep(until: number): void {
    this.#until = Math.max(this.#until, until);
  }
}
