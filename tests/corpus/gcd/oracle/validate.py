import re
import sys

NUMBER = re.compile("[1-9][0-9]{0,9}")


def numbers(line):
    parts = line.split()
    if not all(NUMBER.fullmatch(part) for part in parts):
        raise ValueError(line)
    return list(map(int, parts))


def legal(text):
    first, second = text.rstrip().split("\n")
    (n,) = numbers(first)
    lengths = numbers(second)
    return 2 <= n <= 100000 and len(lengths) == n and all(length <= 1000000000 for length in lengths)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
