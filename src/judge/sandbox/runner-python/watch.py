"""Watching what runs: taking what it writes, and stopping it at its limits."""

import os
import select
import time

import processes
from message import Gone

_CONTROL = 0
_CHECK_MS = 5
_CHECK_NS, _SLOW_CHECK_NS, _GRACE_NS = 4_000_000, 100_000_000, 1_000_000_000
_STALEMATE_NS = 100_000_000
_PIECE = 1 << 16
_ERRORS_KEPT = 1 << 16

OUTPUT, ERRORS, RESULT = STREAMS = range(3)


class Execution:
    """One program on its way: what it has written and taken so far, and why it was stopped."""

    def __init__(self, run):
        self.run, self.program, self.limits = run, run.program, run.program.limits
        self.readers = [None, None, None]  # None: at its end
        self.written = [bytearray(), bytearray(), bytearray()]
        self.held = []  # of one of two programs: ends of its pipes that keep the other from noticing its end
        self.leftover = None  # of a second program: the reader of what it writes when the first has gone
        self.stopped_by = None  # the limit at which it was stopped
        self.is_over = False
        self.keeper = self.life = self.report = None
        self._sizes = [0, 0, 0]
        self._most_bytes = self.limits["output-mb"] << 20
        self._pid = None  # of the program, as we see it
        self._next_check_ns = self._next_slow_check_ns = 0

    def start(self, streams):
        """Starts the program. Its ends of the streams are its own from then on."""
        try:
            self.keeper, self.life, self.report = self.run.launch(streams)
        finally:
            for descriptor in streams:
                os.close(descriptor)

    def sources(self):
        """The descriptors that tell of it, and what to call when they do."""
        found = [(reader, lambda one=stream: self._read(one)) for stream, reader in enumerate(self.readers)]
        life = None if self.is_over else self.life
        return [source for source in [*found, (life, self._collect_keeper)] if source[0] is not None]

    def check(self):
        """Stops it at its limits, and its keeper when that does not come to its end."""
        now = time.monotonic_ns()
        if self.report.ended_ns > 0 and now - self.report.ended_ns > _GRACE_NS:
            processes.kill(self.keeper)
        if self.report.began_ns == 0 or now < self._next_check_ns:
            return
        self._next_check_ns = now + _CHECK_NS
        pid = self._find()
        if processes.cpu_ns(pid) - self.report.cpu_before_ns > self.limits["cpu-ms"] * 1_000_000:
            self._stop("cpu-limit")
        elif now - self.report.began_ns > self.limits["wall-ms"] * 1_000_000:
            self._stop("wall-limit")
        elif processes.resident_kb(pid) > self.limits["memory-mb"] * 1024:
            self._stop("memory-limit")
        if now >= self._next_slow_check_ns:
            self._next_slow_check_ns = now + _SLOW_CHECK_NS
            self._check_slowly()

    def take_over(self):
        """The first has gone and nobody reads what this one still writes: it must not wait for that for ever."""
        if self.leftover is not None:
            os.set_blocking(self.leftover, False)
            self.readers[OUTPUT], self.leftover = self.leftover, None

    def cpu_ns(self):
        """What it has taken so far, as far as it can be seen."""
        return processes.cpu_ns(self._pid) if self._pid and not self.is_over else 0

    def has_ended(self):
        """Whether its end has been measured."""
        return self.is_over or self.report.ended_ns > 0

    def release(self):
        """Lets the other program notice that this one has ended, or has closed its side."""
        while self.held:
            os.close(self.held.pop())

    def close(self):
        """Closes what is still open of it."""
        self.release()
        for descriptor in (*self.readers, self.leftover, self.life):
            if descriptor is not None:
                os.close(descriptor)

    def _check_slowly(self):
        if self.program.may_fork:
            family = processes.descendants(self.keeper)
            held_kb = sum(map(processes.resident_kb, family))
            if len(family) > self.limits["processes"] or held_kb > self.limits["memory-mb"] * 1024:
                self._stop("memory-limit")
        if self.run.slots.holds_too_much(self.program.slot, self.limits["disk-mb"]):
            self._stop("output-limit")

    def _find(self):
        """The number of the program, which in namespaces is not what its keeper calls it; 0: it is gone."""
        if not self._pid:
            found = processes.children(self.keeper) if self.run.setup.namespaces else [self.report.program]
            self._pid = found[0] if found else 0
        return self._pid

    def _stop(self, reason):
        """The first reason wins; what comes after is only the end of it."""
        if self.stopped_by is not None:
            return
        self.stopped_by = reason
        if self.report.ended_ns > 0:
            return
        # Only the program, so that its keeper lives to measure it; the keeper ends the others.
        pid = self._find()
        if pid == 0 or not processes.kill(pid):
            processes.kill(self.keeper)

    def _read(self, stream):
        """Takes what is there. False when that was nothing."""
        try:
            piece = os.read(self.readers[stream], _PIECE)
        except BlockingIOError:
            return False
        if not piece:
            os.close(self.readers[stream])
            self.readers[stream] = None
            return False
        written = self.written[stream]
        self._sizes[stream] += len(piece)
        if self._sizes[stream] > self._most_bytes:
            written += piece[: max(0, self._most_bytes - len(written))]
            self._stop("output-limit")
            return True
        written += piece
        if stream == ERRORS and len(written) > 2 * _ERRORS_KEPT:
            del written[:-_ERRORS_KEPT]
        return True

    def _collect_keeper(self):
        os.waitpid(self.keeper, 0)
        self.is_over = True
        if self.stopped_by is None and self.report.status != 0 and self.run.slots.disk_is_full():
            self.stopped_by = "output-limit"
        # Every writer is gone: what is still in the pipes is all there will be.
        for stream in STREAMS:
            while self.readers[stream] is not None and self._sizes[stream] <= self._most_bytes:
                if not self._read(stream):
                    break


class Stalemate:
    """Whether two programs have both done nothing for a while: one may wait for the other to close a pipe, as it has."""

    def __init__(self):
        self._taken_ns = self._since_ns = 0

    def has_come(self, executions):
        taken, now = sum(execution.cpu_ns() for execution in executions), time.monotonic_ns()
        if taken != self._taken_ns or taken == 0:
            self._taken_ns, self._since_ns = taken, now
        return now - self._since_ns > _STALEMATE_NS


def _release_ended(executions, stalemate):
    if len(executions) < 2:
        return
    let_go = stalemate.has_come(executions)
    for execution in executions:
        if let_go or execution.has_ended():
            execution.release()


def watch(executions):
    """Waits until all of them have ended. Raises Gone when the other side goes away."""
    stalemate = Stalemate()
    while not all(execution.is_over for execution in executions):
        poller, calls = select.poll(), {}
        poller.register(_CONTROL, select.POLLIN)
        for execution in executions:
            calls.update(execution.sources())
        for descriptor in calls:
            poller.register(descriptor, select.POLLIN)
        for descriptor, _ in poller.poll(_CHECK_MS):
            if descriptor == _CONTROL:
                raise Gone()
            calls[descriptor]()
        if len(executions) == 2 and executions[0].is_over:
            executions[1].take_over()
        for execution in executions:
            if not execution.is_over:
                execution.check()
        _release_ended(executions, stalemate)
