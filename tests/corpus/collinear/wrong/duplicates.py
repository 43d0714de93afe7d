import sys
from fractions import Fraction

data = list(map(int, sys.stdin.read().split()))
points = list(set(zip(data[1::2], data[2::2])))
best = 1
for i, (x1, y1) in enumerate(points):
    slopes = {}
    for x2, y2 in points[:i]:
        slope = None if x1 == x2 else Fraction(y2 - y1, x2 - x1)
        slopes[slope] = slopes.get(slope, 1) + 1
    best = max([best, *slopes.values()])
print(best)
