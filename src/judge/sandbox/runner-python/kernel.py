"""The C library, loaded once: every child finds it ready."""

import ctypes
import os
import struct
import sys

# Calls keep Python's own lock: a process that `clone` has made must not look for it.
_libc = ctypes.PyDLL(None, use_errno=True)
LINUX = sys.platform == "linux"

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

NEW_MOUNTS, NEW_IPC, NEW_PIDS = 0x00020000, 0x08000000, 0x20000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
MS_REC, MS_PRIVATE = 1 << 14, 1 << 18
_MNT_DETACH = 2

_CLONE3 = 435  # the same number on every architecture
_SIGCHLD = 17
_M_MMAP_THRESHOLD = -3


def _need(result, what):
    """The result of a call. Raises OSError when it has failed."""
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, "%s: %s" % (what, os.strerror(code)))
    return result


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
    return _need(_libc.syscall(ctypes.c_long(number), *arguments), "system call %d" % number)


def clone(namespaces):
    """A fork into namespaces of its own: 0 in the child, its number in the parent. Needs a single thread."""
    arguments = struct.pack("=8Q", namespaces, 0, 0, 0, _SIGCHLD, 0, 0, 0)
    return system_call(_CLONE3, arguments, ctypes.c_size_t(len(arguments)))


def unshare(namespaces):
    """unshare(2). Raises OSError."""
    _need(_libc.unshare(ctypes.c_int(namespaces)), "no namespace of our own")


def mount(source, target, kind, flags, options=None):
    """mount(2). Raises OSError."""
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind, options)]
    result = _libc.mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3])
    _need(result, "%s cannot be mounted" % target)


def unmount(target):
    """Takes away a mount, now or when nobody uses it any more. Raises OSError."""
    _need(_libc.umount2(os.fsencode(target), ctypes.c_int(_MNT_DETACH)), "%s cannot be cleared" % target)


def bound_capabilities():
    """Whatever is executed from now on gets no right of root. Done before another user is taken on."""
    for capability in range(64):
        try_prctl(PR_CAPBSET_DROP, capability)  # Fails beyond the last one, and where we have none to drop.


def drop_capabilities():
    """Gives up every right of root. Raises OSError."""
    header = struct.pack("=Ii", 0x20080522, 0)
    _need(_libc.capset(header, bytes(24)), "capabilities")


def give_memory_back():
    """Large blocks go back to the system when they are freed: a child's peak memory starts at ours."""
    if LINUX and hasattr(_libc, "mallopt"):
        _libc.mallopt(_M_MMAP_THRESHOLD, 1 << 17)
