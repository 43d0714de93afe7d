"""Landlock: a process gives up every file, TCP port and signal that is not on its list (Linux 5.13)."""

import ctypes
import os
import stat
import struct

import kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_RULE_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_ALL_OF_ABI_1 = (1 << 13) - 1
_REFER, _TRUNCATE, _IOCTL_DEVICE = 1 << 13, 1 << 14, 1 << 15
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_FOR_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEVICE
_TCP = 3  # bind and connect
_SCOPES = 3  # abstract sockets and signals

_DEVICES_TO_READ = ["/dev/zero", "/dev/random", "/dev/urandom"]
_DEVICES_TO_WRITE = ["/dev/null", "/dev/full"]


def version():
    """The version that this kernel speaks; 0 when it has none."""
    if not kernel.LINUX:
        return 0
    try:
        return kernel.system_call(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(1))
    except OSError:
        return 0


_known = {}  # the rules of each slot, with all that they depend on


def rules_for(run):
    """The rules of a run as a descriptor, remembered from one to the next; None where there is no Landlock."""
    if run.setup.landlock == 0:
        return None
    program = run.program
    key = (run.slots.generation, program.readable, program.writable, program.artifact)
    known, rules = _known.get(program.slot, (None, None))
    if known != key:
        if rules is not None:
            os.close(rules)
        rules = _make_rules(run)
        _known[program.slot] = (key, rules)
    return rules


def obey(rules):
    """Holds this process to rules from now on; needs PR_SET_NO_NEW_PRIVS."""
    if rules is not None:
        kernel.system_call(_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint(0))


def _make_rules(run):
    version, program, slots = run.setup.landlock, run.program, run.slots
    handled = _files_handled(version)
    attributes = struct.pack("=QQQ", handled, _TCP, _SCOPES)
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = kernel.system_call(_CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint(0))
    artifacts = [] if program.artifact is None else [program.artifact]
    for path in program.readable + [slots.path(program.slot, "harness")] + artifacts + _DEVICES_TO_READ:
        _allow(rules, path, _READ & handled)
    for path in program.writable + [slots.path(program.slot, "work")] + _DEVICES_TO_WRITE:
        _allow(rules, path, handled & ~_IOCTL_DEVICE)
    return rules


def _files_handled(version):
    handled = _ALL_OF_ABI_1
    if version >= 2:
        handled |= _REFER
    if version >= 3:
        handled |= _TRUNCATE
    if version >= 5:
        handled |= _IOCTL_DEVICE
    return handled


def _allow(rules, path, access):
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # The list names what some systems have; what is not there cannot be opened either.
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            access &= _FOR_FILES
        rule = struct.pack("=Qi", access, place)
        kernel.system_call(
            _ADD_RULE, ctypes.c_int(rules), ctypes.c_int(_RULE_PATH_BENEATH), rule, ctypes.c_uint(0)
        )
    finally:
        os.close(place)
