import { Command, Option } from "commander";

import { LANGUAGE_NAMES } from "../core/language.js";
import { VERSION } from "../core/version.js";
import type { CliContext, CliFlags, CommandAction } from "./cli-context.js";

interface CommandText {
  readonly name: string;
  readonly operands: string;
  readonly description: string;
  readonly options: readonly Option[];
  readonly load: () => Promise<CommandAction>;
}

const option = (flags: string, description: string): Option => new Option(flags, description);

const OUTPUT_OPTIONS: readonly Option[] = [
  option("-o, --output <dir>", 'folder of the run folders (default "output")'),
  option("--json", "one JSON object on stdout, nothing on stderr"),
  option("-q, --quiet", "errors and the result only"),
  option("-v, --verbose", "say more"),
  option("--no-color", "no colours"),
];

const JUDGE_OPTIONS: readonly Option[] = [
  option("--samples <dir>", "folder with 1.in and 1.ans, or another known layout"),
  option("--time-limit <time>", "time limit of one case, such as 2s or 1500ms"),
  option("--memory-limit <size>", "memory limit, such as 256MB"),
  option("--float <eps>", "numbers may differ by this much"),
  option("--compare <how>", "exact, lines (default), tokens, unordered-lines or float:EPS"),
  option("--checker <command>", "called as: command input output answer"),
  option("--allow-unsafe", "judge also where nothing keeps programs from your files"),
];

const MODEL_OPTIONS: readonly Option[] = [
  option("-m, --model <name>", "model id or sonnet, opus, haiku, fable"),
  option("--fallback-model <name>", "model that is asked once where the first one refuses"),
  option("--backend <name>", "anthropic, quest, replay or claude-cli"),
  option("--server <kind>", "what ANTHROPIC_BASE_URL understands: anthropic or generic"),
  option("--replay <file>", "play a recording instead of calling a model"),
  option("--strict", "with --replay: any difference from the recording is an error"),
  option("--record <file>", "write the answers down as a recording"),
  option("--quest-db <file>", "file through which outside agents answer"),
  option("--agent <role=file...>", "another agent file for a role"),
  option("--budget <usd>", "dollars that the run may cost at the most"),
  option("--prices <file>", "prices of models that win over the shipped ones, as JSON"),
  option("--minutes <n>", "minutes that calls and tests may take"),
  option("--calls <n>", "calls at the most"),
  option("--tokens <n>", "tokens at the most"),
];

/** What a run was started with: a flag could not change it when the run goes on. */
const FROZEN = new Set(
  "--model --fallback-model --agent --prices --strict --backend --replay --quest-db".split(" "),
);

/** What a check-up looks at. */
const DOCTORED = new Set(
  "--model --fallback-model --backend --server --replay --quest-db --agent --prices".split(" "),
);

const RUN_OPTIONS: readonly Option[] = [
  option("-p, --pipeline <name>", "pipeline by name or path"),
  option("-l, --lang <language>", `language to write: ${LANGUAGE_NAMES.join(", ")}`),
  option("--goal <text>", "what you want, in your own words"),
  ...MODEL_OPTIONS,
  ...JUDGE_OPTIONS,
  option("--stress-seconds <n>", "how long a version is held against the oracle"),
  option("--stress-cases <n>", "on how many generated inputs, at the most"),
  option("--test <command>", 'a command that must pass, such as "pytest -q"'),
  option("--jsonl", "the events as they happen, one JSON object a line"),
  ...OUTPUT_OPTIONS,
];

const START_OPTIONS: readonly Option[] = [
  ...RUN_OPTIONS,
  option(
    "--dry-run",
    "show the plan, the prompts and what it may cost; call no model, write nothing",
  ),
];

const COMMANDS: readonly CommandText[] = [
  {
    name: "run",
    operands: "<problem>",
    description: "solve a problem: write, improve, review and fix until it is shown to be right",
    options: START_OPTIONS,
    load: async () => (await import("./commands/run.js")).runCommand,
  },
  {
    name: "compete",
    operands: "<problem>",
    description: "solve a contest problem within its limits (practice and past problems only)",
    options: START_OPTIONS,
    load: async () => (await import("./commands/run.js")).competeCommand,
  },
  {
    name: "debug",
    operands: "<file>",
    description: "find and fix the bugs of an existing file; the file itself is not changed",
    options: START_OPTIONS,
    load: async () => (await import("./commands/run.js")).debugCommand,
  },
  {
    name: "agent",
    operands: "<name> <file>",
    description: "call one agent alone; writes the next version or fix plan beside the file's run",
    options: [
      option("--with <file...>", "more files for the agent: a fix plan, a problem, a report"),
      option("--focus <text>", "what to look at first"),
      ...RUN_OPTIONS,
    ],
    load: async () => (await import("./commands/agent.js")).agentCommand,
  },
  {
    name: "check",
    operands: "<file> [problem]",
    description:
      "judge one program on a problem, or all labelled ones of a package; calls no model",
    options: [
      option("--submissions", "judge the programs that came with the package named first"),
      option("--fail-fast", "stop at the first case that is not accepted; usual for --submissions"),
      option("--all-cases", "run every case, also of --submissions"),
      ...JUDGE_OPTIONS,
      ...OUTPUT_OPTIONS,
    ],
    load: async () => (await import("./commands/check.js")).checkCommand,
  },
  {
    name: "samples",
    operands: "<problem>",
    description: "show which tests a statement holds, with line numbers; calls no model",
    options: [...JUDGE_OPTIONS.slice(0, 1), ...OUTPUT_OPTIONS],
    load: async () => (await import("./commands/samples.js")).samplesCommand,
  },
  {
    name: "demo",
    operands: "[name]",
    description: "a recorded run, without a key: the answers are a recording, the tests really run",
    options: [option("--jsonl", "the events as they happen"), ...OUTPUT_OPTIONS],
    load: async () => (await import("./commands/demo.js")).demoCommand,
  },
  {
    name: "resume",
    operands: "[run]",
    description: "continue a run; finished steps are read back and not paid again",
    options: [
      ...MODEL_OPTIONS.filter(({ long }) => !FROZEN.has(long ?? "")),
      option("--no-record", "go on without the recording that the run began with"),
      option("--jsonl", "the events as they happen"),
      ...OUTPUT_OPTIONS,
    ],
    load: async () => (await import("./commands/resume.js")).resumeCommand,
  },
  {
    name: "list",
    operands: "",
    description: "list the runs of the output folder",
    options: OUTPUT_OPTIONS,
    load: async () => (await import("./commands/list.js")).listCommand,
  },
  {
    name: "show",
    operands: "[run]",
    description: "show one run: versions, checks, findings",
    options: OUTPUT_OPTIONS,
    load: async () => (await import("./commands/show.js")).showCommand,
  },
  {
    name: "validate",
    operands: "[files...]",
    description: "check pipeline and agent files",
    options: OUTPUT_OPTIONS.slice(1),
    load: async () => (await import("./commands/validate.js")).validateCommand,
  },
  {
    name: "doctor",
    operands: "",
    description: "check everything that a run needs: this machine, settings, key, server, models",
    options: [
      option("-p, --pipeline <name>", "pipeline by name or path"),
      option("-l, --lang <language>", "a language that must be there"),
      ...MODEL_OPTIONS.filter(({ long }) => DOCTORED.has(long ?? "")),
      option("--allow-unsafe", "judge also where nothing keeps programs from your files"),
      ...OUTPUT_OPTIONS,
    ],
    load: async () => (await import("./commands/doctor.js")).doctorCommand,
  },
];

/** The command line as commander knows it. What a command does is loaded only when it is called. */
export function createProgram(context: CliContext, exit: (code: number) => void): Command {
  const program = new Command("pipeline")
    .description("Delivers a program with the evidence that it is right.")
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError("(add --help for the flags)")
    .configureOutput({ writeOut: context.stdout, writeErr: context.stderr })
    .addHelpText("after", HELP_AFTER);
  for (const text of COMMANDS) addCommand(program, text, { context, exit });
  // Only named here, for the help: its own sub-commands are loaded when it is called.
  program.command(QUEST).description("answer the prompts of a run with --backend quest");
  return program;
}

/** The command whose arguments go to a command line of its own. */
export const QUEST = "quest";

const HELP_AFTER = `
Exit codes: 0 passed, 1 finished but not passed, 2 wrong usage or file, 3 the model's service failed,
4 no key or a refused key, 5 budget used up, 70 a bug, 130 Ctrl-C, 143 a request to terminate (SIGTERM).
3, 5, 130 and 143 can be resumed.
Every flag can also be set as PIPELINE_<FLAG>, in .env or in pipeline.config.yaml.`;

interface Session {
  readonly context: CliContext;
  readonly exit: (code: number) => void;
}

function addCommand(program: Command, text: CommandText, { context, exit }: Session): void {
  const command = program
    .command(`${text.name} ${text.operands}`.trim())
    .description(text.description)
    .exitOverride();
  for (const each of text.options) command.addOption(each);
  command.action(async () => {
    const operands = command.args;
    const action = await text.load();
    exit(await action(operands, givenFlags(command), context));
  });
}

/** The flags that stand on the command line; a default of commander's would hide every other source. */
function givenFlags(command: Command): CliFlags {
  const flags = Object.entries(command.opts<CliFlags>());
  return Object.fromEntries(flags.filter(([name]) => command.getOptionValueSource(name) === "cli"));
}
