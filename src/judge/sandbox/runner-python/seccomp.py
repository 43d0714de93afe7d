"""A system call filter: no sockets, no tracing, no kernel administration, and, where wanted, no new processes."""

import ctypes
import errno
import os
import struct

import kernel

_MODE_FILTER = 2
_LOAD, _EQUAL, _ANY_BIT, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16

_CLONE_THREAD = 0x00010000
_NEW_NAMESPACES = 0x7E020000

# name: (x86_64, aarch64); -1 where the architecture has no such call
_FORBIDDEN = {
    "socket": (41, 198), "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "move_pages": (279, 239), "migrate_pages": (256, 238),
    "setpriority": (141, 140), "sched_setscheduler": (144, 119), "sched_setattr": (314, 274), "sched_setparam": (142, 118),
    "ioprio_set": (251, 30), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "setns": (308, 268), "unshare": (272, 97), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89), "settimeofday": (164, 170), "clock_settime": (227, 112),
    "adjtimex": (159, 171), "clock_adjtime": (305, 266), "quotactl": (179, 60), "quotactl_fd": (443, 443), "syslog": (103, 116),
    "sethostname": (170, 161), "setdomainname": (171, 162), "iopl": (172, -1), "ioperm": (173, -1), "modify_ldt": (154, -1),
    "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180), "vhangup": (153, 58),
    "lookup_dcookie": (212, 18), "fanotify_init": (300, 262),
}
_MISSING = {"clone3": (435, 435)}  # answered with ENOSYS, so that the C library falls back to clone
_MEMORY_FILES = {"memfd_create": (319, 279), "memfd_secret": (447, 447)}  # memory that no limit counts
_PROCESSES = {"fork": (57, -1), "vfork": (58, -1)}
_CLONE = (56, 220)
_SIGNALS = {"kill": (62, 129), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240)}
_TKILL = (200, 130)
_PRLIMIT = (302, 261)

# machine: (column of the tables, audit architecture)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


_OWN_PID = 0x7FEDCBA9  # stands in a prepared filter where the process that installs it writes its number


def available():
    """Whether this kernel and architecture can filter system calls."""
    if not kernel.LINUX or os.uname().machine not in _MACHINES or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    # A filter at address 0 is refused with EFAULT where filters exist, with EINVAL where they do not.
    return kernel.try_prctl(kernel.PR_SET_SECCOMP, _MODE_FILTER, 0) == errno.EFAULT


def prepare(may_fork):
    """The filter for programs that may, or may not, have children and so send signals to others."""
    column, architecture = _MACHINES[os.uname().machine]
    return _program(column, architecture, may_fork)


def restrict(prepared):
    """Filters this process and its children from now on; needs PR_SET_NO_NEW_PRIVS."""
    code = prepared.replace(struct.pack("=I", _OWN_PID), struct.pack("=I", os.getpid()))
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_SECCOMP, _MODE_FILTER, header)


def _program(column, architecture, may_fork):
    filter_ = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL)]
    filter_.append((_LOAD, 0, 0, _NUMBER))
    if column == 0:
        filter_ += [(_AT_LEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _KILL)]  # the x32 calls
    refuse = {"EPERM": _FORBIDDEN, "ENOSYS": {**_MISSING, **_MEMORY_FILES}}
    if may_fork:
        refuse["ENOSYS"] = _MISSING
    else:
        refuse["EPERM"] = {**_FORBIDDEN, **_PROCESSES}
    for name, calls in refuse.items():
        for numbers in calls.values():
            if numbers[column] >= 0:
                filter_ += _when(numbers[column], [(_RETURN, 0, 0, _ERRNO | getattr(errno, name))])
    filter_ += _when(_CLONE[column], _clone_rule(may_fork))
    filter_ += _when(_PRLIMIT[column], _own_process_only())
    if not may_fork:
        filter_ += _when(_TKILL[column], [(_RETURN, 0, 0, _ERRNO | errno.EPERM)])
        for numbers in _SIGNALS.values():
            filter_ += _when(numbers[column], _own_process_only())
    filter_.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in filter_)


def _when(number, body):
    """Runs the body, which must end in returns, for one system call."""
    return [(_EQUAL, 0, len(body), number), *body]


def _clone_rule(may_fork):
    load = (_LOAD, 0, 0, _FIRST_ARGUMENT)
    refused, allowed = (_RETURN, 0, 0, _ERRNO | errno.EPERM), (_RETURN, 0, 0, _ALLOW)
    if may_fork:
        return [load, (_ANY_BIT, 0, 1, _NEW_NAMESPACES), refused, allowed]
    return [load, (_ANY_BIT, 1, 0, _CLONE_THREAD), refused, allowed]


def _own_process_only():
    """Allows a first argument of 0 or of this process, which has the same number after exec."""
    return [
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 2, 0, 0),
        (_EQUAL, 1, 0, _OWN_PID),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
