import sys
from bisect import bisect_right

data = sys.stdin.read().split()
text, words = data[2], data[3:]
positions = {}
for i, c in enumerate(text, 1):
    positions.setdefault(c, []).append(i)
for word in words:
    at = 0
    for c in word:
        if c not in positions:
            at = -1
            break
        at = positions[c][bisect_right(positions[c], at)]
    print(at)
