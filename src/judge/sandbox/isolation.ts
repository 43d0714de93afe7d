import { PipelineError } from "../../core/errors.js";
import type { Isolation } from "../../core/report.js";
import type { RunAs } from "../languages/toolchain.js";
import type { Greeting } from "./execution.js";
import type { Sandbox } from "./sandbox.js";

/**
 * Refuses to run programs that nothing keeps from the user's files, unless that is wanted. Root owns every file: it
 * is never wanted of root. Throws PipelineError "judge".
 */
export function refuseWithoutWalls(
  { walls, noNamespaces, useLandlock }: Sandbox,
  { runAs, allowUnsafe }: { readonly runAs: RunAs; readonly allowUnsafe: boolean },
): void {
  if (walls.kind !== "none") return;
  if (runAs === "powerless-root") {
    throw new PipelineError(
      "judge",
      "programs of a model would run as root, with nothing between them and the files",
      {
        hint: "run pipeline as an ordinary user, or install Node and python3 where every user can read them",
      },
    );
  }
  if (allowUnsafe) return;
  throw new PipelineError(
    "judge",
    `programs of a model could read and change your files: ${noNamespaces ?? ""}, and ${useLandlock ? "this kernel has no Landlock" : "Landlock was not asked for"}`,
    { hint: "install bubblewrap, use Linux 5.13 or later, or accept the risk with --allow-unsafe" },
  );
}

/** How well programs are kept apart. */
export function isolationOf({ walls, greeting, useLandlock }: Sandbox): Isolation {
  if (walls.kind === "namespaces" && greeting.seccomp) return "namespaces";
  if (walls.kind === "seatbelt") return "weak";
  if (useLandlock && greeting.landlock > 0 && greeting.seccomp) return "landlock";
  return greeting.seccomp ? "weak" : "none";
}

const FIRST_VERSION_WITH_SIGNALS = 6;

/** Why that is not the best there is; empty when it is. */
export function isolationNote(sandbox: Sandbox, runAs: RunAs): string {
  const { greeting, noNamespaces, useLandlock, walls } = sandbox;
  const landlock = useLandlock ? greeting.landlock : 0;
  const filters = greeting.seccomp
    ? null
    : "system calls cannot be filtered: judged programs can reach the network";
  if (noNamespaces === null) return filters ?? "";
  const missing = [
    `programs share the processes, network and file tree of this machine: ${noNamespaces}`,
    walls.kind === "seatbelt"
      ? "memory is limited by looking at it alone, and nobody has tried this on a real machine of this kind"
      : null,
    walls.kind === "none" && landlock === 0
      ? "this system does not offer Landlock: files can be read by judged programs"
      : null,
    filters,
    ...notesOnUser(runAs, { seccomp: greeting.seccomp, landlock }),
  ];
  return missing.filter((sentence) => sentence !== null).join("; ");
}

/** What it means that programs run as a user who owns files and other programs. */
function notesOnUser(runAs: RunAs, { seccomp, landlock }: Greeting): readonly (string | null)[] {
  if (runAs === "another-user") return [];
  return [
    seccomp ? "tests cannot change modes and times of files, and are told that they did" : null,
    runAs === "ourselves" && landlock < FIRST_VERSION_WITH_SIGNALS
      ? "judged programs run as this user and can stop other programs of this user"
      : null,
    runAs === "powerless-root"
      ? "judged programs run as root without its special rights, because no other user could run them"
      : null,
  ];
}
