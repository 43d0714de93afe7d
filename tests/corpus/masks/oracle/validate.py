import re
import sys

NUMBER = re.compile("0|[1-9][0-9]{0,9}")


def numbers(line):
    parts = line.split()
    if not all(NUMBER.fullmatch(part) for part in parts):
        raise ValueError(line)
    return list(map(int, parts))


def legal(text):
    first, second = text.rstrip().split("\n")
    (n,) = numbers(first)
    keys = numbers(second)
    return 2 <= n <= 100000 and len(keys) == n and all(key < 1 << 30 for key in keys)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
