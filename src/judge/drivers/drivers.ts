import type { Language } from "../../core/language.js";
import { cppDriver } from "./cpp.js";
import type { Driver } from "./driver.js";
import { goDriver } from "./go.js";
import { javaDriver } from "./java.js";
import { rustDriver } from "./rust.js";

/** How the functions of a compiled language are called. */
export interface Caller {
  /** Pure, and never fails: where there is nothing to call the program says so when it runs. */
  readonly driverFor: (source: string, entry: string | null, fileName: string) => Driver;
  /** The files that stand beside every such program, by their names among the harnesses. */
  readonly companions: readonly string[];
  /** What is started instead of what the compiler made: a file of arguments for the runtime, by its name. */
  readonly start: { readonly fileName: string; readonly text: string } | null;
}

const CPP: Caller = {
  driverFor: cppDriver,
  companions: ["call.hpp", "call_reader.hpp", "call_values.hpp"],
  start: null,
};

/** Java opens a descriptor by its number only for those who insist. */
const JAVA_START = "--add-opens=java.base/java.io=ALL-UNNAMED\nPipelineEntry\n";

const CALLERS: Readonly<Partial<Record<Language, Caller>>> = {
  cpp: CPP,
  cpp17: CPP,
  java: {
    driverFor: javaDriver,
    companions: ["PipelineCall.java", "PipelineReader.java", "PipelineWriter.java"],
    start: { fileName: "java.arguments", text: JAVA_START },
  },
  rust: {
    driverFor: rustDriver,
    companions: ["pipeline_call.rs", "pipeline_read.rs", "pipeline_write.rs"],
    start: null,
  },
  go: {
    driverFor: goDriver,
    companions: ["pipeline_call.go", "pipeline_read.go", "pipeline_write.go"],
    start: null,
  },
};

/** How the functions of a language are called once they are compiled; null when they cannot be. */
export function callerOf(language: Language): Caller | null {
  return CALLERS[language] ?? null;
}
