"""Runs programs one after the other in this process, each as if it had a process to itself."""

import atexit
import builtins
import fcntl
import gc
import io
import os
import random
import signal
import sys
import threading
import types

_FIRST_DESCRIPTOR = 64
_SOON_AGAIN = 0.05


class TooSlow(BaseException):
    """The time of a program is up. Not an Exception, which programs catch."""


class Act:
    """What one program is given."""

    def __init__(self, path, arguments, text, seed):
        self.path, self.arguments, self.text, self.seed = path, arguments, text, seed


class Stage:
    """Where the programs run."""

    def __init__(self, cpu_seconds, wall_seconds):
        self._clock = _Clock(cpu_seconds, wall_seconds)
        self._streams = _Streams()
        self._interpreter = _Interpreter()
        self.has_leftovers = False  # a thread still runs that nobody can end

    def play(self, act, work):
        """Calls `work` with a fresh module. The module is empty afterwards."""
        module = types.ModuleType("__main__")
        module.__file__ = act.path
        module.__builtins__ = builtins
        self._streams.open(act.text)
        self._interpreter.enter(act, module)
        try:
            try:
                self._clock.start()
                return _to_the_end(work, module)
            finally:
                self._clock.stop()
        finally:
            self._clock.stop()
            self.has_leftovers = threading.active_count() > 1
            self._interpreter.leave(act, module)
            self._streams.close()

    def printed(self, most):
        """The beginning of what the last program wrote to standard output."""
        return self._streams.read(most)


def _to_the_end(work, module):
    """Does what the interpreter does at the end of a program, also where it asks for the end itself."""
    value = wants_to_end = None
    try:
        value = work(module)
    except SystemExit as error:
        wants_to_end = error
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    if not getattr(sys.stdout, "closed", True):
        sys.stdout.flush()
    if wants_to_end is not None:
        raise wants_to_end
    return value


class _Clock:
    """
    Raises TooSlow in a program whose time is up, again and again where it is caught. Code in C does not hear of
    that: after half as much time again the kernel ends the whole process.
    """

    def __init__(self, cpu_seconds, wall_seconds):
        self._cpu, self._wall = cpu_seconds, wall_seconds
        self._runs = False

    def start(self):
        signal.signal(signal.SIGPROF, self._expire)
        signal.signal(signal.SIGALRM, self._expire)
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        self._runs = True
        signal.setitimer(signal.ITIMER_VIRTUAL, 1.5 * self._cpu + 0.5)
        signal.setitimer(signal.ITIMER_PROF, self._cpu, _SOON_AGAIN)
        signal.setitimer(signal.ITIMER_REAL, self._wall, _SOON_AGAIN)

    def stop(self):
        self._runs = False
        for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL, signal.ITIMER_VIRTUAL):
            signal.setitimer(timer, 0)

    def _expire(self, _number, _frame):
        if self._runs:
            raise TooSlow


class _Streams:
    """Standard input, output and error as files, so that also what goes by the descriptors gets there."""

    def __init__(self):
        self._files = [_nameless_file(number) for number in range(3)]

    def open(self, text):
        for number, file in enumerate(self._files):
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
            os.dup2(file, number)
        os.pwrite(self._files[0], text, 0)
        sys.stdin = sys.__stdin__ = _text(0, "r", "surrogateescape")
        sys.stdout = sys.__stdout__ = self._output = _text(1, "w", "surrogateescape")
        sys.stderr = sys.__stderr__ = _text(2, "w", "backslashreplace")

    def close(self):
        sys.stdin = sys.stdout = sys.stderr = sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None
        try:
            self._output.flush()
        except (OSError, ValueError):
            pass  # It was closed, or too much was written to it already.

    def read(self, most):
        return os.pread(self._files[1], most, 0)


def _nameless_file(number):
    name = "stream-%d" % number
    file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    os.unlink(name)
    return fcntl.fcntl(file, fcntl.F_DUPFD, _FIRST_DESCRIPTOR)


def _text(number, mode, errors):
    return io.open(number, mode, encoding="utf-8", errors=errors, closefd=False)


class _Interpreter:
    """What programs change of the interpreter, and how it was before."""

    def __init__(self):
        self._folder = os.getcwd()
        self._path = sys.path[1:]
        self._builtins = dict(vars(builtins))
        self._environment = dict(os.environ)
        self._main = sys.modules["__main__"]
        self._modules = set(sys.modules)
        self._recursion_limit = sys.getrecursionlimit()
        self._hooks = sys.excepthook, sys.displayhook
        os._exit = _exit_politely
        _take_for_permanent()

    def enter(self, act, module):
        folder = os.path.dirname(act.path)
        os.chdir(folder)
        sys.argv, sys.path = [act.path, *act.arguments], [folder, *self._path]
        sys.modules["__main__"] = module
        random.seed(act.seed)
        numpy = sys.modules.get("numpy")
        if numpy is not None:
            numpy.random.seed(act.seed % 2**32)

    def leave(self, act, module):
        sys.setrecursionlimit(self._recursion_limit)
        sys.settrace(None)
        sys.setprofile(None)
        sys.excepthook, sys.displayhook = self._hooks
        vars(builtins).update(self._builtins)
        for name in vars(builtins).keys() - self._builtins.keys():
            del vars(builtins)[name]
        if os.environ != self._environment:
            os.environ.clear()
            os.environ.update(self._environment)
        os.chdir(self._folder)
        threading.stack_size(0)
        atexit._clear()
        sys.modules["__main__"] = self._main
        vars(module).clear()
        self._forget_modules(os.path.dirname(act.path))

    def _forget_modules(self, folder):
        """A module that came with a program goes; one of the system's may stay, and is no garbage."""
        new = [name for name in sys.modules if name not in self._modules]
        for name in new:
            file = getattr(sys.modules[name], "__file__", None) or ""
            if name == "solution" or file.startswith(folder):
                del sys.modules[name]
            else:
                self._modules.add(name)
        decimal = sys.modules.get("decimal")
        if decimal is not None:
            decimal.setcontext(decimal.Context())
        gc.enable()
        gc.collect()  # What closes a descriptor when it dies must not do so during the next program.
        if new:
            _take_for_permanent()


def _take_for_permanent():
    """What is there now is never looked at again by the collector."""
    if hasattr(gc, "freeze"):
        gc.freeze()


def _exit_politely(code):
    """Instead of `os._exit`: only the program is to end."""
    raise SystemExit(code)
