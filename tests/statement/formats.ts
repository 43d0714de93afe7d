/** A test as a person would write it into a statement. */
export interface Written {
  readonly input: readonly string[];
  readonly output: readonly string[];
}

/** A site's way of showing samples. */
export interface Format {
  readonly name: string;
  readonly render: (samples: readonly Written[]) => string;
}

const TITLE = "Lanterns in a Row\n\nPrint the answer for every line of the input.\n\n";

/** Puts every sample into the same frame, numbered from 1. */
function each(
  samples: readonly Written[],
  render: (input: string, output: string, number: number) => string,
): string {
  return samples
    .map(({ input, output }, index) => render(input.join("\n"), output.join("\n"), index + 1))
    .join("");
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "    ");
}

/** Lines beside each other, the left ones padded to one width. */
function columns({ input, output }: Written): string {
  const width = Math.max(...input.map((line) => line.length)) + 8;
  return input
    .concat(Array.from({ length: Math.max(0, output.length - input.length) }, () => ""))
    .map((line, index) => `${line.padEnd(width)}${output[index] ?? ""}`.trimEnd())
    .join("\n");
}

export const FORMATS: readonly Format[] = [
  {
    name: "Codeforces with glued buttons",
    render: (samples) =>
      `${TITLE}Examples\n${each(samples, (i, o) => `inputCopy\n${i}\noutputCopy\n${o}\n`)}Note\nThe first one is plain to see.\n`,
  },
  {
    name: "Codeforces with buttons on lines of their own",
    render: (samples) =>
      `${TITLE}Examples\n${each(samples, (i, o) => `Input\nCopy\n${i}\nOutput\nCopy\n${o}\n`)}`,
  },
  {
    name: "AtCoder in English",
    render: (samples) =>
      `${TITLE}${each(samples, (i, o, n) => `Sample Input ${n}\nCopy\n${i}\n\nSample Output ${n}\nCopy\n${o}\n\nThis is sample ${n}, as you see.\n\n`)}`,
  },
  {
    name: "AtCoder in markdown",
    render: (samples) =>
      `${TITLE}${each(samples, (i, o, n) => `---\n\n### Sample Input ${n}Copy\n\nCopy\n\n${i}\n\n### Sample Output ${n}Copy\n\nCopy\n\n${o}\n\n`)}`,
  },
  {
    name: "AtCoder in Japanese",
    render: (samples) =>
      `灯り\n\n${each(samples, (i, o, n) => `入力例 ${n}\nCopy\n${i}\n\n出力例 ${n}\nCopy\n${o}\n\nこれは例です。\n\n`)}`,
  },
  {
    name: "Kattis with everything in one column",
    render: (samples) =>
      `${TITLE}${each(samples, (i, o, n) => `Sample Input ${n}\tSample Output ${n}\n${i}\n${o}\n`)}`,
  },
  {
    name: "Kattis with columns of spaces",
    render: (samples) =>
      TITLE +
      samples
        .map((s, n) => `Sample Input ${n + 1}\tSample Output ${n + 1}\n${columns(s)}\n\n`)
        .join(""),
  },
  {
    name: "SPOJ",
    render: (samples) =>
      `${TITLE}${each(samples, (i, o) => `Example\n\nInput:\n${i}\n\nOutput:\n${o}\n\n`)}`,
  },
  {
    name: "old USACO",
    render: (samples) =>
      `${TITLE}${each(samples, (i, o) => `SAMPLE INPUT (file x.in):\n\n${indent(i)}\n\nINPUT DETAILS:\n\nThere is nothing to add.\n\nSAMPLE OUTPUT (file x.out):\n\n${indent(o)}\n\n`)}`,
  },
  {
    name: "HackerRank",
    render: (samples) =>
      `${TITLE}${each(samples, (i, o, n) => `Sample Input ${n - 1}\n\n${i}\n\nSample Output ${n - 1}\n\n${o}\n\nExplanation ${n - 1}\n\nIt is so.\n\n`)}`,
  },
  {
    name: "numbered examples",
    render: (samples) =>
      `${TITLE}${each(samples, (i, o, n) => `Example ${n}:\n\nInput:\n${i}\n\nOutput:\n${o}\n\n`)}`,
  },
  {
    name: "code fences",
    render: (samples) =>
      `# ${TITLE}${each(samples, (i, o, n) => `## Sample ${n}\n\nInput:\n\n\`\`\`\n${i}\n\`\`\`\n\nOutput:\n\n\`\`\`\n${o}\n\`\`\`\n\n`)}`,
  },
  {
    name: "two fences below both headings",
    render: (samples) =>
      `# ${TITLE}${each(samples, (i, o, n) => `### Sample ${n}:\nInput\nOutput\n\n\`\`\`\n${i}\n\`\`\`\n\n\`\`\`\n${o}\n\`\`\`\n\n`)}`,
  },
  {
    name: "underlined headings",
    render: (samples) =>
      `${TITLE}${each(samples, (i, o) => `Sample Input\n------------\n${i}\n\nSample Output\n-------------\n${o}\n\n`)}`,
  },
];
