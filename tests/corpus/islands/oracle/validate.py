import re
import sys


def legal(text):
    lines = text.rstrip().split("\n")
    if not re.fullmatch("[1-9][0-9]{0,2} [1-9][0-9]{0,2}", lines[0].strip()):
        return False
    h, w = map(int, lines[0].split())
    if h > 400 or w > 400 or len(lines) != h + 1:
        return False
    return all(len(line.strip()) == w and set(line.strip()) <= set("#.") for line in lines[1:])


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
