import type { Limits } from "../core/limits.js";

const TIME_LABEL =
  /time[ -]?limit|実行時間制限|時間制限|时间限制|시간 제한|ограничение (?:по )?времени(?: на тест)?|limite de tiempo|tempo limite|limite de tempo/giu;
const MEMORY_LABEL =
  /memory[ -]?limit|メモリ制限|内存限制|空间限制|메모리 제한|ограничение (?:по )?памяти(?: на тест)?|límite de memoria|limite de memória/giu;

/** What may stand between a label and its value; everything else means that they do not belong together. */
const BETWEEN =
  /(?:[\s:：=|*_`\-–—·>]|per|test|case|each|file|for|is|set|to|the|cpu|memory limit|time limit|メモリ制限|内存限制|메모리 제한|на|тест|\((?!\d)[^)\n]{0,30}\)){0,60}/iuy;

const NUMBER = String.raw`(\d{1,12}(?:[.,]\d{1,6})?)`;
const SECOND_NUMBER = String.raw`(?:\s?\/\s?(\d{1,12}))?`;

const TIME_VALUE = new RegExp(
  `${NUMBER}${SECOND_NUMBER}\\s?(?:cpu )?(milliseconds?|msecs?|ms|seconds?|secs?|sec\\(s\\)|s|minutes?|mins?|ミリ秒|毫秒|秒|초|секунд[аы]?|сек|мс|с|segundos?)(?![\\p{L}])`,
  "iuy",
);
const MEMORY_VALUE = new RegExp(
  `${NUMBER}${SECOND_NUMBER}\\s?(bytes?|kilobytes?|megabytes?|gigabytes?|kib|kb|k|mib|mb|m|gib|gb|g|мегабайта?|мегабайт|мб|кб|гб)(?![\\p{L}])`,
  "iuy",
);

const MILLISECONDS: readonly (readonly [unit: RegExp, factor: number])[] = [
  [/^(?:m(?:illi)?s|ミリ秒|毫秒|мс)/iu, 1],
  [/^min/i, 60_000],
  [/^/, 1000],
];

const MEGABYTES: readonly (readonly [unit: RegExp, factor: number])[] = [
  [/^b/i, 1 / (1024 * 1024)],
  [/^[kк]/iu, 1 / 1024],
  [/^[gг]/iu, 1024],
  [/^/, 1],
];

/**
 * Reads the limits that a statement names: `time limit per test1.5 seconds`, `Time Limit: 2 sec / Memory
 * Limit: 1024 MB`, `CPU Time limit  1 second`. Megabytes and mebibytes are taken for the same, as judges do.
 */
export function readLimits(statement: string): Limits {
  return {
    timeLimitMs: firstValue(statement, TIME_LABEL, { value: TIME_VALUE, units: MILLISECONDS }),
    memoryLimitMb: firstValue(statement, MEMORY_LABEL, { value: MEMORY_VALUE, units: MEGABYTES }),
  };
}

interface Reader {
  readonly value: RegExp;
  readonly units: readonly (readonly [unit: RegExp, factor: number])[];
}

function firstValue(statement: string, label: RegExp, { value, units }: Reader): number | null {
  for (const match of statement.matchAll(label)) {
    const end = match.index + match[0].length;
    BETWEEN.lastIndex = end;
    value.lastIndex = end + (BETWEEN.exec(statement)?.[0].length ?? 0);
    const found = value.exec(statement);
    if (found === null) continue;
    // `2000/1000 MS (Java/Others)`: the second is for all other languages.
    const [, first = "", second, unit = ""] = found;
    const factor = units.find(([is]) => is.test(unit))?.[1] ?? 1;
    const amount = Number((second ?? first).replace(",", ".")) * factor;
    if (amount > 0) return Math.ceil(amount);
  }
  return null;
}
