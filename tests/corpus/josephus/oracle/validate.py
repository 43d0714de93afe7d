import re
import sys


def legal(text):
    (line,) = text.rstrip().split("\n")
    n, k = line.split()
    if not (re.fullmatch("[1-9][0-9]{0,5}", n) and re.fullmatch("[1-9][0-9]{0,9}", k)):
        return False
    return int(n) <= 500000 and int(k) <= 2147483647


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
