import re
import sys


def legal(text):
    first, second = text.rstrip().split("\n")
    if not re.fullmatch("[1-9][0-9]{0,5}", first.strip()):
        return False
    n = int(first)
    return n <= 300000 and len(second.strip()) == n and re.fullmatch("[0-9]+", second.strip()) is not None


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
