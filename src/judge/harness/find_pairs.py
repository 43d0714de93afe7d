"""Calls of the program in a file of tests that are compared with literals, read from the source alone."""

import ast

import plain_text

_SETUPS = ("setup", "teardown", "autouse", "fixture", "patch", "mock", "setattr", "environ")
_MOST_PAIRS = 500


class _Unknown(Exception):
    """The test does more than to compare calls with literals."""


def pairs(tree, tests):
    """
    [function, arguments, expected] of every such call, in order, of tests that do nothing else: the arguments as
    Python literals, and what is expected as `plain_text` writes it.
    """
    names = {name.lower() for node in ast.walk(tree) for name in _words(node)}
    if any(part in name for name in names for part in _SETUPS):
        return []  # The program may answer differently without what was prepared for it.
    sources = _imports(tree)
    found = []
    for test in tests:
        reader = _Reader(sources)
        try:
            reader.read(test)
        except (_Unknown, plain_text.NotPlain, ValueError, TypeError):
            continue
        found.extend(reader.found)
    return found[:_MOST_PAIRS]


def _words(node):
    for field in ("id", "attr", "name", "arg"):
        word = getattr(node, field, None)
        if isinstance(word, str):
            yield word


def _imports(tree):
    """What each name of the file stands for: (module, name in it), or (module, None) for a module."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            found.update((alias.asname or alias.name, (node.module, alias.name)) for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update((alias.asname or alias.name, (alias.name, None)) for alias in node.names)
    return found


class _Reader:
    """Follows the statements of one test."""

    def __init__(self, imports):
        self.imports, self.known, self.found = imports, {}, []

    def read(self, test):
        arguments = test.args
        if isinstance(test, ast.AsyncFunctionDef):
            raise _Unknown
        if [part.arg for part in arguments.args] not in ([], ["self"]):
            self._read_rows(test)
        elif test.decorator_list:
            raise _Unknown
        else:
            self._block(test.body)

    def _read_rows(self, test):
        if len(test.decorator_list) != 1:
            raise _Unknown
        call = test.decorator_list[0]
        if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") != "parametrize" or len(call.args) != 2:
            raise _Unknown
        names = ast.literal_eval(call.args[0])
        names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
        for row in ast.literal_eval(call.args[1]):
            values = row if len(names) > 1 else [row]
            self.known = dict(zip(names, values))
            self._block(test.body)

    def _block(self, statements):
        for statement in statements:
            self._statement(statement)

    def _statement(self, statement):
        if isinstance(statement, ast.Assert):
            return self._assertion(statement.test)
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name) and len(statement.targets) == 1:
            self.known[statement.targets[0].id] = ast.literal_eval(statement.value)
            return None
        if isinstance(statement, ast.For) and isinstance(statement.target, (ast.Name, ast.Tuple)):
            return self._loop(statement)
        if isinstance(statement, ast.Expr):
            return self._expression(statement.value)
        if isinstance(statement, ast.Pass):
            return None
        raise _Unknown

    def _loop(self, loop):
        targets = getattr(loop.target, "elts", [loop.target])
        if not all(isinstance(target, ast.Name) for target in targets) or loop.orelse:
            raise _Unknown
        for row in self._value(loop.iter):
            values = row if isinstance(loop.target, ast.Tuple) else [row]
            self.known.update(zip([target.id for target in targets], values))
            self._block(loop.body)

    def _expression(self, node):
        if isinstance(node, ast.Constant):
            return None
        if getattr(getattr(node, "func", None), "attr", "") == "assertEqual" and len(node.args) >= 2:
            return self._pair(node.args[0], node.args[1])
        raise _Unknown

    def _assertion(self, test):
        if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], (ast.Eq, ast.Is)):
            raise _Unknown
        return self._pair(test.left, test.comparators[0])

    def _pair(self, left, right):
        call, expected = (left, right) if isinstance(left, ast.Call) else (right, left)
        if not isinstance(call, ast.Call) or call.keywords:
            raise _Unknown
        function = self._function(call.func)
        arguments = [self._value(argument) for argument in call.args]
        self.found.append([function, repr(tuple(arguments)), plain_text.text_of(self._value(expected))])
        for argument in call.args:  # The call may have changed it.
            if isinstance(argument, ast.Name) and not isinstance(self.known[argument.id], (int, str, float, tuple)):
                del self.known[argument.id]

    def _function(self, node):
        owner = node.value if isinstance(node, ast.Attribute) else node
        if not isinstance(owner, ast.Name) or owner.id in self.known:
            raise _Unknown
        module, name = self.imports.get(owner.id, (None, None))
        if module is None or (name is None) != isinstance(node, ast.Attribute):
            raise _Unknown
        return "%s.%s" % (module, name or node.attr)

    def _value(self, node):
        if isinstance(node, ast.Name):
            if node.id not in self.known:
                raise _Unknown
            return self.known[node.id]
        return ast.literal_eval(node)
