import re
import sys

sys.set_int_max_str_digits(0)
M = 1000000007
n = int(sys.stdin.readline())
text = sys.stdin.readline().strip()


def flat(text):
    """The value of an expression without brackets, whose numbers may be negative."""
    parts = re.findall(r"(^|[-+*])(-?\d+)", text)
    terms = []
    for sign, number in parts:
        number = int(number)
        if sign == "*":
            terms[-1] *= number
        else:
            terms.append(-number if sign == "-" else number)
    return sum(terms)


while "(" in text:
    text = re.sub(r"\(([^()]*)\)", lambda match: str(flat(match[1])), text)
print(flat(text) % M)
