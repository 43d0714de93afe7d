import { readFile } from "node:fs/promises";
import path from "node:path";

import { createJudge } from "../src/judge/create-judge.js";
import { createAnthropicModel } from "../src/models/anthropic/anthropic-model.js";
import { costOf, parsePriceTable, type TokenCounts } from "../src/models/prices.js";
import { readCorpus } from "../tests/corpus/read-corpus.js";
import {
  findingWith,
  oracleReply,
  programReply,
  reviewReply,
} from "../tests/e2e/scripted-roles.js";
import { runEngine } from "../tests/engine/engine-maker.js";
import { completePlan } from "../tests/engine/three-rounds.js";
import { PrefixCache } from "../tests/fake-messages/prefix-cache.js";
import { type FakeRequest, startFakeMessagesServer } from "../tests/fake-messages-server.js";

/**
 * What the cache saves in a `complete` run of three rounds: the real engine, judge and client on a problem of the
 * corpus, with scripted answers and a simulated cache. Tokens are characters over four.
 */
const PROBLEM = "schedule";
const MODEL = "claude-sonnet-5-5";
/** The least that the service keeps of a prompt, for this model. */
const MINIMUM_TOKENS = 512;
/** What a model writes and thinks in one answer; nothing that is simulated here says so. */
const ASSUMED_OUTPUT_TOKENS = 6000;
const LONG_FILE_TOKENS = 8000;

const folder = path.resolve(import.meta.dirname, "..");
const prices = parsePriceTable(
  await readFile(path.join(folder, "src/models/prices.json"), "utf8"),
  "prices.json",
);
const corpus = (await readCorpus()).find(({ name }) => name === PROBLEM);
if (corpus === undefined) throw new Error(`the corpus has no ${PROBLEM}`);
const { oracle, problem, right, wrong } = corpus;

function sourceOf(kind: string): string {
  const found = wrong.find((each) => each.kind === kind)?.program ?? right[0];
  return found?.source ?? "";
}

/** The versions in the order in which they are written, each wrong in another way, the last one right. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  "problem-solver": ["misread", "right"].map(sourceOf),
  "solution-improver": ["duplicates"].map(sourceOf),
  "solution-fixer": ["greedy", "recursion-depth", "right"].map(sourceOf),
};

/** Inputs on which the versions under review are wrong. */
const PROOFS = ["2 2\n1 2\n1 2\n", "3 2\n2 1\n3 2\n", "3 3\n1 2\n2 3\n3 1\n"];

function respond(request: FakeRequest): string {
  const source = SOURCES[request.agent ?? ""]?.[request.turn];
  if (source !== undefined) return programReply(request, source);
  // The first request of the reviewer is for the oracle.
  if (request.turn > 0) return review(request.turn - 1);
  const { brute, generator, validator, checker } = oracle;
  const programs = {
    brute: brute.source,
    generate: generator.source,
    validate: validator.source,
    largestSize: oracle.largestSize ?? corpus?.facts.largest ?? 1,
  };
  return `${oracleReply(request, programs)}${checkerFile(request, checker?.source ?? null)}`;
}

function checkerFile(request: FakeRequest, source: string | null): string {
  const id = /id="([A-Z0-9]{6})">>>/.exec(request.blocks.at(-1) ?? "")?.[1] ?? "";
  return source === null
    ? ""
    : `<<<FILE path="check.py" id="${id}">>>\n${source}<<<END id="${id}">>>\n`;
}

function review(round: number): string {
  const input = PROOFS[round];
  return reviewReply(
    input === undefined ? [] : [findingWith("critical", { input, expected: null })],
  );
}

async function requestsOfARun(): Promise<readonly FakeRequest[]> {
  const server = await startFakeMessagesServer({ respond, minimumCachedTokens: MINIMUM_TOKENS });
  try {
    const { baseUrl } = server;
    const credentials = { apiKey: "key", authToken: null };
    const model = createAnthropicModel({
      ...credentials,
      baseUrl,
      serverKind: "anthropic",
      costOf: () => null,
    });
    const plan = await completePlan({ problem, limits: problem.limits, model: MODEL });
    const { end, recorder } = await runEngine({ plan, model, judge: createJudge() });
    process.stdout.write(
      `${PROBLEM}: ${recorder.state.rounds.length} rounds, ${end?.type === "run.finished" ? end.status : "no end"}\n`,
    );
    return server.requests;
  } finally {
    await server.close();
  }
}

type Body = FakeRequest["body"];

/** What the same requests would have taken, had each been sent in another form. */
function tokensWith(
  requests: readonly FakeRequest[],
  change: (request: FakeRequest) => Body,
): readonly TokenCounts[] {
  const cache = new PrefixCache(MINIMUM_TOKENS);
  return requests.map((request) => {
    const body = change(request);
    const usage = cache.usageOf(body);
    cache.keep(body);
    return {
      inputTokens: usage.input_tokens,
      cacheReadTokens: usage.cache_read_input_tokens,
      cacheWriteTokens: usage.cache_creation_input_tokens,
      outputTokens: 0,
    };
  });
}

function withoutMarks({ body }: FakeRequest): Body {
  const bare = (blocks: Body["messages"][number]["content"]) =>
    blocks.map(({ type, text }) => ({ type, text }));
  return {
    ...body,
    system: bare(body.system ?? []),
    messages: body.messages.map(({ role, content }) => ({ role, content: bare(content) })),
  };
}

function withOtherEffort(request: FakeRequest): Body {
  return request.agent === "solution-improver"
    ? { ...request.body, output_config: { effort: "medium" } }
    : request.body;
}

function sumOf(counts: readonly TokenCounts[], key: keyof TokenCounts): number {
  return counts.reduce((sum, each) => sum + each[key], 0);
}

function usdOf(counts: readonly TokenCounts[]): number {
  return counts.reduce((sum, each) => sum + (costOf(prices, MODEL, each) ?? 0), 0);
}

/** As if the user had handed over a long file: it stands behind the problem, and has a mark where nothing follows it. */
function withLongFile(body: Body): Body {
  const [first, ...rest] = body.messages;
  const [statement, ...others] = first?.content ?? [];
  if (first === undefined || statement === undefined) return body;
  const text = "x".repeat(4 * LONG_FILE_TOKENS);
  const file = others.length === 1 ? { ...statement, text } : { type: "text" as const, text };
  const content = [statement, file, ...others];
  return { ...body, messages: [{ ...first, content }, ...rest] };
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

function compare(name: string, counts: readonly TokenCounts[], bare: readonly TokenCounts[]): void {
  const [usd, bareUsd] = [usdOf(counts), usdOf(bare)];
  const outputTokens = counts.length * ASSUMED_OUTPUT_TOKENS;
  const none = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const outputUsd = usdOf([{ ...none, outputTokens }]);
  const whole = (usd + outputUsd) / (bareUsd + outputUsd);
  write(
    `${name}: ${sumOf(counts, "inputTokens")} neither, ${sumOf(counts, "cacheWriteTokens")} written, ${sumOf(counts, "cacheReadTokens")} read; prompts $${usd.toFixed(4)} instead of $${bareUsd.toFixed(4)} for ${sumOf(bare, "inputTokens")} tokens: ${percent(1 - usd / bareUsd)} saved; ${percent(1 - whole)} of a run with $${outputUsd.toFixed(2)} of output`,
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

const requests = await requestsOfARun();
const bare = tokensWith(requests, withoutMarks);
const asSent = tokensWith(requests, ({ body }) => body);
for (const [at, { agent }] of requests.entries()) {
  const counts = asSent[at];
  write(
    `${String(at + 1).padStart(2)} ${(agent ?? "").padEnd(20)} read ${counts?.cacheReadTokens}, written ${counts?.cacheWriteTokens}, neither ${counts?.inputTokens}`,
  );
}
compare("as sent", asSent, bare);
compare("with the improver at another effort", tokensWith(requests, withOtherEffort), bare);
compare(
  `with a file of ${LONG_FILE_TOKENS} tokens`,
  tokensWith(requests, ({ body }) => withLongFile(body)),
  tokensWith(requests, (request) => withLongFile(withoutMarks(request))),
);
