import { HEADINGS } from "../core/headings.js";
import type { Tried, TriedInput, TriedVersion } from "../core/tried.js";
import { dataBlock, plainName } from "./marker.js";
import { withoutMeasures } from "./stable-text.js";

/** The most characters of each part; the oldest are left out first. */
const MOST_OF_VERSIONS = 1200;
const MOST_OF_INPUTS = 1000;
const MOST_OF_REFUTED = 500;

const MOST_OF_APPROACH = 120;
const MOST_OF_REASON = 100;
const MOST_OF_TITLE = 100;
const MOST_OF_INPUT = 160;

/** What was tried in a run, short enough to stand beside everything else; null when there is nothing to tell. */
export function triedText({ versions, inputs, refuted }: Tried): string | null {
  if (versions.length === 0) return null;
  return [
    HEADINGS.tried,
    ...versionsText(versions),
    ...inputsText(inputs),
    ...refutedText(refuted),
  ].join("\n\n");
}

function versionsText(versions: readonly TriedVersion[]): string[] {
  const lines = versions.map((version) => ({ version, line: versionLine(version) }));
  const cost = ({ version, line }: (typeof lines)[number]) =>
    line.length + (version.approach === null ? 0 : MOST_OF_APPROACH);
  const { kept, left } = newest(lines, cost, MOST_OF_VERSIONS);
  const approaches = kept.flatMap(({ version: { version, approach } }) =>
    approach === null ? [] : [`v${version}: ${oneLine(approach, MOST_OF_APPROACH)}`],
  );
  return [
    [...leftOut(left), ...kept.map(({ line }) => line)].join("\n"),
    ...(approaches.length === 0
      ? []
      : [dataBlock("approaches, in the words of their authors", approaches.join("\n"))]),
  ];
}

function versionLine({ version, agent, passed, growth, whyDropped }: TriedVersion): string {
  const facts = [
    passed.total === 0
      ? "nothing could be run"
      : `${passed.passed} of ${passed.total} checks passed`,
    ...(growth === null ? [] : [`time grows like ${growth}`]),
    ...(whyDropped === null
      ? []
      : [`dropped: ${oneLine(withoutMeasures(whyDropped), MOST_OF_REASON)}`]),
  ];
  const author = agent === null ? "the user's own file" : plainName(agent);
  return `- v${version}, ${author}: ${facts.join("; ")}`;
}

function inputsText(inputs: readonly TriedInput[]): string[] {
  if (inputs.length === 0) return [];
  const texts = inputs.map(inputText);
  const { kept, left } = newest(texts, ({ length }) => length, MOST_OF_INPUTS);
  return ["### What broke versions", ...leftOut(left), ...kept];
}

function inputText({ id, text, expected, broke }: TriedInput): string {
  const name = plainName(id);
  const versions = broke.map((version) => `v${version}`).join(", ");
  const fact = `- ${name}${versions === "" ? "" : ` broke ${versions}`}`;
  if (text.length > MOST_OF_INPUT) return `${fact}: ${text.length} characters, not shown here`;
  const isShown = expected !== null && expected.length <= MOST_OF_INPUT;
  return [
    fact,
    dataBlock(name, text),
    ...(isShown ? [dataBlock(`${name}, the right answer`, expected)] : []),
  ].join("\n");
}

function refutedText(titles: readonly string[]): string[] {
  if (titles.length === 0) return [];
  const lines = titles.map((title) => `- ${oneLine(title, MOST_OF_TITLE)}`);
  const { kept, left } = newest(lines, ({ length }) => length, MOST_OF_REFUTED);
  return [
    "### Findings that were run and refuted: do not raise them again",
    ...leftOut(left),
    dataBlock("refuted findings", kept.join("\n")),
  ];
}

/** The newest that fit, in their order, and how many older ones are left out. One is always kept. */
function newest<T>(
  items: readonly T[],
  cost: (item: T) => number,
  most: number,
): { readonly kept: readonly T[]; readonly left: number } {
  let spent = 0;
  const left = items.findLastIndex((item, at) => {
    spent += cost(item);
    return spent > most && at < items.length - 1;
  });
  return { kept: items.slice(left + 1), left: left + 1 };
}

function leftOut(count: number): string[] {
  return count === 0 ? [] : [`(${count} older left out)`];
}

function oneLine(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}
