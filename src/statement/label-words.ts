/** What a heading that was recognised announces. */
export type Meaning =
  | { readonly kind: "io"; readonly role: "input" | "output"; readonly strength: "sample" | "bare" }
  | { readonly kind: "example" }
  /** What follows explains a sample, or is another part of the page. */
  | { readonly kind: "stop"; readonly explains: boolean };

const SAMPLE_INPUT = phrases(`
  input for sample | input for example | example of input | test input
  入力例 | 入力サンプル | サンプル入力
  样例输入 | 输入样例 | 输入示例 | 示例输入 | 輸入範例 | 範例輸入
  예제 입력 | 입력 예제 | 입력 예시
  пример входных данных | примеры входных данных | пример ввода
  ejemplo de entrada | entrada de ejemplo | exemplo de entrada | entrada de exemplo
  exemple d'entrée | beispieleingabe | esempio di input | contoh masukan | przykładowe wejście
`);

const SAMPLE_OUTPUT = phrases(`
  output for sample | output for example | example of output | test output | expected output
  output for sample input | output for the sample input | expected output for sample input
  出力例 | 出力サンプル | サンプル出力
  样例输出 | 输出样例 | 输出示例 | 示例输出 | 輸出範例 | 範例輸出
  예제 출력 | 출력 예제 | 출력 예시
  пример выходных данных | примеры выходных данных | пример вывода
  ejemplo de salida | salida de ejemplo | exemplo de saída | saída de exemplo
  exemple de sortie | beispielausgabe | esempio di output | contoh keluaran | przykładowe wyjście
`);

const BARE_INPUT = phrases(`
  input | inputs | stdin | standard input | input.txt
  入力 | 输入 | 輸入 | 입력 | входные данные | ввод | entrada | entrée | eingabe
`);

const BARE_OUTPUT = phrases(`
  output | outputs | stdout | standard output | output.txt
  出力 | 输出 | 輸出 | 출력 | выходные данные | вывод | saída | salida | sortie | ausgabe
`);

const EXAMPLE = phrases(`
  example | examples | sample | samples | test | tests | test case | test cases | case
  sample test | sample tests | sample test case | sample test cases | sample testcase
  sample testcases | sample case | sample cases | example case | example cases | example test case
  sample input output | sample input/output | sample inputs/outputs | sample input & output
  sample input and output | sample inputs and outputs | sample i/o | sample io
  input/output sample | input/output samples | input/output examples
  例 | サンプル | 样例 | 示例 | 输入输出样例 | 输入输出示例 | 样例输入输出 | 範例 | 예제 | 예시
  пример | примеры | ejemplo | ejemplos | exemplo | exemplos | exemple | exemples
  beispiel | beispiele | esempio | esempi
`);

const EXPLAINING = phrases(`
  note | notes | explanation | explanations | hint | hints | reason | clarification
  clarifications | remark | remarks | input details | output details | sample explanation
  example explanation | sample details | your output
  解説 | 説明 | 注 | 注意 | 注意事項 | ヒント | 补充 | 解释 | 样例解释 | 样例说明 | 说明 | 提示 | 说明/提示 | 备注
  힌트 | 노트 | примечание | примечания | пояснение | замечание
  nota | notas | explicación | explicação
`);

/** Parts of a page that may also be announced in the line itself: `Output format: one integer`. */
const PARTS = phrases(`
  input format | input specification | output format | output specification | constraint
  constraints | follow up | follow-up | expected time complexity | expected auxiliary space
  problem credits | added by | 制約
`);

const OTHER_PARTS = phrases(`
  input formats | input specifications | input description | input data | input file
  output formats | output specifications | output description | output data | output file
  limits | limitations | restrictions | scoring | grading | subtask | subtasks
  interaction | interaction protocol | sample interaction | returns | return
  function description | your task | task
  source | sources | source limit | author | authors | author(s) | recommend | resource
  tags | topics | topic tags | companies | company tags | related topics | discussion | discuss
  statistics | submit | submit solution | submit solution! | hide comments | license | difficulty
  入力形式 | 出力形式 | 問題 | 問題文 | 配点 | 部分点 | 小課題 | 出典 | 提出 | 言語
  输入格式 | 输出格式 | 输入描述 | 输出描述 | 题目描述 | 数据范围 | 来源
  제한 | 출처 | 링크 | 알고리즘 분류
  ограничения | формат входных данных | формат выходных данных | источник
  restricciones | restrições
`);

/** Headings that stop a block even when their text goes on in the same line. */
export const INLINE_STOPS: ReadonlySet<string> = new Set([...EXPLAINING, ...PARTS]);

/** Headings, in small letters and without their number, and what they announce. */
export const LABEL_WORDS: ReadonlyMap<string, Meaning> = new Map([
  ...meaning([...PARTS, ...OTHER_PARTS], { kind: "stop", explains: false }),
  ...meaning(EXPLAINING, { kind: "stop", explains: true }),
  ...meaning(EXAMPLE, { kind: "example" }),
  ...meaning(BARE_INPUT, { kind: "io", role: "input", strength: "bare" }),
  ...meaning(BARE_OUTPUT, { kind: "io", role: "output", strength: "bare" }),
  ...meaning([...SAMPLE_INPUT, ...englishSamples("input")], {
    kind: "io",
    role: "input",
    strength: "sample",
  }),
  ...meaning([...SAMPLE_OUTPUT, ...englishSamples("output")], {
    kind: "io",
    role: "output",
    strength: "sample",
  }),
]);

function phrases(text: string): readonly string[] {
  return text
    .trim()
    .split(/[|\n]/)
    .map((phrase) => phrase.trim().normalize("NFKC"));
}

function meaning(
  words: readonly string[],
  what: Meaning,
): readonly (readonly [phrase: string, what: Meaning])[] {
  return words.map((phrase) => [phrase, what] as const);
}

/** `sample input`, `input example`, `sample test case input`, … */
function englishSamples(role: "input" | "output"): readonly string[] {
  const stream = role === "input" ? "stdin" : "stdout";
  return ["sample", "example"].flatMap((word) => [
    `${word} ${role}`,
    `${word} ${role}s`,
    `${role} ${word}`,
    `${role} ${word}s`,
    `${word} ${role} data`,
    `${word} ${role} file`,
    `${word} ${role} case`,
    `${word} test ${role}`,
    `${word} case ${role}`,
    `${word} test case ${role}`,
    `${word} standard ${role}`,
    `${word} ${stream}`,
    `${role} for ${word} case`,
    `${role} for ${word} test`,
    `test case ${role}`,
  ]);
}
