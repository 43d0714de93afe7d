import re
import sys

NUMBER = re.compile("0|-?[1-9][0-9]{0,12}")


def numbers(line):
    parts = line.split()
    if not all(NUMBER.fullmatch(part) for part in parts):
        raise ValueError(line)
    return list(map(int, parts))


def legal(text):
    first, second = text.rstrip().split("\n")
    n, k = numbers(first)
    bookings = numbers(second)
    if not (1 <= n <= 200000 and -(10**12) <= k <= 10**12 and len(bookings) == n):
        return False
    return all(-1000000000 <= booking <= 1000000000 for booking in bookings)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
