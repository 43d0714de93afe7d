import re
import sys

NUMBER = re.compile("0|-?[1-9][0-9]{0,9}")


def numbers(line, count):
    parts = line.split()
    if len(parts) != count or not all(NUMBER.fullmatch(part) for part in parts):
        raise ValueError(line)
    values = list(map(int, parts))
    if not all(-1000000000 <= value <= 1000000000 for value in values):
        raise ValueError(line)
    return values


def legal(text):
    lines = text.rstrip().split("\n")
    (n,) = numbers(lines[0], 1)
    numbers(lines[1], 6)
    for line in lines[2:]:
        numbers(line, 2)
    return 1 <= n <= 50000 and len(lines) == n + 2


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
