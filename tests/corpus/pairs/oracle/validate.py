import json
import sys


def legal(text):
    if "\n" in text.strip():
        return False
    arguments = json.loads(text)
    if type(arguments) is not list:
        return False
    values, target = arguments
    if type(values) is not list or len(values) > 100000 or type(target) is not int or abs(target) > 2000000000:
        return False
    return all(type(value) is int and abs(value) <= 1000000000 for value in values)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
