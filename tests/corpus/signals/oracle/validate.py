import json
import re
import sys


def legal(text):
    if "\n" in text.strip():
        return False
    arguments = json.loads(text)
    if type(arguments) is not list:
        return False
    (signals,) = arguments
    if type(signals) is not list or len(signals) > 100000:
        return False
    return all(type(name) is str and re.fullmatch("[a-z]{1,5}", name) for name in signals)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
