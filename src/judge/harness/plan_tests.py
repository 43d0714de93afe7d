"""
Reads a Python file of tests without running it and tells descriptor 3, as one JSON object, which tests must be
heard of, and gives copies of the file in which tests are altered so that they cannot pass.

Standard input: {"source", "random"}
"""

import ast
import json
import os
import random
import sys

import alter_tests
import find_pairs

_MOST_ALTERED = 3
_CHANNEL = 3
_MAY_SKIP = ("skip", "xfail", "expectedFailure", "importorskip")
_WORDS = ("empty", "single", "large", "order", "bounds", "repeat", "mixed", "small")


def _names_in(node):
    """Every name and attribute below a node."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr


def _mentions(nodes, parts):
    names = [name.lower() for node in nodes for name in _names_in(node)]
    return any(part.lower() in name for name in names for part in parts)


class Test:
    """One test function or method of the file."""

    def __init__(self, name, function, may_skip):
        self.name, self.function, self.may_skip = name, function, may_skip


def _is_test(node):
    is_function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    named = is_function and (node.name == "test" or node.name.startswith("test_"))
    return named and not _mentions(node.decorator_list, ("fixture",))


def _is_test_class(node, unit_classes):
    if not isinstance(node, ast.ClassDef):
        return False
    bases = {name for base in node.bases for name in _names_in(base)}
    if bases & unit_classes:
        unit_classes.add(node.name)
        return True
    own = {inner.name for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return node.name.startswith("Test") and not bases and "__init__" not in own


def find_tests(tree):
    """The tests at the top of the file and in its classes, which must all be heard of."""
    marks = [node for node in tree.body if isinstance(node, ast.Assign) and _mentions([node], ("pytestmark",))]
    skips_all = _mentions(marks, _MAY_SKIP) or any(
        isinstance(node, ast.Expr) and _mentions([node], _MAY_SKIP) for node in tree.body
    )
    found, units = {}, {"TestCase", "IsolatedAsyncioTestCase"}
    deletions = [node for node in tree.body if isinstance(node, ast.Delete)]
    withdrawn = {name for node in deletions for name in _names_in(node)}
    for node in tree.body:
        if _is_test(node):
            found[node.name] = Test(node.name, node, skips_all or _mentions([node], _MAY_SKIP))
        elif _is_test_class(node, units) and not _mentions(node.body, ("__test__",)):
            may_skip = skips_all or _mentions(node.decorator_list, _MAY_SKIP) or _prepares_with_skip(node)
            for inner in filter(_is_test, node.body):
                name = "%s.%s" % (node.name, inner.name)
                found[name] = Test(name, inner, may_skip or _mentions([inner], _MAY_SKIP))
    return [test for name, test in found.items() if name.split(".")[0] not in withdrawn]


def _prepares_with_skip(node):
    others = [inner for inner in node.body if not _is_test(inner)]
    return _mentions(others, _MAY_SKIP)


def _needs_pytest(tree, tests):
    for node in ast.walk(tree):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        if any(module.split(".")[0] in ("pytest", "hypothesis") for module in modules):
            return True
    return any(_has_fixtures(test) for test in tests)


def _has_fixtures(test):
    arguments = test.function.args
    return len(arguments.args) - len(arguments.defaults) > ("." in test.name)


def _control(pick):
    """A test that cannot pass, which looks like any other."""
    name = "test_%s_%d" % (pick.choice(_WORDS), pick.randrange(100, 100000))
    text = "%s%d" % (pick.choice(_WORDS), pick.randrange(1000))
    return name, "\n\ndef %s():\n    assert len(%r) == %d\n" % (name, text, len(text) + pick.randrange(1, 9))


def plan(source, pick):
    """All that is told of a file."""
    tree = ast.parse(source)
    tests = find_tests(tree)
    has_assertions = any(isinstance(node, ast.Assert) for node in ast.walk(tree))
    if not tests and has_assertions and not _defines_tests(tree):
        copies = alter_tests.copies(source, [("main", tree)], tree, pick, _MOST_ALTERED)
        plain = {"source": source + "\nassert len(%r) == %d\n" % ("empty", pick.randrange(6, 20)), "mustFail": ["main"]}
        may_end_early = _mentions([tree], ("exit",))
        return dict(_plan("main", source, None, ["main"], copies or ([] if may_end_early else [plain])), pairs=[])
    bodies = [(test.name, test.function) for test in tests if not test.may_skip]
    copies = alter_tests.copies(source, bodies, tree, pick, _MOST_ALTERED)
    name, text = _control(pick)
    run = "pytest" if _needs_pytest(tree, tests) else "tests"
    told = _plan(run, source + text, name, [test.name for test in tests], copies)
    told["maySkip"] = [test.name for test in tests if test.may_skip]
    told["pairs"] = find_pairs.pairs(tree, [test.function for test in tests if not test.may_skip])
    return told


def _defines_tests(tree):
    """Whether tests may be found that stand deeper in the file than this looks."""
    return any(map(_is_test, ast.walk(tree)))


def _plan(run, source, control, tests, altered):
    return {"run": run, "source": source, "control": control, "tests": tests, "maySkip": [], "altered": altered}


def main():
    request = json.loads(sys.stdin.buffer.read())
    try:
        told = plan(request["source"], random.Random(request["random"]))
    except (SyntaxError, ValueError, RecursionError):  # The run says what is wrong with it.
        told = dict(_plan("tests", request["source"], None, [], []), pairs=[])
    rest = memoryview(json.dumps(told).encode("utf-8", "surrogatepass"))
    while rest:
        rest = rest[os.write(_CHANNEL, rest) :]


if __name__ == "__main__":
    main()
