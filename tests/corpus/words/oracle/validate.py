import re
import sys


def legal(text):
    lines = text.rstrip().split("\n")
    if len(lines) != 2 or not re.fullmatch("[1-9][0-9]{0,5} [1-9][0-9]{0,5}", lines[0].strip()):
        return False
    n, k = map(int, lines[0].split())
    words = lines[1].strip().split(" ")
    return n <= 100000 and k <= 100000 and len(words) == n and all(re.fullmatch("[a-zA-Z]{1,8}", w) for w in words)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
