import re
import sys

M = 1000000007
n = int(sys.stdin.readline())
tokens = re.findall(r"\d+|[-+*()]", sys.stdin.readline())
pos = 0


def expression():
    global pos
    value = term()
    while pos < len(tokens) and tokens[pos] in "+-":
        op = tokens[pos]
        pos += 1
        if op == "+":
            value += term()
        else:
            value -= term()
    return value % M


def term():
    global pos
    value = factor()
    while pos < len(tokens) and tokens[pos] == "*":
        pos += 1
        value = value * factor() % M
    return value


def factor():
    global pos
    token = tokens[pos]
    pos += 1
    if token == "(":
        value = expression()
        pos += 1
        return value
    return int(token)


print(expression())
