import re
import sys


def legal(text):
    lines = text.rstrip().split("\n")
    if len(lines) != 2 or not re.fullmatch("[1-9][0-9]{0,6}", lines[0].strip()):
        return False
    n = int(lines[0])
    line = lines[1].strip()
    return n <= 1000000 and len(line) == n and re.fullmatch(r"[a-z()\[\]{}]+", line) is not None


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
