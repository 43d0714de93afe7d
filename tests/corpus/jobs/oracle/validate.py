import re
import sys

NUMBER = re.compile("0|[1-9][0-9]{0,9}")


def numbers(line, count):
    parts = line.split()
    if len(parts) != count or not all(NUMBER.fullmatch(part) for part in parts):
        raise ValueError(line)
    return list(map(int, parts))


def legal(text):
    lines = text.rstrip().split("\n")
    (n,) = numbers(lines[0], 1)
    if not (1 <= n <= 50000 and len(lines) == n + 1):
        return False
    for line in lines[1:]:
        s, e, p = numbers(line, 3)
        if not (s < e <= 1000000000 and 1 <= p <= 1000000000):
            return False
    return True


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
