import re
import sys


def right(given, printed):
    n, *values = map(int, given.split())
    words = printed.split()
    if not words or not all(re.fullmatch("[0-9]{1,9}", word) for word in words):
        return False
    count, *crates = map(int, words)
    if count < 1 or len(crates) != count or len(set(crates)) != count:
        return False
    return all(1 <= crate <= n for crate in crates) and sum(values[crate - 1] for crate in crates) % n == 0


with open(sys.argv[1]) as given, open(sys.argv[2]) as printed:
    sys.exit(0 if right(given.read(), printed.read()) else 1)
