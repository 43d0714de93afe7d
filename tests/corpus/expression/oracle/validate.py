import re
import sys


def legal(text):
    first, line = text.rstrip().split("\n")
    line = line.strip()
    if not re.fullmatch("[1-9][0-9]{0,4}", first.strip()) or len(line) > 600000:
        return False
    n = int(first)
    parts = re.findall(r"\d+|.", line)
    numbers = depth = 0
    wants_operand = True
    for part in parts:
        if part.isdigit():
            if not wants_operand or int(part) > 1000000000 or str(int(part)) != part:
                return False
            numbers += 1
            wants_operand = False
        elif part == "(":
            if not wants_operand:
                return False
            depth += 1
        elif part == ")":
            if wants_operand or depth == 0:
                return False
            depth -= 1
        elif part in ("+", "-", "*"):
            if wants_operand:
                return False
            wants_operand = True
        else:
            return False
    return numbers == n <= 50000 and depth == 0 and not wants_operand


try:
    ok = legal(sys.stdin.read())
except Exception:
    ok = False
sys.exit(0 if ok else 1)
