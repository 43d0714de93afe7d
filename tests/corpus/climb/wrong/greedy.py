import sys
from bisect import bisect_right

n, d, *h = map(int, sys.stdin.read().split())
tails = []
for x in h:
    pos = bisect_right(tails, x - d)
    if pos == len(tails):
        tails.append(x)
    else:
        tails[pos] = x
print(len(tails))
