"""The C library, loaded once: every child finds it ready."""

import ctypes
import os
import sys

_libc = ctypes.CDLL(None, use_errno=True)
LINUX = sys.platform == "linux"

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

_M_MMAP_THRESHOLD = -3


def try_prctl(option, *arguments):
    """0, or the error number."""
    numbers = [*arguments, 0, 0, 0, 0][:4]
    values = [ctypes.c_void_p(number) if isinstance(number, int) else number for number in numbers]
    return ctypes.get_errno() if _libc.prctl(option, *values) != 0 else 0


def prctl(option, *arguments):
    """Raises OSError where `try_prctl` returns a number."""
    code = try_prctl(option, *arguments)
    if code != 0:
        raise OSError(code, "prctl %d: %s" % (option, os.strerror(code)))


def system_call(number, *arguments):
    """A call that the C library has no name for. Raises OSError."""
    result = _libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, "system call %d: %s" % (number, os.strerror(code)))
    return result


def drop_capabilities(header, data):
    """capset(2). Raises OSError."""
    if _libc.capset(header, data) != 0:
        raise OSError(ctypes.get_errno(), "the capabilities could not be dropped")


def give_memory_back():
    """Large blocks go back to the system when they are freed: a child's peak memory starts at ours."""
    if LINUX and hasattr(_libc, "mallopt"):
        _libc.mallopt(_M_MMAP_THRESHOLD, 1 << 17)
