import re
import sys

M = 10 ** 9 + 7
rank = {"+": 1, "-": 1, "*": 2}
n = int(sys.stdin.readline())
values, ops = [], []


def apply():
    op = ops.pop()
    b, a = values.pop(), values.pop()
    values.append((a + b if op == "+" else a - b if op == "-" else a * b) % M)


for token in re.findall(r"\d+|[-+*()]", sys.stdin.readline()):
    if token.isdigit():
        values.append(int(token) % M)
    elif token == "(":
        ops.append(token)
    elif token == ")":
        while ops[-1] != "(":
            apply()
        ops.pop()
    else:
        while ops and ops[-1] != "(" and rank[ops[-1]] > rank[token]:
            apply()
        ops.append(token)
while ops:
    apply()
print(values[0])
