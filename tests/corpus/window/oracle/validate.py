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
    n, k, d = numbers(first)
    heights = numbers(second)
    if not (1 <= k <= n <= 200000 and 0 <= d <= 4000000000 and len(heights) == n):
        return False
    return all(-2000000000 <= height <= 2000000000 for height in heights)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
