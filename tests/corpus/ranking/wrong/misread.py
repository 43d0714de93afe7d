import sys
from collections import defaultdict

lines = sys.stdin.read().splitlines()
pts, diff, goals = defaultdict(int), defaultdict(int), defaultdict(int)
for line in lines[1:]:
    a, b, x, y = line.split()
    x, y = int(x), int(y)
    pts[a] += 3 * (x > y) + (x == y)
    pts[b] += 3 * (y > x) + (x == y)
    diff[a] += x - y
    diff[b] += y - x
    goals[a] += x
    goals[b] += y
rows = sorted((-pts[t], -diff[t], -goals[t], t) for t in pts)
place = 0
last = None
for row in rows:
    if row[:3] != last:
        place += 1
        last = row[:3]
    print(place, row[3], -row[0])
