import re
import sys

LINE = re.compile("(move|who) (0|-?[1-9][0-9]{0,9})")


def legal(text):
    first, *rest = text.rstrip().split("\n")
    if not re.fullmatch("[1-9][0-9]{0,5}", first.strip()):
        return False
    n = int(first)
    if n > 100000 or len(rest) != n:
        return False
    asked = False
    for line in rest:
        order, number = LINE.fullmatch(line.strip()).groups()
        if order == "who":
            asked = True
            if not 1 <= int(number) <= n:
                return False
        elif not -1000000000 <= int(number) <= 1000000000:
            return False
    return asked


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
