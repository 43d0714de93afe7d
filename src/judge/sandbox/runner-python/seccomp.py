"""System call filters: they come ready-made from the other side, and are put into force here."""

import ctypes
import errno
import os
import struct

import kernel

_MODE_FILTER = 2
_INSTRUCTION_BYTES = 8
_OWN_PID = 0x7FEDCBA9  # stands in a filter where the process that installs it writes its number


def available():
    """Whether this kernel can filter system calls."""
    # A filter at address 0 is refused with EFAULT where filters exist, with EINVAL where they do not.
    return kernel.LINUX and kernel.try_prctl(kernel.PR_SET_SECCOMP, _MODE_FILTER, 0) == errno.EFAULT


def restrict(filter_):
    """Filters this process and its children from now on; needs PR_SET_NO_NEW_PRIVS."""
    code = filter_.replace(struct.pack("=I", _OWN_PID), struct.pack("=I", os.getpid()))
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HP", len(code) // _INSTRUCTION_BYTES, ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_SECCOMP, _MODE_FILTER, header)
