/**
 * System call filters for judged programs, as classic BPF: no sockets, no tracing, no kernel administration and,
 * where wanted, no new processes. Numbers: the kernel's own tables of each architecture.
 */

/** Stands in a filter where the process that installs it writes its number. */
const OWN_PID = 0x7f_ed_cb_a9;

const [LOAD, EQUAL, ANY_BIT, AT_LEAST, AND, RETURN] = [0x20, 0x15, 0x45, 0x35, 0x54, 0x06];
const [ALLOW, KILL, ERRNO] = [0x7f_ff_00_00, 0x80_00_00_00, 0x00_05_00_00];
/** Where a filter finds what it decides upon. */
const [NUMBER, ARCHITECTURE, FIRST_ARGUMENT, SECOND_ARGUMENT] = [0, 4, 16, 24];
const [NOTHING, EPERM, ENOSYS] = [0, 1, 38];
const [SOCKET_TYPES, SOCK_STREAM, SOCK_SEQPACKET] = [0xf, 1, 5];
const CLONE_THREAD = 0x00_01_00_00;
const NEW_NAMESPACES = 0x7e_02_00_80;
const X32_CALLS = 0x40_00_00_00;

/** The number of a call on x86-64 and on arm64; null where the architecture has no such call. */
type Numbers = readonly [x64: number | null, arm64: number | null];

const FORBIDDEN: Readonly<Record<string, Numbers>> = {
  socket: [41, 198],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  kcmp: [312, 272],
  pidfd_open: [434, 434],
  pidfd_getfd: [438, 438],
  pidfd_send_signal: [424, 424],
  process_madvise: [440, 440],
  process_mrelease: [448, 448],
  move_pages: [279, 239],
  migrate_pages: [256, 238],
  setpriority: [141, 140],
  sched_setscheduler: [144, 119],
  sched_setattr: [314, 274],
  sched_setparam: [142, 118],
  ioprio_set: [251, 30],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  bpf: [321, 280],
  io_setup: [206, 0],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  keyctl: [250, 219],
  add_key: [248, 217],
  request_key: [249, 218],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  setns: [308, 268],
  unshare: [272, 97],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  reboot: [169, 142],
  swapon: [167, 224],
  swapoff: [168, 225],
  acct: [163, 89],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  adjtimex: [159, 171],
  clock_adjtime: [305, 266],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  syslog: [103, 116],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  iopl: [172, null],
  ioperm: [173, null],
  modify_ldt: [154, null],
  shmget: [29, 194],
  msgget: [68, 186],
  semget: [64, 190],
  mq_open: [240, 180],
  vhangup: [153, 58],
  lookup_dcookie: [212, 18],
  fanotify_init: [300, 262],
};

/** Answered as if the kernel did not know them, so that the C library uses the older call. */
const MISSING: Readonly<Record<string, Numbers>> = { clone3: [435, 435] };
/** Memory that no limit counts. */
const MEMORY_FILES: Readonly<Record<string, Numbers>> = {
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
};
/** What is known of files beside their content, and who looks at them: Landlock lets every file of the user be reached. */
const FILE_FACTS: Readonly<Record<string, Numbers>> = {
  chmod: [90, null],
  fchmod: [91, 52],
  fchmodat: [268, 53],
  fchmodat2: [452, 452],
  chown: [92, null],
  fchown: [93, 55],
  lchown: [94, null],
  fchownat: [260, 54],
  utime: [132, null],
  utimes: [235, null],
  futimesat: [261, null],
  utimensat: [280, 88],
  setxattr: [188, 5],
  lsetxattr: [189, 6],
  fsetxattr: [190, 7],
  setxattrat: [463, 463],
  removexattr: [197, 14],
  lremovexattr: [198, 15],
  fremovexattr: [199, 16],
  removexattrat: [466, 466],
  file_setattr: [469, 469],
};
const WATCHES: Readonly<Record<string, Numbers>> = {
  inotify_init: [253, null],
  inotify_init1: [294, 26],
  inotify_add_watch: [254, 27],
};
const PROCESSES: Readonly<Record<string, Numbers>> = { fork: [57, null], vfork: [58, null] };
const CLONE: Numbers = [56, 220];
/** Calls whose first argument is a process that must be the caller itself. */
const SIGNALS: Readonly<Record<string, Numbers>> = {
  kill: [62, 129],
  tgkill: [234, 131],
  rt_sigqueueinfo: [129, 138],
  rt_tgsigqueueinfo: [297, 240],
};
const TKILL: Numbers = [200, 130];
/** The same, also for a program that may send signals to others. */
const LIMITS: Readonly<Record<string, Numbers>> = {
  prlimit64: [302, 261],
  sched_setaffinity: [203, 122],
};
const SOCKET_PAIR: Numbers = [53, 199];

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

const MACHINES = {
  x64: { column: 0, architecture: 0xc0_00_00_3e },
  arm64: { column: 1, architecture: 0xc0_00_00_b7 },
} as const;

/** What a filter is for: a program alone, or one that may have children and send signals to others. */
export type ProcessProfile = "single" | "family";

/**
 * Whether a program that may have children may change modes, times and owners of files. "pretended": the call says
 * that it has worked and does nothing, which is what compilers and tests bear best where every file of the user is in
 * reach. A program alone may never.
 */
export type FileFacts = "changeable" | "pretended";

/** The filter for a kind of processor, in the form that the kernel takes; null where none is known. */
export function systemCallFilter(
  architecture: string,
  profile: ProcessProfile,
  facts: FileFacts = "changeable",
): Buffer | null {
  if (architecture !== "x64" && architecture !== "arm64") return null;
  return assemble(instructions(architecture, profile, facts));
}

function instructions(
  machine: keyof typeof MACHINES,
  profile: ProcessProfile,
  facts: FileFacts,
): Instruction[] {
  const { column, architecture } = MACHINES[machine];
  const refuse = (calls: Readonly<Record<string, Numbers>>, error: number) =>
    Object.values(calls).flatMap((numbers) =>
      when(numbers[column], [[RETURN, 0, 0, ERRNO | error]]),
    );
  const onlyItself = (calls: Readonly<Record<string, Numbers>>) =>
    Object.values(calls).flatMap((numbers) => when(numbers[column], ownProcess()));
  const alone = [
    ...refuse(FILE_FACTS, EPERM),
    ...refuse(WATCHES, EPERM),
    ...refuse(PROCESSES, EPERM),
    ...refuse(MEMORY_FILES, ENOSYS),
    ...refuse({ tkill: TKILL }, EPERM),
    ...onlyItself(SIGNALS),
  ];
  const amongOthers = facts === "pretended" ? refuse(FILE_FACTS, NOTHING) : [];
  return [
    [LOAD, 0, 0, ARCHITECTURE],
    [EQUAL, 1, 0, architecture],
    [RETURN, 0, 0, KILL],
    [LOAD, 0, 0, NUMBER],
    ...(machine === "x64"
      ? ([
          [AT_LEAST, 0, 1, X32_CALLS],
          [RETURN, 0, 0, KILL],
        ] as const)
      : []),
    ...refuse(FORBIDDEN, EPERM),
    ...refuse(MISSING, ENOSYS),
    ...when(CLONE[column], cloneRule(profile)),
    ...when(SOCKET_PAIR[column], socketPairRule()),
    ...onlyItself(LIMITS),
    ...(profile === "single" ? alone : amongOthers),
    [RETURN, 0, 0, ALLOW],
  ];
}

/** The rule, which must end in returns, for one call. */
function when(number: number | null, rule: readonly Instruction[]): readonly Instruction[] {
  return number === null ? [] : [[EQUAL, 0, rule.length, number], ...rule];
}

function cloneRule(profile: ProcessProfile): readonly Instruction[] {
  const load: Instruction = [LOAD, 0, 0, FIRST_ARGUMENT];
  const [refused, allowed]: Instruction[] = [
    [RETURN, 0, 0, ERRNO | EPERM],
    [RETURN, 0, 0, ALLOW],
  ];
  if (refused === undefined || allowed === undefined) return [];
  return profile === "family"
    ? [load, [ANY_BIT, 0, 1, NEW_NAMESPACES], refused, allowed]
    : [load, [ANY_BIT, 1, 0, CLONE_THREAD], refused, allowed];
}

/** Of single messages, one end could be turned to a server of this machine. */
function socketPairRule(): readonly Instruction[] {
  return [
    [LOAD, 0, 0, SECOND_ARGUMENT],
    [AND, 0, 0, SOCKET_TYPES],
    [EQUAL, 2, 0, SOCK_STREAM],
    [EQUAL, 1, 0, SOCK_SEQPACKET],
    [RETURN, 0, 0, ERRNO | EPERM],
    [RETURN, 0, 0, ALLOW],
  ];
}

/** A first argument of 0 or of this process, which has the same number after exec. */
function ownProcess(): readonly Instruction[] {
  return [
    [LOAD, 0, 0, FIRST_ARGUMENT],
    [EQUAL, 2, 0, 0],
    [EQUAL, 1, 0, OWN_PID],
    [RETURN, 0, 0, ERRNO | EPERM],
    [RETURN, 0, 0, ALLOW],
  ];
}

const INSTRUCTION_BYTES = 8;

function assemble(list: readonly Instruction[]): Buffer {
  const code = Buffer.alloc(list.length * INSTRUCTION_BYTES);
  for (const [index, [operation, ifTrue, ifFalse, value]] of list.entries()) {
    const at = index * INSTRUCTION_BYTES;
    code.writeUInt16LE(operation, at);
    code.writeUInt8(ifTrue, at + 2);
    code.writeUInt8(ifFalse, at + 3);
    code.writeUInt32LE(value >>> 0, at + 4);
  }
  return code;
}
