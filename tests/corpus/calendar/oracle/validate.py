import re
import sys
from datetime import date

LINE = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}) ([1-9][0-9]{0,4})")


def legal(text):
    first, *rest = text.rstrip().split("\n")
    if not re.fullmatch("[1-9][0-9]{0,4}", first.strip()):
        return False
    if int(first) > 50000 or len(rest) != int(first):
        return False
    for line in rest:
        begin, months = LINE.fullmatch(line.strip()).groups()
        if not (1600 <= date.fromisoformat(begin).year <= 4000 and int(months) <= 12000):
            return False
    return True


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
