"""One text for each plain Python value, the same for values that are equal."""

import numbers


class NotPlain(Exception):
    """The value is more than numbers, texts and collections of them."""


def text_of(value):
    """The text of a value. Throws NotPlain."""
    if value is None:
        return "none"
    if isinstance(value, (str, bytes, bytearray)):
        kind, plain = ("s", str.__str__(value)) if isinstance(value, str) else ("b", bytes(value))
        return kind + repr(plain)
    if isinstance(value, numbers.Number) or hasattr(type(value), "__index__"):
        return _number(value)
    if isinstance(value, dict):
        items = sorted("%s:%s" % (text_of(key), text_of(item)) for key, item in value.items())
        return "{%s}" % ",".join(items)
    for kinds, form in (((list,), "[%s]"), ((tuple,), "(%s)"), ((set, frozenset), "<%s>")):
        if isinstance(value, kinds):
            texts = [text_of(item) for item in value]
            return form % ",".join(sorted(texts) if form == "<%s>" else texts)
    raise NotPlain(type(value).__name__)


def _number(value):
    if hasattr(type(value), "__index__"):
        return "%d" % value.__index__()
    if isinstance(value, numbers.Real):
        number = float(value)
        if number != value:
            raise NotPlain(type(value).__name__)
        return "%d" % number if number.is_integer() else repr(number)
    raise NotPlain(type(value).__name__)
