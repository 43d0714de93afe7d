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
    if not (1 <= n <= 100000 and m <= 100000 and len(lines) == m + 1):
        return False
    rules = [numbers(line) for line in lines[1:]]
    return all(1 <= a <= n and 1 <= b <= n and a != b for a, b in rules)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
