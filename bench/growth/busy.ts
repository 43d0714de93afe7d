/** Keeps one core busy until it is killed, or its parent is gone. */
process.on("disconnect", () => process.exit());
const SLICE_MS = 500;

function spin(): void {
  const endsAt = performance.now() + SLICE_MS;
  while (performance.now() < endsAt) Math.sqrt(endsAt);
  setImmediate(spin);
}

spin();
