import os from "node:os";

import type { Ending } from "../../core/verdict.js";
import type { CollectedFile, Execution, RunLimits } from "./execution.js";
import { RunnerTrouble } from "./link.js";
import { type Field, textField } from "./message.js";
import type { ReadyRequest } from "./prepared.js";

/** What programs of Linux begin with. */
const PROGRAM_MARK = Buffer.from("\u007FELF");
const DISK_MB = 64;
const DISK_OF_A_PROJECT_MB = 512;

/** What the runner is told of one program. */
export function fieldsOfRequest(request: ReadyRequest): readonly Field[] {
  const { collect, artifact, prepared } = request;
  return [
    textField("program", ""),
    ...request.command.map((word) => textField("argument", word)),
    ...Object.entries(request.environment).map(([name, value]) =>
      textField("variable", `${name}=${value}`),
    ),
    ...request.readable.map((place) => textField("readable", place)),
    ...request.writable.map((place) => textField("writable", place)),
    ...fieldsOfLimits(request.limits, diskMbOf(request)),
    textField("may-fork", request.mayFork ? 1 : 0),
    ...(artifact === null ? [] : [textField("artifact", artifact)]),
    ...(prepared === null ? [] : [textField("prepared", prepared)]),
    ...(collect === null
      ? []
      : [
          textField("collect", collect.folder),
          textField("collect-mb", collect.mostMb),
          textField("collect-files", collect.mostFiles),
        ]),
    ...Object.entries(request.files).flatMap(([name, content]) => [
      textField("file", name),
      { name: "content", bytes: Buffer.from(content) },
    ]),
    { name: "stdin", bytes: Buffer.from(request.stdin) },
  ];
}

function diskMbOf({ prepared, collect }: ReadyRequest): number {
  const collected = collect === null ? 0 : 2 * collect.mostMb;
  return Math.max(prepared === null ? DISK_MB : DISK_OF_A_PROJECT_MB, collected);
}

function fieldsOfLimits(limits: RunLimits, diskMb: number): readonly Field[] {
  return [
    textField("cpu-ms", limits.cpuMs),
    textField("wall-ms", limits.wallMs),
    textField("memory-mb", limits.memoryMb),
    textField("data-mb", limits.dataMb),
    textField("stack-mb", limits.stackMb),
    textField("file-mb", limits.fileMb),
    textField("output-mb", limits.outputMb),
    textField("disk-mb", diskMb),
    textField("processes", limits.processes),
  ];
}

/** An execution and the moment of its end, by a clock that all runs of a machine share. */
export interface Measured {
  readonly execution: Execution;
  readonly endedNs: bigint;
}

/** What the runner says of the programs of one request. Throws RunnerTrouble when it cannot be read. */
export function readExecutions(message: readonly Field[]): readonly Measured[] {
  const measured: Measured[] = [];
  let fields: Field[] = [];
  for (const field of message) {
    if (field.name === "over") {
      measured.push(readExecution(fields));
      fields = [];
    } else {
      fields.push(field);
    }
  }
  return measured;
}

function readExecution(fields: readonly Field[]): Measured {
  const failure = fields.find(({ name }) => name === "failure");
  if (failure !== undefined) throw new RunnerTrouble(failure.bytes.toString());
  const [beganNs, endedNs] = [BigInt(text(fields, "began-ns")), BigInt(text(fields, "ended-ns"))];
  const work = text(fields, "work");
  const execution: Execution = {
    ending: readEnding(fields),
    cpuMs: milliseconds(BigInt(text(fields, "cpu-ns"))),
    wallMs: milliseconds(endedNs - beganNs),
    memoryKb: Number(text(fields, "memory-kb")),
    stdout: bytes(fields, "stdout"),
    // The name of the folder may be different every time, and what is reported should not be.
    stderr: text(fields, "stderr").replaceAll(`${work}/`, "").replaceAll(work, "."),
    result: bytes(fields, "result"),
    files: readFiles(fields),
  };
  return { execution, endedNs };
}

function milliseconds(nanoseconds: bigint): number {
  return Math.max(0, Math.round(Number(nanoseconds) / 1000) / 1000);
}

function readEnding(fields: readonly Field[]): Ending {
  const kind = text(fields, "ending");
  switch (kind) {
    case "exited":
      return { kind, code: Number(text(fields, "code")) };
    case "signalled":
      return { kind, signal: signalName(Number(text(fields, "signal"))) };
    case "cpu-limit":
    case "wall-limit":
    case "memory-limit":
    case "output-limit":
      return { kind };
    default:
      throw new RunnerTrouble(`The runner tells of an unknown ending: ${kind}`);
  }
}

function signalName(number: number): string {
  const found = Object.entries(os.constants.signals).find(([, value]) => value === number);
  return found?.[0] ?? `signal ${number}`;
}

function readFiles(fields: readonly Field[]): ReadonlyMap<string, CollectedFile> {
  const files = new Map<string, CollectedFile>();
  for (const [index, { name, bytes: label }] of fields.entries()) {
    if (name !== "collected") continue;
    const [mark, ...rest] = label.toString();
    const content = fields[index + 1]?.bytes ?? Buffer.alloc(0);
    // A linker makes its product executable, or believes that it has.
    const executable =
      mark === "x" || content.subarray(0, PROGRAM_MARK.length).equals(PROGRAM_MARK);
    files.set(rest.join(""), { bytes: content, executable });
  }
  return files;
}

function bytes(fields: readonly Field[], name: string): Buffer {
  const field = fields.find((one) => one.name === name);
  if (field === undefined) throw new RunnerTrouble(`The runner does not tell ${name}.`);
  return field.bytes;
}

function text(fields: readonly Field[], name: string): string {
  return bytes(fields, name).toString();
}
