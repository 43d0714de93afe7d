import { describeCondition } from "./describe-condition.js";

/** A user who is nobody else: the attacks may reach what is his. */
const ORDINARY_UID = 61_007;
const uid = process.geteuid?.() === 0 ? ORDINARY_UID : null;

await describeCondition(
  "of an ordinary user in namespaces",
  { isolation: "namespaces", runner: "native", tries: "light" },
  { uid, hasNamespaces: true },
);
await describeCondition(
  "of an ordinary user under Landlock alone",
  { isolation: "landlock", runner: "native", tries: "light" },
  { uid, hasNamespaces: true },
);
await describeCondition(
  "where users may have no namespaces",
  { isolation: "namespaces", runner: "native", tries: "light" },
  { uid, hasNamespaces: false },
);
await describeCondition(
  "by the runner in Python, in namespaces of an ordinary user",
  { isolation: "namespaces", runner: "python", tries: "light" },
  { uid, hasNamespaces: true },
);
