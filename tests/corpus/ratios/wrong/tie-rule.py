import sys
from fractions import Fraction

n = int(input())
rows = []
for i in range(n):
    h, a = map(int, input().split())
    rows.append((Fraction(h, a), h, -i))
rows.sort(reverse=True)
print(*[1 - r[2] for r in rows])
