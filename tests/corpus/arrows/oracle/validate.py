import re
import sys


def legal(text):
    first, *rest = text.rstrip().split("\n")
    if not re.fullmatch("[1-9][0-9]{0,5} [1-9][0-9]{0,5}", first.strip()):
        return False
    r, c = map(int, first.split())
    if r * c > 250000 or len(rest) != r:
        return False
    return all(len(row.strip()) == c and re.fullmatch("[UDLR]+", row.strip()) for row in rest)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
