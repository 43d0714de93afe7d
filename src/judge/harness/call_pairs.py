"""
Calls functions of a judged file and tells descriptor 3 what each returns, as a JSON list of texts; null where it
is not a plain value, an object with `error` where it threw. What is expected never comes here.

Standard input: {"file", "calls": [[name, arguments as a Python literal]]}
"""

import ast
import json
import os
import sys

import load_source
import plain_text

_CHANNEL = 3


def _answer(module, name, arguments):
    try:
        return plain_text.text_of(getattr(module, name)(*ast.literal_eval(arguments)))
    except plain_text.NotPlain:
        return None
    except Exception as error:
        return {"error": "%s: %s" % (type(error).__name__, str(error)[:200])}


def main():
    request = json.loads(sys.stdin.buffer.read())
    path = os.path.abspath(request["file"])
    sys.argv, sys.path[0] = [path], os.path.dirname(path)
    module = load_source.load(path, "solution")
    answers = [_answer(module, name, arguments) for name, arguments in request["calls"]]
    rest = memoryview(json.dumps(answers).encode("utf-8", "surrogatepass"))
    while rest:
        rest = rest[os.write(_CHANNEL, rest) :]


if __name__ == "__main__":
    main()
