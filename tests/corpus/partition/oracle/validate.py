import re
import sys


def legal(text):
    first, second = text.rstrip().split("\n")
    weights = second.split()
    if not all(re.fullmatch("[1-9][0-9]{0,3}", part) for part in [first.strip(), *weights]):
        return False
    return int(first) == len(weights) <= 300 and all(int(part) <= 5000 for part in weights)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
