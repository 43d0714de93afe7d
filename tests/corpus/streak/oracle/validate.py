import re
import sys

NUMBER = re.compile("0|-?[1-9][0-9]{0,9}")


def numbers(line):
    parts = line.split()
    if not all(NUMBER.fullmatch(part) for part in parts):
        raise ValueError(line)
    return list(map(int, parts))


def legal(text):
    first, second = text.rstrip().split("\n")
    (n,) = numbers(first)
    gains = numbers(second)
    return 1 <= n <= 200000 and len(gains) == n and all(-1000000000 <= gain <= 1000000000 for gain in gains)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
