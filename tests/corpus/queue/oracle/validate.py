import re
import sys

NUMBER = re.compile("0|[1-9][0-9]{0,9}")


def numbers(line):
    parts = line.split()
    if not all(NUMBER.fullmatch(part) for part in parts):
        raise ValueError(line)
    return list(map(int, parts))


def legal(text):
    first, *rest = text.rstrip().split("\n")
    n, m = numbers(first)
    if not (1 <= n <= 50000 and 1 <= m <= 50000 and len(rest) == n):
        return False
    before = 0
    for line in rest:
        arrival, needed = numbers(line)
        if not (before <= arrival <= 1000000000 and 1 <= needed <= 1000000000):
            return False
        before = arrival
    return True


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
