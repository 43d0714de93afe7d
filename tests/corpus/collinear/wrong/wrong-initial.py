import sys
from math import gcd

data = list(map(int, sys.stdin.read().split()))
points = list(zip(data[1::2], data[2::2]))
# two points always share a line
best = 2
for i, (x, y) in enumerate(points):
    count = {}
    same = 0
    for j, (u, v) in enumerate(points):
        dx, dy = u - x, v - y
        if (dx, dy) == (0, 0):
            same += 1
            continue
        g = gcd(dx, dy)
        dx, dy = dx // g, dy // g
        if (dx, dy) < (0, 0):
            dx, dy = -dx, -dy
        count[dx, dy] = count.get((dx, dy), 0) + 1
    if count:
        best = max(best, same + max(count.values()))
    else:
        best = max(best, same)
print(best)
