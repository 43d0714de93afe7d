"""
Starting a program. Between it and us stands a keeper, a process that starts it, waits for it, measures it next to its
end and then ends everything that it has left. In namespaces of its own the keeper is process 1.
"""

import ctypes
import mmap
import os
import signal
import time

import confine
import kernel
import landlock
import mounts
import processes

_PEAK_UNITS_PER_KB = 1 if kernel.LINUX else 1024


class Report(ctypes.Structure):
    """What the keeper and the program report, in memory that they share with us until the program begins."""

    _fields_ = [
        ("began_ns", ctypes.c_longlong),  # when the program began; 0: not yet
        ("cpu_before_ns", ctypes.c_longlong),  # what its process had taken before
        ("ended_ns", ctypes.c_longlong),
        ("cpu_ns", ctypes.c_longlong),  # of its process, and of others that it has started
        ("memory_kb", ctypes.c_longlong),
        ("program", ctypes.c_int),  # its number, as the keeper knows it
        ("status", ctypes.c_int),
        ("is_whole", ctypes.c_int),  # whether the keeper came to its end
        ("failure", ctypes.c_char * 200),  # why the program could not begin; empty: it did
    ]


class Run:
    """One program and what it is run with."""

    def __init__(self, setup, slots, program):
        self.setup, self.slots, self.program = setup, slots, program
        self.rules = None

    def launch(self, streams):
        """
        Starts the program with these descriptors as its first. Returns the keeper's number, a descriptor that is
        at its end when the keeper has ended, and the report.
        """
        report = Report.from_buffer(mmap.mmap(-1, ctypes.sizeof(Report)))
        # Here and not in the child, so that the next run finds them made.
        self.rules = landlock.rules_for(self)
        life_reader, life = os.pipe()
        namespaces = self._namespaces()
        keeper = kernel.clone(namespaces) if namespaces else os.fork()
        if keeper == 0:
            self._keep(streams, report, life)
        os.close(life)
        return keeper, life_reader, report

    def _namespaces(self):
        if not self.setup.namespaces:
            return 0
        needs_mounts = mounts.are_needed(self.setup, self.program)
        return kernel.NEW_PIDS | kernel.NEW_IPC | (kernel.NEW_MOUNTS if needs_mounts else 0)

    def _keep(self, streams, report, life):
        try:
            if kernel.LINUX:
                kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
            processes.adopt_orphans()
            mounts.arrange(self.setup, self.program, self.slots)
            pid = os.fork()
            if pid == 0:
                confine.become(self, streams, report)
            report.program = pid
            os.closerange(0, life)
            os.closerange(life + 1, confine.OPEN_FILES)
            _wait_for(pid, report)
            self._end_the_others(pid, report)
            report.is_whole = 1
        except BaseException as error:  # Nothing may return into the supervisor's own code.
            report.failure = ("%s: %s" % (type(error).__name__, error)).encode()[:199]
        finally:
            os._exit(127)

    def _end_the_others(self, leader, report):
        while True:
            if self.setup.namespaces:
                processes.kill(-1)
            else:
                processes.kill(-leader)
                processes.kill_descendants()
            try:
                pid, _, usage = os.wait4(-1, 0 if self.setup.namespaces else os.WNOHANG)
            except ChildProcessError:
                return
            if pid > 0:
                _add_usage(report, usage)
            else:
                time.sleep(0.0005)


def _wait_for(program, report):
    """Waits for the program, and for orphans that come to us meanwhile."""
    while True:
        pid, status, usage = os.wait4(-1, 0)
        ended_ns = time.monotonic_ns()
        _add_usage(report, usage)
        if pid == program:
            report.status = status
            report.ended_ns = ended_ns
            return


def _add_usage(report, usage):
    report.cpu_ns += round((usage.ru_utime + usage.ru_stime) * 1e9)
    report.memory_kb = max(report.memory_kb, usage.ru_maxrss // _PEAK_UNITS_PER_KB)
