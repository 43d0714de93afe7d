"""Copies of a Python file of tests in which tests expect something else, so that no honest program passes them."""

import ast


class Change:
    """One place in the source and what stands there instead."""

    def __init__(self, node, text):
        self.start = (node.lineno, node.col_offset)
        self.end = (node.end_lineno, node.end_col_offset)
        self.text = text


def copies(source, tests, tree, pick, most):
    """
    Up to `most` copies of the source. In each of them every test that can be altered expects something else in one
    place, another one in each copy. Returns the copies with the names of the tests that must fail.
    """
    found = [(name, _changes(body, tree, pick)) for name, body in tests]
    found = [(name, pick.sample(changes, len(changes))) for name, changes in found if changes]
    if not found:
        return []
    result = []
    for turn in range(min(most, max(len(changes) for _, changes in found))):
        chosen = [changes[turn % len(changes)] for _, changes in found]
        names = [name for name, _ in found]
        result.append({"source": _apply(source, chosen), "mustFail": names})
    return result


def _apply(source, changes):
    """The source with all changes made. Positions in the tree count bytes."""
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    parts = {part.start: part for change in changes for part in change}
    for change in sorted(parts.values(), key=lambda part: part.start, reverse=True):
        (first, left), (last, right) = change.start, change.end
        joined = lines[first - 1][:left] + change.text.encode() + lines[last - 1][right:]
        lines[first - 1 : last] = [joined] + [b""] * (last - first)
    return b"".join(lines).decode()


def _changes(body, tree, pick):
    """Every way to alter a test; each is a list of changes that are made together."""
    leaves = (ast.Return, ast.Try, ast.Yield, ast.Break, ast.Continue, ast.Global)
    if any(isinstance(inner, leaves) for inner in ast.walk(body)):
        return []  # What comes after may never be reached.
    is_function = not isinstance(body, ast.Module)
    tables = _parameter_tables(body) if is_function else {}
    found = []
    for statement in _certain(body.body):
        found.extend(_changes_of(statement, Scope(body, tree, tables, pick)))
    return found


def _certain(statements):
    """The statements that are run whatever the program does."""
    for statement in statements:
        if isinstance(statement, (ast.Assert, ast.Expr)):
            yield statement
        elif isinstance(statement, ast.With) and _is_harmless(statement):
            yield from _certain(statement.body)
        elif isinstance(statement, ast.For) and _value(statement.iter, ()) and not statement.orelse:
            yield from _certain(statement.body)


def _is_harmless(statement):
    """Only `subTest`: other contexts may swallow what is raised in them."""
    calls = [item.context_expr for item in statement.items]
    return all(isinstance(call, ast.Call) and _last_name(call.func) == "subTest" for call in calls)


def _last_name(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


class Scope:
    """Where expected values may come from."""

    def __init__(self, body, tree, tables, pick):
        self.body, self.tree, self.tables, self.pick = body, tree, tables, pick

    def literals(self, node):
        """The literals of which a name or literal is one, all to be altered together; none when it is unknown."""
        if _is_literal(node):
            return [node]
        if _last_name(getattr(node, "func", None)) == "approx" and node.args and _is_literal(node.args[0]):
            return [node.args[0]]
        if not isinstance(node, ast.Name) or self._uses(node.id) != 1:
            return []
        if node.id in self.tables:
            return self.tables[node.id]
        return self._rows(node.id) or self._assigned(node.id)

    def _uses(self, name):
        return sum(isinstance(inner, ast.Name) and inner.id == name and isinstance(inner.ctx, ast.Load) for inner in ast.walk(self.body))

    def _rows(self, name):
        loops = [inner for inner in ast.walk(self.body) if isinstance(inner, ast.For)]
        for loop in loops:
            if _is_literal(loop.iter):
                return _column(loop.target, loop.iter, name)
        return []

    def _assigned(self, name):
        nodes = [inner for inner in ast.walk(self.body) if isinstance(inner, ast.Assign)]
        named = [inner for inner in nodes if any(_last_name(target) == name for target in inner.targets)]
        if len(named) == 1 and len(named[0].targets) == 1 and _is_literal(named[0].value):
            return [named[0].value]
        return []


def _column(target, rows, name):
    """The literals that a loop over literal rows, or a table of parameters, gives to a name."""
    if not isinstance(rows, (ast.List, ast.Tuple)):
        return []
    if isinstance(target, ast.Name):
        return list(rows.elts) if target.id == name else []
    names = [getattr(part, "id", None) for part in getattr(target, "elts", ())]
    whole = all(isinstance(row, (ast.List, ast.Tuple)) and len(row.elts) == len(names) for row in rows.elts)
    return [row.elts[names.index(name)] for row in rows.elts] if whole and name in names else []


def _parameter_tables(function):
    """What `pytest.mark.parametrize` gives to each name of a function."""
    tables = {}
    for call in function.decorator_list:
        if not isinstance(call, ast.Call) or _last_name(call.func) != "parametrize" or len(call.args) < 2:
            continue
        names, rows = _value(call.args[0], ""), call.args[1]
        listed = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
        if not all(isinstance(name, str) and name.isidentifier() for name in listed) or not _is_literal(rows):
            continue
        text = listed[0] if len(listed) == 1 else ", ".join(listed)
        target = ast.parse(text, mode="eval").body
        tables.update((name, _column(target, rows, name)) for name in listed)
    return tables


def _changes_of(statement, scope):
    if isinstance(statement, ast.Assert):
        return _changes_of_assertion(statement.test, scope)
    call = statement.value
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return []
    if call.func.attr in ("assertEqual", "assertEquals", "assertListEqual", "assertDictEqual") and len(call.args) >= 2:
        return _changes_of_sides(call.args[0], call.args[1], scope)
    opposite = {"assertTrue": "assertFalse", "assertFalse": "assertTrue"}.get(call.func.attr)
    if opposite is None or not call.args or not _is_asked(call.args[0]):
        return []
    return [[_change_of_text(call.func, "%s.%s" % (ast.unparse(call.func.value), opposite))]]


def _changes_of_assertion(test, scope):
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        if isinstance(test.ops[0], (ast.Eq, ast.Is)):
            return _changes_of_sides(test.left, test.comparators[0], scope)
        return []
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and _is_asked(test.operand):
        return [[_change_of_text(test, ast.unparse(test.operand))]]
    return [[_change_of_text(test, "not " + ast.unparse(test))]] if _is_asked(test) else []


def _is_asked(node):
    """A plain call, of which `not` says the opposite."""
    return isinstance(node, ast.Call) and hasattr(ast, "unparse")


def _change_of_text(node, text):
    return Change(node, "(%s)" % text if node.lineno != node.end_lineno else text)


def _changes_of_sides(left, right, scope):
    for expected, found in ((right, left), (left, right)):
        if _is_literal(found):
            continue
        nodes = scope.literals(expected)
        changes = [_other_text(node, scope.pick) for node in nodes]
        if nodes and None not in changes:
            return [[Change(node, text) for node, text in zip(nodes, changes)]]
    return []


_NOTHING = object()


def _value(node, default=_NOTHING):
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return default


def _is_literal(node):
    return isinstance(node, ast.AST) and _value(node) is not _NOTHING


def _other_text(node, pick):
    """Another value of the same kind; None when there is none to be found."""
    value = _value(node)
    if value is _NOTHING:
        return None
    other = _other(value, pick)
    return None if other == value else repr(other)


def _other(value, pick):
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float, complex)):
        return value + type(value)(abs(value) + pick.randrange(1, 9))
    if isinstance(value, (str, bytes)):
        tail = pick.choice("aeiou")
        return value + (tail if isinstance(value, str) else tail.encode())
    if isinstance(value, (list, tuple)) and value:
        index = pick.randrange(len(value))
        changed = [_other(item, pick) if at == index else item for at, item in enumerate(value)]
        return type(value)(changed)
    if isinstance(value, dict) and value:
        key = pick.choice(list(value))
        return {name: _other(item, pick) if name == key else item for name, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return value | {pick.randrange(10**6, 10**7)}
    empty = {list: [0], tuple: (0,), dict: {0: 0}}
    return empty.get(type(value), 7)
