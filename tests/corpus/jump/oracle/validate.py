import re
import sys


def legal(text):
    first, second = text.rstrip().split("\n")
    parts = second.split()
    if not all(re.fullmatch("0|[1-9][0-9]{0,5}", part) for part in [first.strip(), *parts]):
        return False
    return 1 <= int(first) == len(parts) <= 100000 and all(int(part) <= 100000 for part in parts)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
