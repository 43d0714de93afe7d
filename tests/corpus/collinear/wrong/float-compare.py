import sys
from collections import Counter

data = list(map(int, sys.stdin.read().split()))
points = list(zip(data[1::2], data[2::2]))
best = 0
for i, (x1, y1) in enumerate(points):
    slopes = Counter()
    same = 1
    for x2, y2 in points[i + 1:]:
        if x1 == x2 and y1 == y2:
            same += 1
        elif x1 == x2:
            slopes["vertical"] += 1
        else:
            slopes[(y2 - y1) / (x2 - x1)] += 1
    best = max(best, same + max(slopes.values(), default=0))
print(best)
