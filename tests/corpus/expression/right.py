import re
import sys

M = 1000000007


def main():
    sys.stdin.readline()
    # for every open bracket: the sum so far, the product that is being built, and the sign to come
    stack = []
    total, product, sign = 0, None, "+"
    for part in re.findall(r"\d+|.", sys.stdin.readline().strip()):
        if part == "(":
            stack.append((total, product, sign))
            total, product, sign = 0, None, "+"
            continue
        if part in "+-*":
            sign = part
            continue
        if part == ")":
            value = (total + product) % M
            total, product, sign = stack.pop()
        else:
            value = int(part)
        if product is None:
            product = value
        elif sign == "*":
            product = product * value % M
        else:
            total = (total + product) % M
            product = value if sign == "+" else -value
    print((total + product) % M)


main()
