import sys

data = list(map(int, sys.stdin.read().split()))
a, b, c, *lamps = zip(data[1::2], data[2::2])


def turn(p, q, r):
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])


count = 0
for lamp in lamps:
    turns = (turn(a, b, lamp), turn(b, c, lamp), turn(c, a, lamp))
    if min(turns) >= 0 or max(turns) <= 0:
        count += 1
print(count)
