"""What a child does between fork and exec: it gives up everything that a judged program must not have."""

import os
import resource
import signal
import time

import kernel
import landlock
import seccomp

OPEN_FILES = 256
_MEGABYTE = 1 << 20
_ADDRESSES = 64 << 30
_FIRST_HIGH = 100  # descriptors above all that we have open


def become(run, streams, report):
    """Turns this process into the program of a run. Never returns; raises when something fails."""
    setup, program = run.setup, run.program
    keeper, work = os.getppid(), run.slots.path(program.slot, "work")
    os.setsid()
    os.chdir(work)
    _limit(program, setup.busy_processes)
    _drop_rights(setup, program.slot)
    if kernel.LINUX:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != keeper:
            os._exit(127)  # It died before the signal was asked for.
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        landlock.obey(run.rules)
    _connect(streams)
    if setup.filters[program.may_fork]:
        seccomp.restrict(setup.filters[program.may_fork])
    for number in range(1, 32):
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(number, signal.SIG_DFL)
    environment = dict(variable.partition("=")[::2] for variable in program.variables)
    environment.update(HOME=work, TMPDIR=work, PWD=work)
    report.cpu_before_ns = time.process_time_ns()
    report.began_ns = time.monotonic_ns()
    os.execve(program.arguments[0], program.arguments, environment)


def _limit(program, busy_processes):
    limits = program.limits
    # Page tables count nowhere, and grow with what is set aside. Tests may be run under a sanitizer, which needs more.
    addresses = () if program.may_fork else (("RLIMIT_AS", _ADDRESSES),)
    for name, value in (
        *addresses,
        ("RLIMIT_CORE", 0),
        ("RLIMIT_CPU", limits["cpu-ms"] // 1000 + 2),
        ("RLIMIT_DATA", limits["data-mb"] * _MEGABYTE),
        ("RLIMIT_STACK", limits["stack-mb"] * _MEGABYTE),
        ("RLIMIT_FSIZE", limits["file-mb"] * _MEGABYTE),
        ("RLIMIT_NOFILE", OPEN_FILES),
        ("RLIMIT_NPROC", limits["processes"] + busy_processes),
        ("RLIMIT_MEMLOCK", 65536),
        ("RLIMIT_MSGQUEUE", 0),
    ):
        which = getattr(resource, name, None)  # Not every system has every limit.
        if which is not None:
            _, ceiling = resource.getrlimit(which)
            value = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
            resource.setrlimit(which, (value, value))


def _drop_rights(setup, slot):
    if kernel.LINUX:
        kernel.bound_capabilities()
    if setup.uid is not None:
        group, user = setup.group_of(slot), setup.uid
        os.setgroups([])
        os.setresgid(group, group, group)
        os.setresuid(user, user, user)
    if kernel.LINUX:
        kernel.drop_capabilities()


def _connect(streams):
    # Out of the way first: none may be overwritten before it is used.
    high = [os.dup2(source, _FIRST_HIGH + target) for target, source in enumerate(streams)]
    for target, source in enumerate(high):
        os.dup2(source, target)
    os.closerange(len(high), OPEN_FILES)
