"""
Runs the tests of one Python file, each by its name, and tells what became of them, one line of JSON per event:
`start` and `end` of a test, `broken` when the file cannot be loaded, `done` at the very end.

Standard input: {"file", "name", "nonce", "run": "tests" | "pytest" | "main", "tests": [names] | null for all,
"skip": [names]}
"""

import asyncio
import inspect
import json
import os
import sys
import time
import traceback
import types

import load_source
from channel import open_channel


def _is_test(name):
    return name == "test" or name.startswith("test_")


class Found:
    """The tests of a module: name -> something to call."""

    def __init__(self, module):
        self.module = module
        self.tests = {}
        for name, value in load_source.own_members(module, (types.FunctionType, type)).items():
            if isinstance(value, type):
                self._add_class(name, value)
            elif _is_test(name) and _needs_nothing(value):
                self.tests[name] = _with_fixtures(value, module, "function")
        if "doctest" in sys.modules and sys.modules["doctest"] in vars(module).values():
            self.tests["doctest"] = lambda: _run_doctest(module)

    def _add_class(self, name, value):
        unit = sys.modules.get("unittest")
        if unit is not None and issubclass(value, unit.TestCase):
            for method in unit.TestLoader().getTestCaseNames(value):
                self.tests["%s.%s" % (name, method)] = _unit_test(unit, value, method)
        elif name.startswith("Test") and getattr(value, "__test__", True):
            for method, function in inspect.getmembers(value, inspect.isfunction):
                if _is_test(method):
                    self.tests["%s.%s" % (name, method)] = _method_test(value, method)


def _needs_nothing(function):
    parameters = inspect.signature(function).parameters.values()
    return all(
        parameter.default is not parameter.empty
        or parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        for parameter in parameters
    )


def _with_fixtures(function, owner, level):
    """The setup and teardown functions that pytest would call around a test."""

    def run():
        _call_if_there(owner, "setup_" + level)
        try:
            outcome = function()
            if inspect.iscoroutine(outcome):
                asyncio.run(outcome)
        finally:
            _call_if_there(owner, "teardown_" + level)

    return run


def _call_if_there(owner, name):
    function = getattr(owner, name, None)
    if function is not None:
        function() if _needs_nothing(function) else function(None)


def _method_test(cls, method):
    def run():
        instance = cls()
        _with_fixtures(getattr(instance, method), instance, "method")()

    return run


class Failed(Exception):
    """A test of another framework failed; the text says how."""

    def __init__(self, outcome, note, trace):
        super().__init__(note)
        self.outcome, self.note, self.trace = outcome, note, trace


def _unit_test(unit, cls, method):
    def run():
        result = unit.TestResult()
        unit.TestSuite([cls(method)]).run(result)
        for outcome, entries in (("error", result.errors), ("failed", result.failures)):
            if entries:
                trace = entries[0][1]
                raise Failed(outcome, trace.strip().rpartition("\n")[2], trace)
        if result.unexpectedSuccesses:
            raise Failed("failed", "It passed, and it was expected to fail.", "")
        if result.skipped:
            raise unit.SkipTest(result.skipped[0][1])

    return run


def _run_doctest(module):
    import doctest

    lines = []
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder().find(module):
        runner.run(test, out=lines.append)
    if runner.failures:
        raise Failed("failed", "%d of %d examples failed." % (runner.failures, runner.tries), "".join(lines))
    if not runner.tries:
        raise Failed("error", "There is no example to run.", "")


def _run_one(tell, name, function):
    tell("start", test=name)
    began = time.process_time()
    outcome, note = "passed", ""
    try:
        function()
    except Failed as failure:
        outcome, note = failure.outcome, failure.note
        sys.stderr.write(failure.trace)
    except BaseException as error:  # sys.exit in a test is a failure of that test, not of the runner.
        outcome = _outcome_of(error)
        note = _describe(error)
        if outcome != "skipped":
            traceback.print_exc()
    tell("end", test=name, outcome=outcome, note=note, cpuMs=(time.process_time() - began) * 1000)


def _outcome_of(error):
    if type(error).__name__ in ("SkipTest", "Skipped"):
        return "skipped"
    return "failed" if isinstance(error, AssertionError) else "error"


def _describe(error):
    """The error in one line; for a bare assertion the line that stated it."""
    line = traceback.format_exception_only(type(error), error)[-1].strip()
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, AssertionError) and not str(error) and frames and frames[-1].line:
        line += ": " + frames[-1].line
    return line


def _run_tests(path, request, tell):
    module = load_source.load(path, request["name"])
    tests = Found(module).tests
    wanted = request["tests"]
    names = list(tests) if wanted is None else [name for name in wanted if name in tests]
    names += [name for name in tests if name not in names and name not in request["skip"]]
    _call_if_there(module, "setup_module")
    for name in names:
        _run_one(tell, name, tests[name])
    _call_if_there(module, "teardown_module")


def _run_main(path, _request, tell):
    import runpy

    sys.argv = [path]

    def run():
        try:
            runpy.run_path(path, run_name="__main__")
        except SystemExit as end:
            if end.code not in (None, 0, False):
                raise Failed("error", "It ended with exit code %s." % end.code, "") from end
            if not _is_own_exit(end, path):
                raise Failed("error", "The program ended the process before its tests did.", "") from end

    _run_one(tell, "main", run)


def _is_own_exit(end, path):
    """Whether the file of tests itself ended the process, and not the program that it tests."""
    last = traceback.extract_tb(end.__traceback__)[-1].filename
    unit = sys.modules.get("unittest.main")
    return os.path.abspath(last) == path or (unit is not None and last == unit.__file__)


def _tell_broken(error, path, tell):
    """Why the file could not be loaded. `missing` is the module that this machine does not have."""
    traceback.print_exception(type(error), error, error.__traceback__)
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    own_syntax = isinstance(error, SyntaxError) and error.filename == path
    tell("broken", note=_describe(error), missing=missing, syntax=own_syntax)


def _run_pytest(path, tell):
    try:
        import run_pytest
    except ImportError as error:
        raise ModuleNotFoundError("pytest cannot be loaded: %s" % error, name="pytest") from error
    sys.path[0] = os.path.dirname(path)
    run_pytest.run(path, tell, _describe)


def main():
    request = json.loads(sys.stdin.buffer.read())
    tell = open_channel(request.pop("nonce"))
    path = os.path.abspath(request["file"])
    sys.argv = [path]
    try:
        if request["run"] == "pytest":
            _run_pytest(path, tell)
        else:
            sys.path[0] = os.path.dirname(path)
            run = _run_main if request["run"] == "main" else _run_tests
            run(path, request, tell)
    except BaseException as error:  # Leaving the runner early is never a pass, however it is done.
        _tell_broken(error, path, tell)
        sys.exit(1)
    finally:
        sys.stdout.flush()
    tell("done")


if __name__ == "__main__":
    main()
