import re
import sys

LINE = re.compile("([a-z]{1,8}) ([a-z]{1,8}) (0|[1-9][0-9]?) (0|[1-9][0-9]?)")


def legal(text):
    first, *rest = text.rstrip().split("\n")
    if not re.fullmatch("[1-9][0-9]{0,4}", first.strip()):
        return False
    if int(first) > 50000 or len(rest) != int(first):
        return False
    matches = [LINE.fullmatch(line.strip()) for line in rest]
    return all(match is not None and match[1] != match[2] for match in matches)


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
