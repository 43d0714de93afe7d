class UnfairError extends Error {
  constructor(readonly gap: number) {
    super(`the vans differ by ${gap}`);
  }
}

throw new UnfairError(7);
