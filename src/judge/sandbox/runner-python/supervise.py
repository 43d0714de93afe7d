"""
Runs programs for the judge, one after another, as told over standard input.

A request is one line of JSON and then as many bytes of standard input as it says; a reply is one line of
JSON and then the bytes that the program wrote. When standard input ends, everything that runs is ended too.

usage: supervise.py FOLDER landlock|no-landlock UID|-
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import json
import signal

import folders
import kernel
import landlock
import processes
import run_program
import seccomp

_CONTROL = 0
_DISK_SLACK_BYTES = 200 << 20
_DISK_SLACK_ENTRIES = 15000


class Supervisor:
    """What every run shares."""

    def __init__(self, root, use_landlock, uid):
        self.root = root
        self.pid = os.getpid()
        self.uid = uid
        self.control = _CONTROL
        self.landlock = landlock.abi() if use_landlock else 0
        self.seccomp = seccomp.available()
        self.filters = [seccomp.prepare(may_fork) for may_fork in (False, True)] if self.seccomp else []
        # A user of its own has no other processes; a person has many, and the limit counts them too.
        self.busy_processes = 0 if uid is not None else processes.threads_of_user(os.getuid()) + 64
        self.child_ended = _wake_on_child()
        self.disk_free = self.entries_free = 0
        self.runs = 0

    def handle(self, program, requests):
        """One request: a fresh folder, one run, and nothing left of either."""
        self.runs += 1
        folder = os.path.join(self.root, "run-%d" % self.runs)
        os.mkdir(folder, 0o711)
        try:
            return run_program.run(self._prepare(program, folder, requests), self)
        finally:
            folders.remove(folder)

    def _prepare(self, program, folder, requests):
        work, stdin = os.path.join(folder, "work"), os.path.join(folder, "stdin")
        requests.save_bytes(program["stdinBytes"], stdin)
        if program["adopt"] is None:
            os.mkdir(work, 0o700)
        else:
            os.rename(os.path.join(self.root, program["adopt"]), work)
        folders.write_files(folder, program["files"])
        if program["artifact"] is not None:
            os.symlink(program["artifact"], os.path.join(folder, "artifact"))
        if self.uid is not None:
            folders.hand_over(work, self.uid)
        free = os.statvfs(folder)
        self.disk_free, self.entries_free = free.f_bavail * free.f_frsize, free.f_favail
        return dict(program, work=work, stdin=stdin, harness=os.path.join(folder, "harness"))

    def disk_shrank(self):
        """Whether so much disk went away since the run began that its folder is worth a look."""
        free = os.statvfs(self.root)
        return (
            free.f_bavail * free.f_frsize < self.disk_free - _DISK_SLACK_BYTES
            or free.f_favail < self.entries_free - _DISK_SLACK_ENTRIES
        )


def _wake_on_child():
    """A descriptor that becomes readable whenever a child ends."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    return reader


class Ended(Exception):
    """The other side has closed the line."""


class Requests:
    """Reads from the other side without reading past what it sent."""

    def __init__(self):
        self._buffer = b""

    def next(self):
        """The next request."""
        while b"\n" not in self._buffer:
            self._buffer += _receive(1 << 16)
        line, _, self._buffer = self._buffer.partition(b"\n")
        return json.loads(line)

    def save_bytes(self, count, path):
        """Writes the bytes that follow a request to a file. They are never held in memory all at once."""
        with open(path, "wb") as file:
            file.write(self._buffer[:count])
            missing, self._buffer = count - len(self._buffer), self._buffer[count:]
            while missing > 0:
                piece = _receive(min(missing, 1 << 16))
                file.write(piece)
                missing -= len(piece)


def _receive(most):
    piece = os.read(_CONTROL, most)
    if not piece:
        raise Ended()
    return piece


def _reply(header, blobs=()):
    header = dict(header, bytes=[len(blob) for blob in blobs])
    for blob in (json.dumps(header).encode() + b"\n", *blobs):
        rest = memoryview(blob)
        while rest:
            rest = rest[os.write(1, rest) :]


def _serve_one(supervisor, requests):
    program = requests.next()
    try:
        _reply(*supervisor.handle(program, requests))
    except (run_program.NotStarted, OSError) as error:
        _reply({"trouble": str(error)})


def main():
    root, landlock_word, uid_word = sys.argv[1:4]
    os.umask(0o022)
    processes.adopt_orphans()
    kernel.give_memory_back()
    if kernel.LINUX:
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)  # Nobody reads our memory or environment.
    uid = None if uid_word == "-" else int(uid_word)
    if uid is not None:
        os.chmod(root, 0o711)  # The other user may pass through and look at nothing.
    try:
        supervisor, requests = Supervisor(root, landlock_word == "landlock", uid), Requests()
        _reply({"landlock": supervisor.landlock, "seccomp": supervisor.seccomp})
        while True:
            _serve_one(supervisor, requests)
    except (Ended, run_program.Cancelled, BrokenPipeError):
        pass  # The other side has gone: there is nobody left to tell.
    finally:
        processes.kill_all(5)
        folders.remove(root)


main()
