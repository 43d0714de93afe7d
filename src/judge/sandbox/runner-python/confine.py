"""What a child does between fork and exec: it gives up everything that a judged program must not have."""

import os
import resource
import signal
import struct
import time

import kernel
import landlock
import seccomp

_MEGABYTE = 1 << 20

CLOCKS = struct.Struct("=xqq")
"""What the child reports at exec: a zero byte, its CPU time so far and the time of day, both in ns."""

_OPEN_FILES = 256

def become(program, box, supervisor):
    """Turns this process into the judged program. Reports its own clocks, or what failed, on `box.report`."""
    os.setsid()
    os.chdir(program["work"])
    _connect(box)
    _limit(program["limits"], supervisor.busy_processes)
    _drop_privileges(supervisor.uid)
    if kernel.LINUX:
        _die_with(supervisor.pid)
        _shut_off(box)
    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    environment = dict(program["env"], HOME=program["work"], TMPDIR=program["work"], PWD=program["work"])
    os.write(box.report, CLOCKS.pack(time.process_time_ns(), time.monotonic_ns()))
    os.execve(program["argv"][0], program["argv"], environment)


def _connect(box):
    for target, source in enumerate((box.stdin, box.stdout, box.stderr, box.result)):
        os.dup2(source, target)  # Every other descriptor of ours closes at exec.


def _limit(limits, busy_processes):
    processes = limits["processes"] + busy_processes
    for name, value in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_CPU", limits["cpuMs"] // 1000 + 2),
        ("RLIMIT_DATA", limits["dataMb"] * _MEGABYTE),
        ("RLIMIT_STACK", limits["stackMb"] * _MEGABYTE),
        ("RLIMIT_FSIZE", limits["fileMb"] * _MEGABYTE),
        ("RLIMIT_NOFILE", _OPEN_FILES),
        ("RLIMIT_NPROC", processes),
        ("RLIMIT_MEMLOCK", 65536),
        ("RLIMIT_MSGQUEUE", 0),
    ):
        which = getattr(resource, name, None)  # Not every system has every limit.
        if which is not None:
            _, ceiling = resource.getrlimit(which)
            value = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
            resource.setrlimit(which, (value, value))


def _drop_privileges(uid):
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    elif os.geteuid() == 0 and kernel.LINUX:
        _drop_capabilities()


def _drop_capabilities():
    """Root that cannot become somebody else keeps its files and nothing more."""
    for capability in range(64):
        kernel.try_prctl(kernel.PR_CAPBSET_DROP, capability)  # Fails beyond the last one, which is right.
    kernel.drop_capabilities(struct.pack("=Ii", 0x20080522, 0), bytes(24))


def _die_with(supervisor):
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != supervisor:
        os._exit(127)  # It died before the signal was asked for.


def _shut_off(box):
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if box.rules is not None:
        landlock.enclose(box.rules)
    if box.filter is not None:
        seccomp.restrict(box.filter)
