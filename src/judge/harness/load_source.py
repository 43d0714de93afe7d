"""Loads a judged file as a module, so that its `__main__` block does not run."""

import importlib.util
import sys


def load(path, name="solution"):
    """The module of a file. Whatever the file throws goes to the caller."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def own_members(module, kind):
    """Functions or classes that the module itself defines, in the order of the file."""
    found = [
        (name, value)
        for name, value in vars(module).items()
        if isinstance(value, kind) and getattr(value, "__module__", None) == module.__name__
    ]
    return dict(found)
