import re
import sys


def legal(text):
    lines = [line.strip() for line in text.rstrip().split("\n")]
    if not re.fullmatch("[1-9][0-9]{0,5} [1-9][0-9]{0,4}", lines[0]):
        return False
    n, q = map(int, lines[0].split())
    if n > 200000 or q > 20000 or len(lines) != q + 2 or len(lines[1]) != n:
        return False
    if not all(re.fullmatch("[a-z]+", line) for line in lines[1:]):
        return False
    return sum(map(len, lines[2:])) <= 100000


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
