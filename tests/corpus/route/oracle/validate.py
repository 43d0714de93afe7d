import re
import sys

NUMBER = re.compile("0|[1-9][0-9]{0,5}")


def numbers(line):
    a, b = line.split()
    if not (NUMBER.fullmatch(a) and NUMBER.fullmatch(b)):
        raise ValueError(line)
    return int(a), int(b)


def legal(text):
    lines = text.rstrip().split("\n")
    n, m = numbers(lines[0])
    if not (1 <= n <= 50000 and m <= 100000 and len(lines) == m + 1):
        return False
    return all(1 <= room <= n for line in lines[1:] for room in numbers(line))


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
