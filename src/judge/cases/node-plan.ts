import type { TestFileCase } from "../../core/case.js";
import { alterExpectations, type Expectation, findExpectations } from "./node-expectations.js";
import { findOwnTests, MAIN_TEST, usesNodeTest } from "./own-tests.js";
import type { Altered, Draw, TestPlan } from "./test-plan.js";

const MOST_ALTERED = 3;
const ESM = /^\s*(?:import\s*["'{*\w]|export\s)/m;
const LEFT_OUT = /\b(?:skip|todo|only)\b/;

/** Reads a JavaScript file of tests without running it. */
export function planNodeTests(test: TestFileCase, draw: Draw): TestPlan {
  const { source } = test;
  const isModule = test.fileName.endsWith(".mjs") || ESM.test(source);
  const common = { pairs: [], altered: alteredCopies(source, draw) };
  if (!usesNodeTest(source)) {
    const plain = `${source}\n;throw new Error("case ${draw(100_000)}");\n`;
    const altered = common.altered.length > 0 ? common.altered : plainCopies(source, plain);
    return {
      ...common,
      run: "main",
      source,
      control: null,
      tests: [MAIN_TEST],
      maySkip: [],
      altered,
    };
  }
  const language = "javascript";
  const tests = [...findOwnTests({ ...test, language, shape: "module", entry: null })];
  const control = `${["handles", "accepts", "orders", "counts"][draw(4)] ?? ""} ${draw(100_000)} items`;
  const maySkip = LEFT_OUT.test(source) ? tests : [];
  return {
    ...common,
    run: "tests",
    source: `${source}\n${controlTest({ control, isModule, draw })}\n`,
    control,
    tests,
    maySkip,
  };
}

/** A script that may end itself before its last line says nothing when it does. */
function plainCopies(source: string, plain: string): Altered[] {
  return /\bexit\b/.test(source) ? [] : [{ source: plain, mustFail: [MAIN_TEST] }];
}

function controlTest({
  control,
  isModule,
  draw,
}: {
  readonly control: string;
  readonly isModule: boolean;
  readonly draw: Draw;
}): string {
  const suffix = draw(100_000);
  const [test, assert] = [`test${suffix}`, `assert${suffix}`];
  const found = draw(1000);
  const body = `${test}(${JSON.stringify(control)}, () => { ${assert}.strictEqual(${found}, ${found + 1 + draw(9)}); });`;
  return isModule
    ? `import { test as ${test} } from "node:test"; import ${assert} from "node:assert"; ${body}`
    : `{ const { test: ${test} } = require("node:test"); const ${assert} = require("node:assert"); ${body} }`;
}

/** Copies in which every test that can be altered expects something else in one place. */
export function alteredCopies(
  source: string,
  draw: Draw,
  found: readonly Expectation[] = findExpectations(source),
): Altered[] {
  const byTest = new Map<string, Expectation[]>();
  for (const expectation of found) {
    const known = byTest.get(expectation.test) ?? [];
    known.splice(draw(known.length + 1), 0, expectation);
    byTest.set(expectation.test, known);
  }
  const most = Math.max(0, ...[...byTest.values()].map((known) => known.length));
  return Array.from({ length: Math.min(MOST_ALTERED, most) }, (_, turn) => {
    const chosen = [...byTest.values()].flatMap((known) => known[turn % known.length] ?? []);
    return { source: alterExpectations(source, chosen, draw), mustFail: [...byTest.keys()] };
  });
}
