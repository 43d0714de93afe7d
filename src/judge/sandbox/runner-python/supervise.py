"""
Runs programs for the judge, one after another, as told over standard input (see message.py and request.py). When
standard input ends, everything that runs is ended too.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import fcntl
import resource
import signal

import confine
import kernel
import landlock
import mounts
import processes
import seccomp
import tree
from box import Slots
from launch import Run
from message import Gone, Inbox, Outbox, Trouble
from request import read_request, read_setup
from watch import ERRORS, OUTPUT, RESULT, Execution, watch

_PIPE_BYTES = 1 << 20
_SPARE_PROCESSES = 64
_SECONDS_TO_END = 5


def _make_pipe(setup, size=None):
    reader, writer = os.pipe()
    if size is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        try:
            fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, size)
        except OSError:
            pass  # A user may hold only so much in pipes; the default size does as well.
    if setup.uid is not None:
        os.fchown(writer, setup.uid, setup.uid)  # So that the program can open /dev/stdout by name.
    return reader, writer


class Supervisor:
    """Serves one request after another."""

    def __init__(self, setup, inbox, outbox):
        self._setup, self._inbox, self._outbox = setup, inbox, outbox
        self._slots = Slots(setup)

    def serve_one(self):
        """One request: one run of one program, or of two, and nothing left of it."""
        programs = read_request(self._inbox, self._slots)
        if not self._setup.namespaces:
            self._slots.note_disk()
        executions = [self._prepare(program) for program in programs]
        if len(executions) == 1:
            self._run_one(*executions)
        else:
            self._run_two(*executions)
        for execution in executions:
            self._send(execution)
            execution.close()
            execution.program.close()
            mounts.unmount_writable(self._setup, execution.program, self._slots)
        self._outbox.end()
        if not self._setup.namespaces and not all(execution.report.is_whole for execution in executions):
            self._end_what_was_left()
        self._slots.clear()

    def remove(self):
        """Ends all that runs and removes all files. In namespaces they end with us."""
        if not self._setup.namespaces:
            processes.end_all(_SECONDS_TO_END)
        self._slots.remove()

    def _prepare(self, program):
        mounts.mount_writable(self._setup, program, self._slots)
        self._slots.furnish(program)
        return Execution(Run(self._setup, self._slots, program))

    def _run_one(self, execution):
        output = self._watched(execution, OUTPUT, _PIPE_BYTES)
        self._start(execution, execution.program.take_standard_input(), output)
        watch([execution])

    def _run_two(self, first, second):
        """Each reads what the other writes."""
        (there, from_first), (back, from_second) = _make_pipe(self._setup), _make_pipe(self._setup)
        # One reader of what the second writes stays open: it may write its last word when the first has gone.
        second.leftover = os.dup(back)
        # Neither sees the end of the other before that is measured: else it might end first by the clock.
        first.held = [os.dup(from_first)]
        second.held = [os.dup(from_second), os.dup(there)]
        self._start(first, back, from_first)
        self._start(second, there, from_second)
        watch([first, second])

    def _start(self, execution, standard_input, output):
        errors, result = (self._watched(execution, stream) for stream in (ERRORS, RESULT))
        execution.start((standard_input, output, errors, result))

    def _watched(self, execution, stream, size=None):
        reader, writer = _make_pipe(self._setup, size)
        os.set_blocking(reader, False)
        execution.readers[stream] = reader
        return writer

    def _send(self, execution):
        report, program, put = execution.report, execution.program, self._outbox.put
        if report.failure:
            put("failure", report.failure)
        elif not report.is_whole and execution.stopped_by is None:
            put("failure", "a process of it could not be ended")
        self._send_ending(execution)
        put("cpu-ns", max(0, report.cpu_ns - report.cpu_before_ns))
        for name in ("began_ns", "ended_ns", "memory_kb"):
            put(name.replace("_", "-"), getattr(report, name))
        for name, written in zip(("stdout", "stderr", "result"), execution.written):
            put(name, written)
            written.clear()
        put("work", self._slots.path(program.slot, "work"))
        if program.collect is not None:
            collector = tree.Collector(program.collect_mb, program.collect_files, self._send_file)
            collector.collect(self._slots.path(program.slot, "work"), program.collect)
        put("over", program.slot)

    def _send_file(self, name, is_executable, content):
        self._outbox.put("collected", ("x" if is_executable else "-") + name)
        self._outbox.put("content", content)

    def _send_ending(self, execution):
        put, status = self._outbox.put, execution.report.status
        limits = {signal.SIGXCPU: "cpu-limit", signal.SIGXFSZ: "output-limit"}
        if execution.stopped_by is not None:
            put("ending", execution.stopped_by)
        elif os.WIFEXITED(status):
            put("ending", "exited")
            put("code", os.WEXITSTATUS(status))
        elif os.WTERMSIG(status) in limits:
            put("ending", limits[os.WTERMSIG(status)])
        else:
            put("ending", "signalled")
            put("signal", os.WTERMSIG(status))

    def _end_what_was_left(self):
        if not processes.end_all(_SECONDS_TO_END):
            raise Trouble("a process of a run cannot be ended")


def _make_ready():
    os.umask(0o022)
    processes.adopt_orphans()
    kernel.give_memory_back()
    _, ceiling = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (confine.OPEN_FILES, ceiling))
    if kernel.LINUX:
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)  # Nobody reads our memory or environment.


def _agree(inbox, outbox):
    """Tells what this system offers and takes what is to be used of it."""
    offered = landlock.version()
    outbox.put("landlock", offered)
    outbox.put("seccomp", int(seccomp.available()))
    outbox.end()
    setup = read_setup(inbox)
    if setup.landlock > offered:
        raise Trouble("this system has no Landlock %d" % setup.landlock)
    if setup.namespaces:
        # The mounts around us belong to somebody with more rights; in a copy of them we may make our own.
        kernel.unshare(kernel.NEW_MOUNTS)
        setup.busy_processes = _SPARE_PROCESSES
    elif setup.uid is None:
        # A user of its own has no other processes; a person has many, and the limit counts them too.
        setup.busy_processes = processes.threads_of_user(os.getuid()) + _SPARE_PROCESSES
    return setup


def main():
    inbox, outbox = Inbox(), Outbox()
    _make_ready()
    setup = _agree(inbox, outbox)
    supervisor = Supervisor(setup, inbox, outbox)
    try:
        outbox.put("ready")
        outbox.end()
        while True:
            supervisor.serve_one()
    finally:
        supervisor.remove()


try:
    main()
except (Gone, BrokenPipeError):
    pass  # The other side has gone: there is nobody left to tell.
except (Trouble, OSError) as error:
    sys.exit(str(error))
