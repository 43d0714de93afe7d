import re
import sys


def legal(text):
    lines = text.rstrip().split("\n")
    if not re.fullmatch("[1-9][0-9]{0,5}", lines[0].strip()):
        return False
    n = int(lines[0])
    return n <= 200000 and len(lines) == n + 1 and all(re.fullmatch("[a-z]{1,8}", each.strip()) for each in lines[1:])


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
