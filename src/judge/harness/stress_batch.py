"""
Makes inputs with a generator, and answers with an oracle, for many seeds in one process: each program is compiled
once and begins anew for every seed. Without a generator the inputs come with the plan, and any program may stand in
the place of the oracle. The plan comes as JSON on standard input. For each seed descriptor 3 gets a line `made SEED INPUT-BYTES ANSWER-BYTES` or `skipped SEED REASON-BYTES 0`, and then the bytes. When it ends early of
its own will, the exit code is 0.

usage: stress_batch.py < PLAN
"""

import fcntl
import json
import os
import sys
import time
import traceback

import call
import stage

_CHANNEL = 3
_MOST_TEXT = 4 << 20
_MOST_WRITTEN = 24 << 20
_MOST_REASON = 300
_end_at_once = os._exit


class Skip(Exception):
    """There is no input or no answer for a seed."""


class Program:
    """A generator or an oracle."""

    def __init__(self, role, plan):
        self._role, self.path = role, os.path.abspath(plan["path"])
        self.is_called, self._entry = plan["isCalled"], plan["entry"]
        self._may_be_silent = plan["mayBeSilent"]
        self._code, self._trouble = None, None
        try:
            with open(self.path, "rb") as file:
                self._code = compile(file.read(), self.path, "exec", dont_inherit=True)
        except Exception as error:
            self._trouble = "does not compile: %s" % _in_one_line(error)

    def print_for(self, theatre, act):
        """What it prints."""

        def start(module):
            exec(self._code, vars(module))

        try:
            self._play(theatre, act, start)
        except SystemExit as error:
            if error.code not in (None, 0):
                raise self._skip("ended with exit code %s" % (error.code if isinstance(error.code, int) else 1))
        return self._text(theatre.printed(_MOST_TEXT + 1))

    def return_for(self, theatre, act):
        """What its function returns, as JSON."""
        call.allow_long_numbers(True)
        arguments = json.loads(act.text)
        call.allow_long_numbers(False)
        act.text = b""

        def ask(module):
            module.__name__ = "solution"
            sys.modules["solution"] = module
            exec(self._code, vars(module))
            value = call.find_function(module, self._entry)(*arguments)
            call.allow_long_numbers(True)
            return json.dumps(call.plain(value))

        try:
            answer = self._play(theatre, act, ask).encode("utf-8", "replace")
        except SystemExit:
            raise self._skip("ended before the function returned")
        if len(answer) > _MOST_TEXT:
            raise self._skip("returned more than %d MB" % (_MOST_TEXT >> 20))
        return answer

    def _play(self, theatre, act, work):
        if self._code is None:
            raise self._skip(self._trouble)
        try:
            return theatre.play(act, work)
        except SystemExit:
            raise
        except stage.TooSlow:
            raise self._skip("took too long")
        except BaseException as error:
            raise self._skip("failed: %s" % _in_one_line(error))
        finally:
            call.allow_long_numbers(False)

    def _text(self, printed):
        if len(printed) > _MOST_TEXT:
            raise self._skip("printed more than %d MB" % (_MOST_TEXT >> 20))
        if not self._may_be_silent and not printed.strip():
            raise self._skip("printed nothing")
        try:
            printed.decode("utf-8")
        except UnicodeDecodeError:
            raise self._skip("printed what is not text in UTF-8")
        return printed

    def _skip(self, trouble):
        return Skip("%s %s" % (self._role, trouble))


def _in_one_line(error):
    try:
        return traceback.format_exception_only(type(error), error)[-1].strip()
    except Exception:
        return type(error).__name__  # It cannot even be printed.


def _check_arguments(text):
    """A function needs an array of arguments."""
    try:
        is_array = isinstance(json.loads(text), list)
    except (ValueError, RecursionError):
        is_array = False
    if not is_array:
        raise Skip("The generator printed what is not a JSON array of arguments")


def _make(theatre, generator, oracle, task):
    if generator is None:
        return b"", _answer(theatre, oracle, task["input"].encode("utf-8", "replace"), task)
    words = task["words"]
    line = (" ".join(words) + "\n").encode()
    made = generator.print_for(theatre, stage.Act(generator.path, words, line, task["seed"]))
    return made, b"" if oracle is None else _answer(theatre, oracle, made, {**task, "words": []})


def _answer(theatre, oracle, text, task):
    act = stage.Act(oracle.path, task["words"], text, task["seed"])
    if not oracle.is_called:
        return oracle.print_for(theatre, act)
    _check_arguments(text)
    return oracle.return_for(theatre, act)


def _tell(channel, kind, seed, texts):
    rest = memoryview(b"%s %d %d %d\n" % (kind, seed, *map(len, texts)) + b"".join(texts))
    size = len(rest)
    while rest:
        rest = rest[os.write(channel, rest) :]
    return size


def _open_channel():
    """Out of the way of descriptors that programs open or write to by mistake."""
    channel = fcntl.fcntl(_CHANNEL, fcntl.F_DUPFD, 64)
    os.close(_CHANNEL)
    return channel


def main():
    plan = json.load(sys.stdin)
    channel = _open_channel()
    for name in ("call", "load_source", "stage"):  # A program may bring a module of this name.
        del sys.modules[name]
    generator, oracle = (plan[name] and Program("The " + name, plan[name]) for name in ("generator", "oracle"))
    theatre = stage.Stage(plan["cpuSeconds"], plan["wallSeconds"])
    written, over_at = 0, time.monotonic() + plan["seconds"]
    for task in plan["tasks"]:
        try:
            texts = _make(theatre, generator, oracle, task)
            written += _tell(channel, b"made", task["seed"], texts)
        except Skip as reason:
            text = str(reason)[:_MOST_REASON].encode("utf-8", "replace")
            written += _tell(channel, b"skipped", task["seed"], (text, b""))
        if theatre.has_leftovers or written > _MOST_WRITTEN or time.monotonic() > over_at:
            break
    _end_at_once(0)  # A thread that is left must not keep us.


if __name__ == "__main__":
    main()
