import type { Comparison } from "../core/comparison.js";
import type { CaseResult } from "../core/report.js";
import type { Program } from "../core/solution.js";
import type { KnownCase } from "./examine-answers.js";
import { haveSameForm, nearMissesOf } from "./near-misses.js";
import { LARGE_WORK, type OracleBench, quoted } from "./oracle-bench.js";

/** Each output that is tried costs a run, and a few samples show as much as many. */
const MOST_TRIED = 4;

/** What is known of the problem beside the checker. */
export interface CheckerMaterial {
  readonly samples: readonly KnownCase[];
  /** Small inputs with what the brute force answered. */
  readonly answers: readonly { readonly input: string; readonly output: string }[];
}

/**
 * The checker must accept what is known to be right, whichever of two right outputs is the answer that it is given,
 * and refuse what cannot be right. At most one fault of each kind is told.
 */
export async function examineChecker(
  oracle: OracleBench,
  { samples, answers }: CheckerMaterial,
  comparison: Comparison,
): Promise<readonly string[]> {
  const known = samples.slice(0, MOST_TRIED);
  const own = answers.slice(-MOST_TRIED).map(({ input, output }, index) => ({
    ...caseOf(`generated input ${index + 1}`, input),
    expected: output,
  }));
  const trial = new Trial(oracle, comparison);
  const accepting = [...(await trial.samplesAgainstBrute(known)), ...(await trial.brute(own))];
  const cases = known.length > 0 ? known : own;
  const refusing = [...(await trial.refusals(cases)), ...(await trial.endurance(cases))];
  const outputs = new Set(answers.map(({ output }) => output));
  return [
    ...accepting.slice(0, 1),
    ...refusing.slice(0, 2),
    ...(await trial.others(known)),
    ...(await trial.misses(own, [...outputs])),
  ];
}

/** Outputs that are put before the checker as if a program had written them. */
class Trial {
  readonly #oracle: OracleBench;
  readonly #comparison: Comparison;

  constructor(oracle: OracleBench, comparison: Comparison) {
    this.#oracle = oracle;
    this.#comparison = comparison;
  }

  /** The output of each sample, with the brute force's answer to hold it against. */
  async samplesAgainstBrute(samples: readonly KnownCase[]): Promise<readonly string[]> {
    const inputs = samples.map(({ input }) => input);
    const answered = await this.#oracle.answer(inputs, LARGE_WORK);
    const faults: string[] = [];
    for (const [at, sample] of samples.entries()) {
      const answer = answered[at];
      if (answer?.verdict !== "AC") continue;
      const [result] = await this.#judge(this.#speaker(sample.expected), [
        { ...sample, expected: answer.output },
      ]);
      if (result !== undefined && result.verdict !== "AC") {
        faults.push(this.#notAccepted(sample.expected, result));
      }
    }
    return faults;
  }

  /** What the brute force answers, held against itself. */
  async brute(cases: readonly KnownCase[]): Promise<readonly string[]> {
    const results = await this.#judge(this.#oracle.oracle.brute, cases);
    return results
      .filter(({ verdict }) => verdict === "WA" || verdict === "JE")
      .map((result) => this.#notAccepted(result.output, result));
  }

  /** Nothing at all, and what no problem asks for. */
  async refusals(cases: readonly KnownCase[]): Promise<readonly string[]> {
    const meant = cases.filter(({ expected }) => !["", "null"].includes(expected.trim()));
    const faults: string[] = [];
    for (const output of this.#wrongOutputs()) {
      const results = await this.#judge(this.#speaker(output), meant);
      const missed = results.find(({ verdict }) => verdict !== "WA");
      if (missed !== undefined) faults.push(this.#notRefused(output, missed));
    }
    return faults;
  }

  /** What programs write by mistake: right or wrong, it must not make the checker fail. */
  async endurance(cases: readonly KnownCase[]): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const output of this.#oddOutputs()) {
      const results = await this.#judge(this.#speaker(output), cases.slice(0, 1));
      const failed = results.find(({ verdict }) => verdict === "JE");
      if (failed !== undefined) faults.push(this.#notRefused(output, failed));
    }
    return faults;
  }

  /** Outputs of other samples: some may be right by chance, but hardly all. */
  async others(samples: readonly KnownCase[]): Promise<readonly string[]> {
    const results: CaseResult[] = [];
    for (const { expected } of samples) {
      const others = samples.filter((other) => other.expected.trim() !== expected.trim());
      results.push(...(await this.#judge(this.#speaker(expected), others)));
    }
    if (results.length < 2 || results.some(({ verdict }) => verdict === "WA")) return [];
    return [
      `${this.#name} accepts the output of every sample as an output for every other; it must refuse what is wrong.`,
    ];
  }

  /**
   * Answers to other inputs, and near misses. Some may be right, but hardly all: it is enough that one is refused. Those
   * with as many parts as the answer count first: what counts the parts alone refuses the others.
   */
  async misses(
    cases: readonly KnownCase[],
    outputs: readonly string[],
  ): Promise<readonly string[]> {
    const tried = missesOf(cases, outputs, this.#oracle.oracle.brute.shape);
    let accepted: CaseResult | null = null;
    for (const { test, output } of tried) {
      const [result] = await this.#judge(this.#speaker(output), [test]);
      if (result?.verdict === "WA") return [];
      if (result?.verdict === "JE") return [this.#notRefused(output, result)];
      if (result?.verdict === "AC") accepted ??= result;
    }
    if (accepted === null || tried.length < 2) return [];
    const { output, input, expected } = accepted;
    return [
      `${this.#name} accepts ${quoted(output)} for the input ${quoted(input)}, where the answer is ${quoted(expected ?? "")}, and so it does with all ${tried.length} outputs that were made from answers to other inputs and by changing answers; it must refuse what is wrong.`,
    ];
  }

  get #name(): string {
    return this.#oracle.oracle.checker?.fileName ?? "check";
  }

  async #judge(program: Program, cases: readonly KnownCase[]): Promise<readonly CaseResult[]> {
    if (cases.length === 0) return [];
    const comparison = this.#comparison;
    return this.#oracle.bench.judge({ program, cases, limits: LARGE_WORK, comparison });
  }

  #wrongOutputs(): readonly string[] {
    const isCall = this.#oracle.oracle.brute.shape === "call";
    return isCall ? ["null", '"garbage"'] : ["", "garbage !?\n"];
  }

  #oddOutputs(): readonly string[] {
    const isCall = this.#oracle.oracle.brute.shape === "call";
    return isCall
      ? ["-1", "[]", "{}", '["garbage"]', "0.5"]
      : ["-1\n", "0\n", "0 0 0 0 0 0 0 0 0\n", "9999999999999999999999\n", "nan\n"];
  }

  /** A program that gives this output, whatever it is given. */
  #speaker(output: string): Program {
    const { shape } = this.#oracle.oracle.brute;
    const text = JSON.stringify(output);
    const isPython = this.#oracle.oracle.brute.language === "python";
    const language = isPython ? "python" : "javascript";
    const source = isPython ? pythonSpeaker(shape, text) : nodeSpeaker(shape, text);
    const fileName = isPython ? "speaker.py" : "speaker.cjs";
    return { language, fileName, source, shape, entry: shape === "call" ? "tell" : null };
  }

  #notAccepted(output: string, { input, expected, note }: CaseResult): string {
    return `${this.#name} does not accept ${quoted(output)} for the input ${quoted(input)}, where the answer is ${quoted(expected ?? "")}, though it is right. ${note}`;
  }

  #notRefused(output: string, { input, verdict, note }: CaseResult): string {
    const shown = output === "" ? "an empty output" : quoted(output);
    return verdict === "AC"
      ? `${this.#name} accepts ${shown} for the input ${quoted(input)}.`
      : `${this.#name} fails on ${shown} for the input ${quoted(input)}; it must exit with 1 whatever the output holds. ${note}`;
  }
}

interface Miss {
  readonly test: KnownCase;
  readonly output: string;
}

/** What is most likely wrong for each case, in the form of its answer wherever there is such an output. */
function missesOf(
  cases: readonly KnownCase[],
  outputs: readonly string[],
  programShape: Program["shape"],
): readonly Miss[] {
  const shape = programShape === "call" ? "json" : "text";
  const sameForm: Miss[] = [];
  const otherForm: Miss[] = [];
  for (const test of cases) {
    const near = nearMissesOf(test.expected, shape);
    const foreign = outputs.filter((output) => output.trim() !== test.expected.trim());
    const like = foreign.filter((output) => haveSameForm(output, test.expected, shape));
    const unlike = foreign.filter((output) => !like.includes(output));
    const toMiss = (output: string): Miss => ({ test, output });
    sameForm.push(...[...like.slice(-MOST_TRIED), ...near.sameForm].map(toMiss));
    otherForm.push(...[...unlike.slice(-MOST_TRIED), ...near.otherForm].map(toMiss));
  }
  return sameForm.length > 1 ? sameForm : otherForm;
}

function pythonSpeaker(shape: Program["shape"], text: string): string {
  return shape === "call"
    ? `import json\n\n\ndef tell(*_arguments):\n    return json.loads(${text})\n`
    : `import sys\n\nsys.stdout.buffer.write(${text}.encode("utf-8", "surrogatepass"))\n`;
}

function nodeSpeaker(shape: Program["shape"], text: string): string {
  return shape === "call"
    ? `module.exports = { tell: () => JSON.parse(${text}) };\n`
    : `const { stdout } = process;\n\nstdout.write(${text});\n`;
}

function caseOf(id: string, input: string): Omit<KnownCase, "expected"> {
  return { kind: "data", id, origin: "stress", input };
}
