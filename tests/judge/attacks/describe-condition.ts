import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reachableByAll } from "../../../src/judge/sandbox/account.js";
import { type ChildResult, canSwitchOff, compileChild, runApart } from "./conditions.js";
import {
  type Condition,
  isolationHere,
  isTried,
  type Result,
  runAttacks,
  titleOf,
} from "./run-attacks.js";
import {
  buildStage,
  compileAttacks,
  countProcesses,
  factsOf,
  SECRET,
  type Stage,
} from "./stage.js";
import { ATTACKS, type Attack, type Outcome } from "./table.js";

const CORE_PATTERN = "/proc/sys/kernel/core_pattern";
const MINUTES_MS = 120_000;
/** What a program was given, and a little for what it takes before anybody looks. */
const MOST_KB = 300_000;

/** The program of the attacks, the same for all conditions of a file; null where it cannot be made. */
const top = process.platform === "linux" ? await mkdtemp(path.join(os.tmpdir(), "attacks-")) : null;
if (top !== null) await chmod(top, 0o755);
const program = top === null ? null : await compileAttacks(top);
afterAll(async () => {
  if (top !== null) await rm(top, { recursive: true, force: true });
});

let child: Promise<string> | null = null;
let stages = 0;

/** A process of its own under which attacks are tried, and as whom. */
export interface Apart {
  readonly uid: number | null;
  readonly hasNamespaces: boolean;
}

/** Tries every attack under a condition, and holds each to its row. */
export async function describeCondition(
  name: string,
  condition: Condition,
  apart: Apart | null = null,
) {
  const isPossible = await canHave(condition, apart);
  const isLandlock = condition.isolation === "landlock" || apart?.hasNamespaces === false;
  describe.skipIf(!isPossible)(`a hostile program ${name}`, () => {
    let stage: Stage | null = null;
    let result: Result | ChildResult | null = null;
    let before: readonly string[] = [];
    beforeAll(async () => {
      if (top === null || program === null) return;
      stages += 1;
      stage = await buildStage(path.join(top, `stage-${stages}`), program, apart?.uid ?? null);
      before = await hostFacts(stage);
      result = await perform(stage, condition, apart);
    }, MINUTES_MS);

    function done(): Result | ChildResult {
      if (result === null) throw new Error("The attacks were not tried.");
      return result;
    }

    const tried = ATTACKS.filter((attack) => isTried(attack, condition));
    test.each(tried.map((attack) => [titleOf(attack), attack] as const))("%s", (title, attack) => {
      expect(faultsOf(attack, done().outcomes[title])).toEqual([]);
    });

    test("learns at most the size of what its partner has", () => {
      const [attacker, partner] = done().pair;
      // Without namespaces and as one and the same user nothing keeps them apart but Landlock.
      const mayLearn = isLandlock ? /BREACH size of .*\n/g : /^$/g;

      expect(attacker.replaceAll(mayLearn, "")).toBe("exited 0");
      expect(partner).toBe("exited 0");
    });

    test("leaves the machine as it was", async () => {
      const { calls, isVictimAlive, grownMb } = done();

      expect({ calls, isVictimAlive }).toEqual({ calls: 0, isVictimAlive: true });
      expect(grownMb).toBeLessThan(200);
      if (stage === null) throw new Error("There is no stage.");
      expect(await hostFacts(stage)).toEqual(before);
      expect(await readdir(stage.temporary)).toEqual([]);
      expect(await countProcesses(`marker=${stage.marker}`)).toBe(0);
    });

    test("finds no secret of ours", () => {
      expect(JSON.stringify(done())).not.toContain(SECRET);
    });

    test("is told to be kept apart as it is", () => {
      const known = done();
      const wanted = isLandlock ? "landlock" : "namespaces";
      const abilities = {
        isolation: wanted,
        isolationNote: expect.stringMatching(isLandlock ? /^programs share the processes/ : /^$/),
      };
      const told = { abilities, judged: [{ verdict: "AC", output: "42\n" }] };

      expect(known).toMatchObject({ isolation: wanted, ...("abilities" in known ? told : {}) });
    });
  });
}

/** Whether this machine has what a condition is about. */
async function canHave(condition: Condition, apart: Apart | null): Promise<boolean> {
  if (top === null || program === null) return false;
  if (apart?.uid !== null && apart !== null && !(await reachableByAll(process.execPath)))
    return false;
  if (apart?.hasNamespaces === false && !(await canSwitchOff(apart.uid))) return false;
  const isolation = apart?.hasNamespaces === false ? "landlock" : condition.isolation;
  return (await isolationHere(top, { ...condition, isolation })) === isolation;
}

async function perform(stage: Stage, condition: Condition, apart: Apart | null) {
  if (apart === null || top === null) return runAttacks(stage, condition);
  child ??= compileChild(path.join(top, "code"));
  return runApart({ stage, child: await child, ...apart }, condition);
}

async function hostFacts(stage: Stage): Promise<readonly string[]> {
  return [...(await factsOf(stage)), await readFile(CORE_PATTERN, "utf8")];
}

/** What is wrong with what became of an attack. */
function faultsOf(attack: Attack, outcome: Outcome | undefined): readonly string[] {
  if (outcome === undefined) return attack.isDangerous ? [] : ["it was not tried"];
  const { ending, reached, survivors, honest, brought, memoryKb, said } = outcome;
  const good = {
    [`it ended: ${ending}`]: attack.ends.includes(ending),
    [`it reached: ${reached}`]: reached === "",
    [`${survivors} of its processes are left`]: survivors === 0,
    [`the next program said: ${honest}`]: honest === "42\nexited 0",
    [`it left ${JSON.stringify(brought)}`]: isDeepStrictEqual(brought, attack.brings),
    [`it took ${memoryKb} KB`]: memoryKb < MOST_KB,
    [`it said ${said}`]: attack.says === null || said === attack.says,
  };
  return Object.keys(good).filter((fault) => good[fault] !== true);
}
