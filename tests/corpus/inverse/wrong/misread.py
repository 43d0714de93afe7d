import sys
from bisect import bisect_left, insort

data = list(map(int, sys.stdin.read().split()))
seen = []
total = 0
for x in reversed(data[1:]):
    total += bisect_left(seen, int(x / 2)) if x % 2 == 0 else bisect_left(seen, int(x / 2) + 1)
    insort(seen, x)
print(total)
