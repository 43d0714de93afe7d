import re
import sys

NUMBER = re.compile("0|-?[1-9][0-9]{0,6}")


def numbers(line):
    parts = line.split()
    if not all(NUMBER.fullmatch(part) for part in parts):
        raise ValueError(line)
    return list(map(int, parts))


def legal(text):
    first, second = text.rstrip().split("\n")
    (n,) = numbers(first)
    cards = numbers(second)
    return 3 <= n <= 200000 and len(cards) == n and all(-2000000 <= card <= 2000000 for card in cards)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
