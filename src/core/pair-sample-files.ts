/** Which files of a folder are the two halves of a sample. */
export interface SampleFilePairs {
  /** In natural order: 2 before 10. */
  readonly pairs: readonly SampleFilePair[];
  /** Every name that is no half of a pair, in natural order. */
  readonly unpaired: readonly string[];
  /** Those of them that are an input or an answer by their name. */
  readonly halves: readonly string[];
}

interface SampleFilePair {
  /** What the two names share, such as `1` or `sample-1`. */
  readonly id: string;
  readonly input: string;
  readonly answer: string;
}

const INPUT_WORDS = new Set(["in", "inp", "input", "inputs"]);
const ANSWER_WORDS = new Set(["ans", "answer", "answers", "out", "output", "outputs", "expected"]);

/** Names as people order them: 2 before 10. */
export const naturalOrder = new Intl.Collator("en", { numeric: true });

interface Half {
  readonly name: string;
  readonly role: "input" | "answer";
  /** The name with its role taken out: equal for the two halves of a sample. */
  readonly key: string;
}

/**
 * Pairs sample files by name: `1.in` with `1.ans` or `1.out`, `sample-1.in` with `sample-1.out`, `in1.txt` with
 * `ans1.txt` or `out1.txt`, `input/1.txt` with `output/1.txt`, `01` with `01.a`, in any folder. An input with two
 * answers is not paired: nobody can say which is right.
 */
export function pairSampleFiles(names: readonly string[]): SampleFilePairs {
  let left = names;
  const pairs: SampleFilePair[] = [];
  for (const halfIn of [halfOf, halfOfFolder, halfOfAnswerMark(names)]) {
    const found = pairBy(left, halfIn);
    const used = new Set(found.flatMap(({ input, answer }) => [input, answer]));
    left = left.filter((name) => !used.has(name));
    pairs.push(...found);
  }
  const unpaired = left.toSorted(naturalOrder.compare);
  return {
    pairs: withShortIds(pairs).toSorted(byId),
    unpaired,
    halves: unpaired.filter((name) => halfOf(name) !== null),
  };
}

type HalfIn = (name: string) => Half | null;

function pairBy(names: readonly string[], halfIn: HalfIn): readonly SampleFilePair[] {
  const inputs = new Map<string, string[]>();
  const answers = new Map<string, string[]>();
  for (const name of names) {
    const half = halfIn(name);
    if (half === null) continue;
    const known = half.role === "input" ? inputs : answers;
    const same = known.get(half.key);
    if (same === undefined) known.set(half.key, [name]);
    else same.push(name);
  }
  const pairs: SampleFilePair[] = [];
  for (const [key, [input, secondInput]] of inputs) {
    const [answer, secondAnswer] = answers.get(key) ?? [];
    const isOnly = secondInput === undefined && secondAnswer === undefined;
    if (input !== undefined && answer !== undefined && isOnly)
      pairs.push({ id: key, input, answer });
  }
  return pairs;
}

/** `input/1.in` and `output/1.out`: the folder repeats what the ending says. */
function halfOfFolder(name: string): Half | null {
  const half = halfOf(name);
  if (half === null) return null;
  const parts = half.key.split("/");
  const key = parts.filter((part, at) => at === parts.length - 1 || roleOf(part) !== half.role);
  return { ...half, key: key.join("/") };
}

/** `01` and `01.a`: an answer that is named after an input without a mark of its own. */
function halfOfAnswerMark(names: readonly string[]): HalfIn {
  const known = new Set(names);
  return (name) => {
    if (known.has(`${name}.a`)) return { name, role: "input", key: name };
    const stem = name.slice(0, -2);
    return name.endsWith(".a") && known.has(stem) ? { name, role: "answer", key: stem } : null;
  };
}

function byId(left: SampleFilePair, right: SampleFilePair): number {
  return naturalOrder.compare(left.id, right.id) || naturalOrder.compare(left.input, right.input);
}

function halfOf(name: string): Half | null {
  const dot = name.lastIndexOf(".");
  const slash = name.lastIndexOf("/");
  const extension = dot > slash ? name.slice(dot + 1) : "";
  const role = roleOf(extension);
  if (role !== null) return { name, role, key: name.slice(0, dot) };
  return halfByWords(name, dot > slash ? dot : name.length);
}

/** `in1.txt`, `1_output.txt`, `output/1.txt`: the role is a word of the name. */
function halfByWords(name: string, end: number): Half | null {
  const stem = name.slice(0, end);
  const roles = new Set<Half["role"]>();
  const key = stem.replace(/[A-Za-z]+/g, (word) => {
    const role = roleOf(word);
    if (role === null) return word;
    roles.add(role);
    return "";
  });
  const [role] = roles;
  if (role === undefined || roles.size > 1) return null;
  return { name, role, key: `${key}${name.slice(end)}` };
}

function roleOf(word: string): Half["role"] | null {
  const small = word.toLowerCase();
  if (INPUT_WORDS.has(small)) return "input";
  return ANSWER_WORDS.has(small) ? "answer" : null;
}

/** Ids without the folder that all share, without an ending and without the marks that a role left behind. */
function withShortIds(pairs: readonly SampleFilePair[]): readonly SampleFilePair[] {
  const folder = sharedFolder(pairs.map(({ id }) => id));
  const short = pairs.map(({ id }) => tidy(id.slice(folder.length)));
  const keys = pairs.map(({ id }) => id);
  const files = pairs.map(({ input }) => input);
  const ids = [short, keys].find((names) => new Set(names).size === pairs.length) ?? files;
  return pairs.map((pair, index) => ({ ...pair, id: ids[index] ?? pair.id }));
}

function sharedFolder(ids: readonly string[]): string {
  const [first = "", ...others] = ids;
  let folder = first.slice(0, first.lastIndexOf("/") + 1);
  while (folder !== "" && !others.every((id) => id.startsWith(folder))) {
    folder = folder.slice(0, folder.lastIndexOf("/", folder.length - 2) + 1);
  }
  return folder;
}

function tidy(id: string): string {
  const plain = id
    .replace(/\.txt$/i, "")
    .replace(/\/[-_.]+|[-_.]+\/|\/{2,}/g, "/")
    .replace(/^[-_./]+|[-_./]+$/g, "");
  return plain === "" ? "sample" : plain;
}
