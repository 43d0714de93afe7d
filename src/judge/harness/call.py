"""
Calls one function of a judged file with the JSON arguments on standard input and writes what it returns, as
JSON, to descriptor 3: a line `value`, `missing` or `unusable`, then the text. What is expected never comes here.

usage: call.py FILE [ENTRY]
"""

import functools
import json
import os
import sys
import traceback
import types

import load_source

_CHANNEL = 3
_MOST_LEVELS = 300
_CALLABLE = (types.FunctionType, types.BuiltinFunctionType, functools.partial, type(functools.lru_cache(len)))


class Missing(Exception):
    """There is no such function, or more than one."""


def _tell(kind, text):
    sys.stdout.flush()
    rest = memoryview(("%s\n%s" % (kind, text)).encode("utf-8", "replace"))
    while rest:
        rest = rest[os.write(_CHANNEL, rest) :]


def find_function(module, entry):
    """The function that `entry` names; without one the only public function."""
    solution = getattr(module, "Solution", None)
    if entry is None:
        return _only_function(module, solution)
    owner, _, name = entry.rpartition(".")
    if owner:
        holder = getattr(module, owner, None)
        if not isinstance(holder, type) or not callable(getattr(holder, name, None)):
            raise Missing("The file has no method %s." % entry)
        return getattr(holder(), name)
    if callable(getattr(module, name, None)):
        return getattr(module, name)
    if isinstance(solution, type) and callable(getattr(solution, name, None)):
        return getattr(solution(), name)
    raise Missing("The file has no function %s." % entry)


def _only_function(module, solution):
    if isinstance(solution, type):
        methods = [name for name, value in vars(solution).items() if _is_public(name) and callable(value)]
        if len(methods) == 1:
            return getattr(solution(), methods[0])
        raise Missing("Class Solution has %s." % _count(methods, "public method"))
    functions = load_source.own_members(module, _CALLABLE)
    public = [name for name in functions if _is_public(name) and name != "main" and not name.startswith("test")]
    if len(public) == 1:
        return functions[public[0]]
    raise Missing("The file has %s, and nothing says which one to call." % _count(public, "public function"))


def _is_public(name):
    return not name.startswith("_")


def _count(names, what):
    return "no %s" % what if not names else "%d %ss: %s" % (len(names), what, ", ".join(names))


def plain(value, level=0):
    """The value as JSON has it: tuples and iterators are arrays, sets are sorted arrays, keys are strings."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if level >= _MOST_LEVELS:
        raise TypeError("it is nested deeper than %d levels" % _MOST_LEVELS)
    if isinstance(value, dict):
        return {_key(key): plain(item, level + 1) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return [plain(item, level + 1) for item in _sorted(value)]
    if isinstance(value, (bytes, bytearray)):
        return value.decode("utf-8", "replace")
    if callable(getattr(value, "tolist", None)):  # numbers and arrays of numpy
        return plain(value.tolist(), level + 1)
    if hasattr(value, "__iter__"):
        return [plain(item, level + 1) for item in value]
    if hasattr(value, "__float__"):
        return float(value)
    raise TypeError("it is a %s" % type(value).__name__)


def _key(key):
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, (bool, int, float)):
        return json.dumps(key)
    raise TypeError("it has a key that is a %s" % type(key).__name__)


def _sorted(items):
    try:
        return sorted(items)
    except TypeError:
        return sorted(items, key=repr)


def allow_long_numbers(allow):
    """Newer versions refuse to read or print integers of more than 4300 digits unless told otherwise."""
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0 if allow else sys.int_info.default_max_str_digits)


def _print_error(error):
    """The traceback without our own frames."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith((__file__, "<frozen"))]
    own = [frame for frame in own if frame.filename != load_source.__file__]
    lines = ["Traceback (most recent call last):\n"] + traceback.format_list(own) if own else []
    sys.stdout.flush()
    sys.stderr.write("".join(lines + traceback.format_exception_only(type(error), error)))


def main():
    path = os.path.abspath(sys.argv[1])
    entry = sys.argv[2] if len(sys.argv) > 2 else None
    sys.argv, sys.path[0] = [path], os.path.dirname(path)
    allow_long_numbers(True)
    arguments = json.loads(sys.stdin.buffer.read())
    allow_long_numbers(False)
    try:
        function = find_function(load_source.load(path), entry)
        value = function(*arguments)
        allow_long_numbers(True)
        try:
            text = json.dumps(plain(value))
        except TypeError as reason:
            return _tell("unusable", "The function returned a value that is not JSON: %s." % reason)
        _tell("value", text)
    except Missing as reason:
        _tell("missing", str(reason))
    except Exception as error:
        _print_error(error)
        sys.exit(1)


if __name__ == "__main__":
    main()
