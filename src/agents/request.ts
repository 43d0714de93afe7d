import { HEADINGS } from "../core/headings.js";
import type { Language } from "../core/language.js";
import type { ComposedCall, ModelNotice } from "../core/ports.js";
import { COMMON_RULES } from "./common-rules.js";
import { type AgentContext, currentSolution } from "./context.js";
import { type Expectation, expectationOf } from "./expectation.js";
import { shapeSentence } from "./problem-text.js";
import { replyRules } from "./reply-rules.js";
import { sharedBlocks } from "./shared-blocks.js";
import { triedText } from "./tried-text.js";

/** The model that a step calls, and how much it may write. */
export interface ModelChoice {
  readonly model: string;
  readonly maxOutputTokens: number;
  readonly onNotice: (notice: ModelNotice) => void;
}

/** A request, and what the reply to it must look like. */
export interface ComposedRequest {
  readonly request: ComposedCall;
  readonly expectation: Expectation;
}

/** Composes the whole prompt of a step. Pure: the same context always gives the same bytes. */
export function composeRequest(context: AgentContext, choice: ModelChoice): ComposedRequest {
  const shared = sharedBlocks(context);
  const tried = context.reads.includes("history") ? historyText(context) : [];
  const expectation = expectationOf(context, [...shared, ...tried]);
  const request: ComposedCall = {
    key: context.stepKey,
    call: 1,
    agent: context.agent.name,
    system: COMMON_RULES,
    shared,
    instruction: instructionText(context, { expectation, tried }),
    repairs: [],
    effort: context.agent.effort,
    thinking: context.agent.thinking,
    ...choice,
  };
  return { request, expectation };
}

/** What was tried changes with every step, so it stands behind all that can be cached. */
function historyText({ tried }: AgentContext): readonly string[] {
  const text = tried === null ? null : triedText(tried);
  return text === null ? [] : [text];
}

interface Parts {
  readonly expectation: Expectation;
  /** In short, or nothing. */
  readonly tried: readonly string[];
}

function instructionText(context: AgentContext, { expectation, tried }: Parts): string {
  const { agent, focus, prompt } = context;
  return [
    `## Your role: ${agent.name}`,
    agent.body,
    ...(focus === null ? [] : [`## Focus of this step\n\n${focus}`]),
    ...(prompt === null ? [] : [`## For this step\n\n${prompt}`]),
    ...tried,
    `${HEADINGS.program}\n\n${factLines(context, expectation).join("\n")}`,
    replyRules(expectation, answersPlan(context)),
  ].join("\n\n");
}

/** A step that is given a fix plan and writes a solution is one that answers it. */
function answersPlan({ reads, writes, ledger }: AgentContext): boolean {
  const hasPlan = ledger.some(({ kind }) => kind === "fix_plan");
  return writes === "solution" && reads.includes("fix_plan") && hasPlan;
}

const ALONE = ", with its standard library and nothing else";
const LANGUAGE_RULE: Readonly<Record<Language, string>> = {
  python: "Python 3, with its standard library and nothing else",
  pypy: "Python 3 as PyPy runs it, with its standard library and nothing else",
  javascript:
    "JavaScript for Node.js, with its built-in modules and nothing else; a new file is a CommonJS module and a function that is to be called is exported with `module.exports = { … }`; tests of its own stand behind `if (require.main === module)` and use `node:assert`",
  typescript:
    "TypeScript for Node.js, with its built-in modules and nothing else; types are taken out and not checked; a new file is an ECMAScript module, and a function that is to be called is exported by name",
  c: `C17, as gcc compiles it${ALONE}`,
  cpp: `C++20, as g++ compiles it${ALONE}`,
  cpp17: `C++17, as g++ compiles it${ALONE}`,
  java: "Java, with its standard library and nothing else, in one file; the class that is started has `public static void main(String[] args)`",
  rust: `Rust of the 2021 edition, in one file${ALONE}`,
  go: `Go, in one file of package main${ALONE}`,
};

function factLines(context: AgentContext, { shape, entry }: Expectation): string[] {
  const current = context.reads.includes("solution") ? currentSolution(context) : null;
  return [
    `- Language: ${LANGUAGE_RULE[context.language]}.`,
    ...(shape === null ? [] : [`- ${shapeSentence(shape, entry)}`]),
    ...(current === null
      ? []
      : [`- The current version is v${current.version}; your work is about this one.`]),
  ];
}
