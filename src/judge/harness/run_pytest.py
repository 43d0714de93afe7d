"""Runs a file of tests with pytest and tells what became of each test. Nothing but the file itself has a say."""

import asyncio
import inspect
import os
import time
import traceback

import pytest

_OPTIONS = ["-q", "-s", "--noconftest", "--rootdir=.", "-c", os.devnull, "-p", "no:cacheprovider", "-p", "no:junitxml"]


class Reporter:
    """A plugin that turns what pytest finds into events."""

    def __init__(self, tell, describe):
        self._tell, self._describe = tell, describe
        self._began = 0.0
        self._outcome = None
        self._note = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid):
        self._tell("start", test=_name_of(nodeid))
        self._began, self._outcome, self._note = time.process_time(), None, ""

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = (yield).get_result()
        if report.passed:
            if report.when == "call" and self._outcome is None:
                self._outcome = "passed"
        elif report.skipped:
            self._outcome, self._note = "skipped", ""
        else:
            error = call.excinfo.value if call.excinfo else None
            failed = isinstance(error, AssertionError) or error is None
            self._outcome = "failed" if failed else "error"
            self._note = self._describe(error).partition("\n")[0] if error else str(report.longrepr)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logfinish(self, nodeid):
        took = (time.process_time() - self._began) * 1000
        outcome = self._outcome or "error"
        self._tell("end", test=_name_of(nodeid), outcome=outcome, note=self._note, cpuMs=took)

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem):
        if not inspect.iscoroutinefunction(pyfuncitem.obj):
            return None
        names = pyfuncitem._fixtureinfo.argnames
        asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
        return True

    def pytest_exception_interact(self, node, call):
        """What keeps a file from being loaded goes to the caller."""
        if isinstance(node, pytest.Collector):
            error = call.excinfo.value
            self.broken = error.__cause__ or error
            traceback.print_exception(type(self.broken), self.broken, self.broken.__traceback__)

    broken = None


def _name_of(nodeid):
    _, _, inner = nodeid.partition("::")
    plain, bracket, parameters = inner.partition("[")
    return plain.replace("::", ".") + bracket + parameters


def run(path, tell, describe):
    """Runs all tests of a file. Raises what keeps it from being loaded."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    reporter = Reporter(tell, describe)
    pytest.main([*_OPTIONS, os.path.basename(path)], plugins=[reporter])
    if reporter.broken is not None:
        raise reporter.broken
