import { describeCondition } from "./describe-condition.js";

await describeCondition("in namespaces", {
  isolation: "namespaces",
  runner: "native",
  tries: "all",
});
await describeCondition("under Landlock alone", {
  isolation: "landlock",
  runner: "native",
  tries: "all",
});
await describeCondition("by the runner in Python", {
  isolation: "landlock",
  runner: "python",
  tries: "light",
});
