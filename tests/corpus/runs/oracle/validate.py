import json
import re
import sys


def legal(text):
    if "\n" in text.strip():
        return False
    arguments = json.loads(text)
    if type(arguments) is not list or len(arguments) != 1:
        return False
    word = arguments[0]
    return type(word) is str and len(word) <= 1000000 and re.fullmatch("[a-z]*", word) is not None


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
