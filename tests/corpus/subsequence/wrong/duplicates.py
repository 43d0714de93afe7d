import sys
from bisect import bisect_left

data = sys.stdin.read().split()
text, words = data[2], data[3:]
index = {}
for i, c in enumerate(text, 1):
    index.setdefault(c, []).append(i)
for word in words:
    at = 0
    for c in word:
        places = index.get(c, [])
        k = bisect_left(places, at)
        if k == len(places):
            at = -1
            break
        at = places[k]
    print(at)
