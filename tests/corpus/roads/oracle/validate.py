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
    n, m = numbers(lines[0], 2)
    if not (1 <= n <= 30000 and m <= 60000 and len(lines) == m + 1):
        return False
    for line in lines[1:]:
        a, b, t = numbers(line, 3)
        if not (1 <= a <= n and 1 <= b <= n and t <= 1000000000):
            return False
    return True


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
