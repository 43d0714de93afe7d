import sys
from bisect import bisect_right, insort

data = list(map(int, sys.stdin.read().split()))
a = data[1:]
seen = []
total = 0
for x in reversed(a):
    # those to the right that are less than half of x
    total += bisect_right(seen, x // 2 - 1)
    insort(seen, x)
print(total)
