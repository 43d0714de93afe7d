"""What is asked for: how the runner is set up, and what one run is given and allowed."""

import os

from message import Trouble

MOST_PROGRAMS = 2

_LIMITS = ("cpu-ms", "wall-ms", "memory-mb", "data-mb", "stack-mb", "file-mb", "output-mb", "disk-mb", "processes")


class Setup:
    """What every run shares."""

    def __init__(self):
        self.root = None  # the folder of all runs
        self.namespaces = False  # whether each run gets its own; we hold the rights for it then
        self.landlock = 0  # version in use; 0: none
        self.uid = None  # as whom programs run; None: as ourselves
        self.busy_processes = 0  # of this user, which the limit counts as well
        self.filters = [b"", b""]  # by whether the program may have children; empty: none

    def group_of(self, slot):
        """The group that the program of a slot has, where it runs as another user."""
        return self.uid - slot


class Program:
    """One program of a request."""

    def __init__(self, slot):
        self.slot = slot
        self.arguments, self.variables, self.readable, self.writable = [], [], [], []
        self.limits = dict.fromkeys(_LIMITS, 0)
        self.may_fork = False
        self.has_partner = False  # whether another one runs at the same time
        self.artifact = None  # a folder to read as ../artifact
        self.collect = None  # a folder below the working folder that is sent back
        self.collect_mb = self.collect_files = 0
        self.standard_input = None  # a descriptor

    def take_standard_input(self):
        """The descriptor of its standard input, which the caller closes."""
        descriptor, self.standard_input = self.standard_input, None
        return descriptor

    def close(self):
        """Closes what nobody has taken."""
        if self.standard_input is not None:
            os.close(self.take_standard_input())


def read_setup(inbox):
    """The setup, which comes first."""
    setup = Setup()
    for name, length in _fields(inbox):
        if name == "root":
            setup.root = inbox.take_text(length)
        elif name == "namespaces":
            setup.namespaces = inbox.take_number(length) != 0
        elif name in ("landlock", "uid"):
            setattr(setup, name, inbox.take_number(length))
        elif name in ("filter-single", "filter-family"):
            setup.filters[name == "filter-family"] = inbox.take(length)
        else:
            raise Trouble("the setup has an unknown field: %s" % name)
    if setup.root is None:
        raise Trouble("the setup has no root")
    return setup


def read_request(inbox, slots):
    """The programs of the next request: a second one talks with the first."""
    programs = []
    for name, length in _fields(inbox):
        if name == "program":
            inbox.take(length)
            if len(programs) == MOST_PROGRAMS:
                raise Trouble("a request has too many programs")
            slots.open(len(programs))
            programs.append(Program(len(programs)))
        elif not programs:
            raise Trouble("a request does not begin with a program")
        else:
            _take_program_field(programs[-1], (name, length), inbox, slots)
    if not programs:
        raise Trouble("a request without a program")
    for program in programs:
        program.has_partner = len(programs) > 1
    return programs


def _fields(inbox):
    name, length = inbox.next()
    while name != "end":
        yield name, length
        name, length = inbox.next()


_LISTS = {"argument": "arguments", "variable": "variables", "readable": "readable", "writable": "writable"}


def _take_program_field(program, field, inbox, slots):
    name, length = field
    if name in _LISTS:
        getattr(program, _LISTS[name]).append(inbox.take_text(length))
    elif name in _LIMITS:
        program.limits[name] = inbox.take_number(length)
    elif name in ("artifact", "collect"):
        setattr(program, name, inbox.take_text(length))
    elif name in ("collect-mb", "collect-files"):
        setattr(program, name.replace("-", "_"), inbox.take_number(length))
    elif name == "may-fork":
        program.may_fork = inbox.take_number(length) != 0
    elif name == "prepared":
        slots.fill(program, inbox.take_text(length))
    elif name == "file":
        _take_file(inbox.take_text(length), program, inbox, slots)
    elif name == "stdin":
        program.standard_input = _take_standard_input(length, inbox, slots.root)
    else:
        raise Trouble("a request has an unknown field: %s" % name)


def _take_file(path, program, inbox, slots):
    name, length = inbox.next()
    if name != "content":
        raise Trouble("a file without content: %s" % path)
    file = slots.make_file(program.slot, path)
    try:
        inbox.take_into_file(length, file)
    finally:
        os.close(file)


def _take_standard_input(length, inbox, root):
    """Standard input as a file of its own: it can be read again, and no path leads to it."""
    if hasattr(os, "memfd_create"):
        writer = os.memfd_create("input")
        reader = os.open("/proc/self/fd/%d" % writer, os.O_RDONLY)
    else:
        path = os.path.join(root, "input")
        writer = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        reader = os.open(path, os.O_RDONLY)
        os.unlink(path)
    try:
        inbox.take_into_file(length, writer)
    finally:
        os.close(writer)
    return reader
