/** What the words of a statement say about how the program is used. */
export interface UsageHints {
  /** It reads standard input, in so many words. */
  readonly stdin: boolean;
  /** It prints, or its input has lines. */
  readonly prints: boolean;
  /** A function is asked for, or something is returned. */
  readonly returns: boolean;
  /** It talks with the judge: a sample is a dialogue then, not an input and an output. */
  readonly interactive: boolean;
  /** Some sample has no input. */
  readonly withoutInput: boolean;
}

const STDIN =
  /\bstandard\s{1,3}input\b|\bstdin\b|標準入力|标准输入|標準輸入|표준 입력|стандартн\p{L}{1,4} (?:ввод|входн)/iu;
const PRINTS =
  /\bprint(?:s|ed|ing)?\b|\b(?:first|second|third|next|each|single|only|last|following|one|new|same|separate) (?:and only )?lines?\b|\bin (?:a|one) line\b|\bread(?:s)? (?:from|in|an?|two|three|the input)\b|\bprogram\b|출력|出力|输出|輸出|выведите|imprim/iu;
const RETURNS =
  /\breturns?\s{1,3}(?:the|an?|true|false|all|any|its|how|whether|null|none|it|-?\d|["'[`])|\b(?:write|implement|complete|define|create|finish) (?:(?:a|an|the|your|this|following|given|\w{1,20}) ){0,4}(?:function|method)\b|\bdef \w{1,60}\(|\bclass solution\b|\bfunction (?:that|which|should|takes|called|named)\b/iu;
const INTERACTIVE = /\binteractive (?:problem|task|judge|library)\b|\bproblem is interactive\b/i;
const WITHOUT_INPUT =
  /\bno input\b|\b(?:does not|doesn't) (?:have|take|contain|read) any input\b|入力はありません|入力は与えられ(?:ない|ません)|没有输入|无输入|입력은 없/iu;

/** `You do not need to print anything` says the opposite of `print`. */
const NEGATED = /\b(?:not|don't|doesn't|needn't|never|without|instead of|no need)\b|n['’]t\b/i;

/** Reads what a statement says about its use. Sentences that deny something do not count. */
export function readUsageHints(statement: string): UsageHints {
  const sentences = statement.split(/[.!?。]\s|\n/u);
  const says = (what: RegExp): boolean =>
    sentences.some((sentence) => what.test(sentence) && !NEGATED.test(sentence));
  const stdin = says(STDIN);
  return {
    stdin,
    prints: stdin || says(PRINTS),
    returns: says(RETURNS),
    interactive: says(INTERACTIVE),
    withoutInput: sentences.some((sentence) => WITHOUT_INPUT.test(sentence)),
  };
}
