import json
import sys


def legal(text):
    if "\n" in text.strip():
        return False
    arguments = json.loads(text)
    if type(arguments) is not list:
        return False
    (queries,) = arguments
    if type(queries) is not list or len(queries) > 20000:
        return False
    for query in queries:
        if type(query) is not list or len(query) != 2 or not all(type(part) is int for part in query):
            return False
        if not (1 <= query[0] <= 1000000000 and 1 <= query[1] <= 4):
            return False
    return True


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
