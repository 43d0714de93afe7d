import { PipelineError } from "../core/errors.js";
import { grouped } from "../core/grouped.js";
import { closest } from "../core/suggest.js";
import type { Probed, ProbedModel, ServerProbe } from "../models/anthropic/probe.js";
import { type Server, serverAt } from "../models/anthropic/server.js";
import { isLocalServer } from "../models/local-server.js";
import { resolveModelName } from "../models/model-names.js";
import { type PriceTable, priceOf } from "../models/prices.js";
import type { Settings } from "../settings/settings.js";
import type { BackendCheck } from "./doctor-backend.js";
import { attempt, type Finding, note, ok, problem, problemOf } from "./doctor-finding.js";
import { freezePriceFile, priceTableOf } from "./price-table.js";

/** Checks the server of the Messages API, the key and the models that would be asked. No question costs anything. */
export async function* checkServer(check: BackendCheck): AsyncGenerator<Finding> {
  const { settings, signal } = check;
  const server = await attempt("server", () =>
    serverAt(settings.credentials.baseUrl, settings.server),
  );
  if (server.kind === "failed") {
    yield server.finding;
    return;
  }
  const probe = await attempt("key", () => probeOf(server.value, settings));
  yield probe.kind === "failed" ? probe.finding : keyFinding(settings);
  const prices = await attempt("prices", () => pricesOf(check));
  if (prices.kind === "failed") yield prices.finding;
  const models = check.models ?? [resolveModelName(settings.model)];
  if (prices.kind === "done") {
    for (const model of models) yield priceFinding(model, prices.value, settings);
  }
  if (probe.kind === "failed") return;
  yield* askServer(probe.value, { server: server.value, models, signal });
}

interface AskedServer {
  readonly server: Server;
  readonly models: readonly string[];
  readonly signal: AbortSignal;
}

async function* askServer(
  probe: ServerProbe,
  { server, models, signal }: AskedServer,
): AsyncGenerator<Finding> {
  const listed = await probe.models(signal);
  yield serverFinding(server, listed);
  if (listed.kind === "failed") return;
  const ids = listed.kind === "answered" ? listed.value : [];
  for (const model of models) {
    yield modelFinding(model, await probe.model(model, signal), { server, ids });
  }
  const [first] = models;
  if (first !== undefined) yield countFinding(await probe.countTokens(first, signal));
}

// The SDK is loaded only by those who need it.
async function probeOf(server: Server, { credentials }: Settings): Promise<ServerProbe> {
  const { createServerProbe } = await import("../models/anthropic/probe.js");
  return createServerProbe(server, {
    apiKey: credentials.apiKey?.reveal() ?? null,
    authToken: credentials.authToken?.reveal() ?? null,
  });
}

/** Never a letter of the key itself. */
function keyFinding({ sources }: Settings): Finding {
  const set = [sources.apiKey, sources.authToken].flatMap((source) => source?.label ?? []);
  return set.length === 0
    ? ok("key", "none is set, and this server may need none")
    : ok("key", `${set.join(" and ")} ${set.length === 1 ? "is" : "are"} set`);
}

async function pricesOf({ settings: { prices }, cwd }: BackendCheck): Promise<PriceTable> {
  const priceFile = prices === null ? null : await freezePriceFile(prices, cwd);
  return priceTableOf({ priceFile });
}

function serverFinding(server: Server, listed: Probed<readonly string[]>): Finding {
  const { baseUrl, profile } = server;
  const name = "server";
  const where = `${baseUrl} (${profile.kind})`;
  switch (listed.kind) {
    case "answered": {
      const { value, milliseconds } = listed;
      return ok(name, `${where} answered in ${milliseconds} ms and lists ${value.length} models`);
    }
    case "not-offered":
      return note(name, `${where} answered, and does not list its models`);
    case "failed":
      return problemOf(name, withAddress(where, listed.error, server));
  }
}

/** The whole address in the place of the host that the message begins with. */
function withAddress(
  where: string,
  { kind, message, hint }: PipelineError,
  { host }: Server,
): PipelineError {
  const begins = message.startsWith(`${host}: `) || message.startsWith(`${host} `);
  const text = begins ? `${where}${message.slice(host.length)}` : `${where}: ${message}`;
  return new PipelineError(kind, text, hint === null ? {} : { hint });
}

interface Listed {
  readonly server: Server;
  readonly ids: readonly string[];
}

function modelFinding(model: string, told: Probed<ProbedModel | null>, listed: Listed): Finding {
  const name = "model";
  if (told.kind === "failed") return problemOf(name, told.error);
  if (told.kind === "answered") {
    return told.value === null
      ? missingModel(model, listed)
      : knownModel(model, told.value, told.milliseconds);
  }
  const { ids } = listed;
  if (ids.includes(model)) return ok(name, `${model} is listed`);
  if (ids.length === 0) return note(name, `${model}: this server does not tell of its models`);
  const text = `${model} is not listed; this server lists ${shortList(ids)}`;
  return note(name, text, "Some servers take any name. Name one of these with --model.");
}

function missingModel(model: string, { server, ids }: Listed): Finding {
  const { host, profile } = server;
  if (profile.kind === "generic" && ids.length === 0) {
    const text = `${model}: ${host} lists no models, and does not know this one by name`;
    return note("model", text, "Some servers answer all the same. Else name another with --model.");
  }
  const near = closest(model, ids);
  const next =
    near === null
      ? ids.length === 0
        ? "Name another with --model."
        : `Name another with --model: ${shortList(ids)}.`
      : `Did you mean --model ${near}?`;
  return problem("model", `${host} has no model ${model}`, { kind: "bad_settings", next });
}

function knownModel(model: string, told: ProbedModel, milliseconds: number): Finding {
  const { contextTokens, maxOutputTokens, lifecycle, retiresAt } = told;
  const facts = [
    ...(contextTokens === null ? [] : [`${grouped(contextTokens)} tokens of context`]),
    ...(maxOutputTokens === null ? [] : [`up to ${grouped(maxOutputTokens)} of output`]),
    ...(retiresAt === null ? [] : [`retires ${retiresAt.slice(0, 10)}`]),
    `${milliseconds} ms`,
  ];
  const text = `${model} is there: ${facts.join(", ")}`;
  const next = "Name a newer one with --model.";
  if (lifecycle === "retired") {
    return problem("model", `${model} is retired`, { kind: "bad_settings", next });
  }
  return retiresAt === null && lifecycle !== "deprecated"
    ? ok("model", text)
    : note("model", text, next);
}

function priceFinding(model: string, table: PriceTable, { credentials }: Settings): Finding {
  const price = priceOf(table, model);
  if (price !== null) {
    const { input, output, asOf } = price;
    return ok("price", `${model}: $${input} in, $${output} out per million tokens (${asOf})`);
  }
  const text = `no price is known for ${model}`;
  return isLocalServer(credentials.baseUrl)
    ? note("price", `${text}; nobody bills for a server of your own`)
    : note(
        "price",
        text,
        "Name its price in --prices FILE, or limit runs with --calls or --tokens.",
      );
}

function countFinding(counted: Probed<number>): Finding {
  const name = "counting";
  switch (counted.kind) {
    case "answered":
      return ok(name, `tokens are counted for nothing, in ${counted.milliseconds} ms`);
    case "not-offered":
      return note(name, "this server does not count tokens beforehand; runs do not need it");
    case "failed":
      return note(name, counted.error.message, counted.error.hint);
  }
}

const MOST_NAMED = 8;

function shortList(ids: readonly string[]): string {
  const rest = ids.length - MOST_NAMED;
  return `${ids.slice(0, MOST_NAMED).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
