"""Runs one program under its limits and says exactly how it ended and what it took."""

import fcntl
import os
import select
import signal
import time

import confine
import folders
import landlock
import processes

_CHECK_SECONDS = 0.008
_SLOW_CHECK_SECONDS = 0.1
_MEGABYTE = 1 << 20
_PIPE_BYTES = 1 << 20
_STDERR_KEPT = 1 << 16
_FOLDER_MB, _FOLDER_ENTRIES = 256, 20000

_DEVICES_TO_READ = ["/dev/zero", "/dev/random", "/dev/urandom"]
_DEVICES_TO_WRITE = ["/dev/null", "/dev/full"]


class Cancelled(Exception):
    """The other side has gone away."""


class NotStarted(Exception):
    """The program could not be started as it must be."""


class Box:
    """
    What one program is started with: its pipes, and the walls around it, made beforehand so that the child
    has little to do. Descriptors lie above those that the program will get, so that none is overwritten.
    """

    def __init__(self, program, supervisor):
        self.rules = self.filter = None
        self.stdin = _high(os.open(program["stdin"], os.O_RDONLY))
        self.stdout_reader, self.stdout = _pipe()
        self.stderr_reader, self.stderr = _pipe()
        self.result_reader, self.result = _pipe()
        self.report_reader, self.report = _pipe()
        if supervisor.landlock:
            readable = program["readable"] + [program["harness"], program["stdin"]]
            readable += [program["artifact"]] if program["artifact"] else []
            readable += _DEVICES_TO_READ
            writable = program["writable"] + [program["work"]] + _DEVICES_TO_WRITE
            self.rules = _high(landlock.ruleset(supervisor.landlock, readable, writable))
        if supervisor.seccomp:
            self.filter = supervisor.filters[program["mayFork"]]

    def open_to(self, uid):
        """Lets the program open /dev/stdin and the like by name."""
        for descriptor in (self.stdout, self.stderr):
            os.fchown(descriptor, uid, uid)

    def close_inner(self):
        for name in ("stdin", "stdout", "stderr", "result", "report", "rules"):
            self._close(name)

    def close(self):
        self.close_inner()
        for name in ("stdout_reader", "stderr_reader", "result_reader", "report_reader"):
            self._close(name)

    def _close(self, name):
        descriptor = getattr(self, name)
        if descriptor is not None:
            os.close(descriptor)
            setattr(self, name, None)


def _high(descriptor):
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 16)
    os.close(descriptor)
    return copy


def _pipe():
    reader, writer = os.pipe()
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        try:
            fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        except OSError:
            pass  # A user may hold only so much in pipes; the default size does as well.
    os.set_blocking(reader, False)
    return _high(reader), _high(writer)


class Execution:
    """One program on its way: what it has written and taken so far, and why it was stopped."""

    def __init__(self, program, box, supervisor):
        self.program, self.box, self.supervisor = program, box, supervisor
        self.limits = program["limits"]
        self.written = {"stdout": [], "stderr": [], "result": []}
        self.sizes = {"stdout": 0, "stderr": 0, "result": 0}
        self.stopped_by = None
        self.pid = os.fork()
        if self.pid == 0:
            self._enter()
        box.close_inner()
        try:
            self.cpu_before_ns, self.began_ns = self._read_report()
        except BaseException:
            processes.kill_all(5)
            raise

    def _enter(self):
        try:
            confine.become(self.program, self.box, self.supervisor)
        except BaseException as error:  # Nothing may return into the supervisor's own code.
            os.write(self.box.report, ("%s: %s" % (type(error).__name__, error)).encode())
        finally:
            os._exit(127)

    def _read_report(self):
        """The clocks at exec. Anything after them is the reason why exec failed."""
        report = b""
        os.set_blocking(self.box.report_reader, True)
        while True:
            piece = os.read(self.box.report_reader, 4096)
            if not piece:
                break
            report += piece
        size = confine.CLOCKS.size
        failure = report[size:] if report.startswith(b"\0") else report
        if failure or len(report) < size:
            raise NotStarted(failure.decode("utf-8", "replace") or "it died before exec")
        return confine.CLOCKS.unpack(report)

    def watch(self):
        """Waits for the end, stopping the program at its limits. Returns the result of wait4."""
        poller = select.poll()
        sources = {
            self.box.stdout_reader: "stdout",
            self.box.stderr_reader: "stderr",
            self.box.result_reader: "result",
        }
        for descriptor in (*sources, self.supervisor.control, self.supervisor.child_ended):
            poller.register(descriptor, select.POLLIN)
        next_check, next_slow_check = 0.0, 0.0
        while True:
            for descriptor, _ in poller.poll(_CHECK_SECONDS * 1000):
                if descriptor in sources:
                    if not self._read(descriptor, sources[descriptor]):
                        poller.unregister(descriptor)
                elif descriptor == self.supervisor.control:
                    raise Cancelled()
                else:
                    _drain(descriptor)
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid != 0:
                return status, usage
            now = time.monotonic()
            if now >= next_check:
                self._check_quick()
                next_check = now + _CHECK_SECONDS
            if now >= next_slow_check:
                self._check_slow()
                next_slow_check = now + _SLOW_CHECK_SECONDS

    def _read(self, descriptor, name):
        """Takes what is there. False at the end of the stream."""
        try:
            piece = os.read(descriptor, _PIPE_BYTES)
        except BlockingIOError:
            return True
        self.sizes[name] += len(piece)
        if self.sizes[name] > self.limits["outputMb"] * _MEGABYTE:
            self._stop("output-limit")
        elif name != "stderr":
            self.written[name].append(piece)
        elif piece:
            # The end of stderr says what went wrong; the rest is not kept.
            self.written[name] = [(b"".join(self.written[name]) + piece)[-_STDERR_KEPT:]]
        return bool(piece)

    def _check_quick(self):
        if processes.cpu_ms(self.pid) - self.cpu_before_ns / 1e6 > self.limits["cpuMs"]:
            self._stop("cpu-limit")
        elif (time.monotonic_ns() - self.began_ns) / 1e6 > self.limits["wallMs"]:
            self._stop("wall-limit")
        elif processes.resident_kb(self.pid) > self.limits["memoryMb"] * 1024:
            self._stop("memory-limit")

    def _check_slow(self):
        if self.program["mayFork"]:
            family = processes.descendants(os.getpid())
            if len(family) > self.limits["processes"]:
                self._stop("memory-limit")
            elif sum(map(processes.resident_kb, family)) > self.limits["memoryMb"] * 1024:
                self._stop("memory-limit")
        if self.supervisor.disk_shrank() and folders.holds_more(
            self.program["work"], _FOLDER_MB, _FOLDER_ENTRIES
        ):
            self._stop("output-limit")

    def _stop(self, reason):
        """The first reason wins; what comes after is only the end of it."""
        if self.stopped_by is None:
            self.stopped_by = reason
            processes.kill_group(self.pid)

    def drain(self):
        """Reads what is left in the pipes after the last writer has gone."""
        for name in ("stdout", "stderr", "result"):
            reader = getattr(self.box, name + "_reader")
            while self.stopped_by != "output-limit" and self._more(reader, name):
                pass

    def _more(self, reader, name):
        before = self.sizes[name]
        return self._read(reader, name) and self.sizes[name] > before

    def output(self, name):
        return b"".join(self.written[name])[: self.limits["outputMb"] * _MEGABYTE]


def _drain(descriptor):
    try:
        while os.read(descriptor, 4096):
            pass
    except BlockingIOError:
        pass  # It is empty now.


def run(program, supervisor):
    """Runs one program to its end. Returns its measurements and what it wrote."""
    box = Box(program, supervisor)
    try:
        if supervisor.uid is not None:
            box.open_to(supervisor.uid)
        execution = Execution(program, box, supervisor)
        try:
            status, usage = execution.watch()
            ended_ns = time.monotonic_ns()
        finally:
            processes.kill_group(execution.pid)
            if not processes.kill_all(5):
                raise RuntimeError("a process of the program could not be ended")
        execution.drain()
        files = folders.collect(program["work"], program["collect"])
        blobs = [execution.output(name) for name in ("stdout", "stderr", "result")]
        return dict(
            _measurements(execution, status, usage, ended_ns),
            files=[{"name": name, "executable": executable} for name, executable, _ in files],
        ), blobs + [blob for _, _, blob in files]
    finally:
        box.close()


def _measurements(execution, status, usage, ended_ns):
    cpu_ms = (usage.ru_utime + usage.ru_stime) * 1000 - execution.cpu_before_ns / 1e6
    return {
        "work": execution.program["work"],
        "ending": _ending(execution.stopped_by, status),
        "cpuMs": round(max(cpu_ms, 0), 3),
        "wallMs": round((ended_ns - execution.began_ns) / 1e6, 3),
        "memoryKb": usage.ru_maxrss // (1 if os.uname().sysname != "Darwin" else 1024),
    }


def _ending(stopped_by, status):
    if stopped_by is not None:
        return {"kind": stopped_by}
    if os.WIFEXITED(status):
        return {"kind": "exited", "code": os.WEXITSTATUS(status)}
    number = os.WTERMSIG(status)
    if number == signal.SIGXCPU:
        return {"kind": "cpu-limit"}
    if number == signal.SIGXFSZ:
        return {"kind": "output-limit"}
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = "signal %d" % number
    return {"kind": "signalled", "signal": name}
