import { PipelineError } from "../../core/errors.js";
import type { Isolation } from "../../core/report.js";
import type { RunAs } from "../languages/toolchain.js";
import type { Greeting } from "./execution.js";

/** Root owns every file: where nothing else keeps a program from them, it must not run as root. */
export function refuseRootWithoutWalls({ landlock }: Greeting, runAs: RunAs): void {
  if (runAs !== "powerless-root" || landlock > 0) return;
  throw new PipelineError(
    "judge",
    "programs of a model would run as root, with nothing between them and the files",
    {
      hint: "run pipeline as an ordinary user, or install Node and python3 where every user can read them",
    },
  );
}

/** How well programs are kept apart here. */
export function isolationOf({ landlock, seccomp }: Greeting): Isolation {
  return landlock > 0 && seccomp ? "landlock" : "weak";
}

const FIRST_ABI_WITH_SIGNALS = 6;

/** Why that is not the best there is. */
export function isolationNote({ landlock, seccomp }: Greeting, runAs: RunAs): string {
  const missing = [
    landlock === 0
      ? "this system does not offer Landlock: files can be read by judged programs"
      : null,
    seccomp ? null : "system calls cannot be filtered: judged programs can reach the network",
    runAs === "ourselves" && landlock < FIRST_ABI_WITH_SIGNALS
      ? "judged programs run as this user and can stop other programs of this user"
      : null,
    runAs === "powerless-root"
      ? "judged programs run as root without its special rights, because no other user could run them"
      : null,
  ].filter((sentence) => sentence !== null);
  const own = "programs share the processes, network and file tree of this machine";
  return [...missing, own].join("; ");
}
