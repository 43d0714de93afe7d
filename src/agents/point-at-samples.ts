import type { ComposedCall } from "../core/ports.js";
import type { CallModel } from "./asking.js";
import { COMMON_RULES } from "./common-rules.js";
import { dataBlock } from "./marker.js";
import { readJson } from "./reply-json.js";
import type { ModelChoice } from "./request.js";

interface PointingAt extends ModelChoice {
  readonly stepKey: string;
  /** The statement, each line with its number in front. */
  readonly numberedText: string;
}

interface Pointing extends PointingAt {
  readonly callModel: CallModel;
}

/** The name under which the pointing is recorded. */
export const SAMPLE_POINTER = "sample-pointer";

/**
 * Asks a model where the samples of a statement stand. It can only point at lines; the bytes are read
 * from the statement by whoever gets the answer, which is the reply's JSON, or null when there is none.
 */
export async function pointAtSamples(pointing: Pointing, signal: AbortSignal): Promise<unknown> {
  const { stepKey, callModel } = pointing;
  const answer = await callModel(`${stepKey}/call-1`, pointingRequest(pointing), signal);
  const json = readJson(answer.text.replaceAll("\r\n", "\n"));
  return answer.status === "complete" && json.kind === "value" ? json.value : null;
}

/** The whole prompt with which a model is asked for the samples of a statement. */
export function pointingRequest(pointing: PointingAt): ComposedCall {
  const { stepKey, numberedText, model, maxOutputTokens, onNotice } = pointing;
  return {
    key: stepKey,
    call: 1,
    agent: SAMPLE_POINTER,
    system: COMMON_RULES,
    shared: [`# The problem\n\n${dataBlock("problem.txt with line numbers", numberedText)}`],
    instruction: INSTRUCTION,
    repairs: [],
    effort: "low",
    thinking: null,
    model,
    maxOutputTokens,
    onNotice,
  };
}

const INSTRUCTION = `## Your role: ${SAMPLE_POINTER}

You point at the sample tests of a problem statement. Every version of the program will be tested with
what stands on the lines that you name, so a wrong line makes a right program look broken. A sample
that you leave out costs little; one that is not exactly right costs a lot.

- A sample is an input together with the output that belongs to it, both written out in full.
- Name the first and the last line of each, counted as the numbers in front of the lines say. Headings
  such as "Input" or "Sample Output 1", fences, explanations and the empty lines around a block are not
  part of it.
- Where an input and its output share a line, where either is described and not written out, or where
  you are in doubt, leave the sample out.

## How to reply

Only this, with one entry for each sample in the order of the statement; an empty list is a good answer:

\`\`\`json
{ "tests": [ { "input": [12, 14], "output": [17, 17] } ] }
\`\`\``;
