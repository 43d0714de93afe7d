/**
 * Headings of what tells of measurements in a prompt, and of what stands behind it. Whoever holds one prompt against
 * another goes by them: what a machine measured differs, and nothing else may.
 */
export const HEADINGS = {
  report: "# Test report of",
  growth: "# Growth of",
  plan: "# Fix plan",
  tried: "## What was tried so far, in short",
  /** Always there; what was tried stands in front of it. */
  program: "## The program",
} as const;
