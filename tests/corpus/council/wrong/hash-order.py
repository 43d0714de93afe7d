import sys

data = sys.stdin.read().split()
n, votes = int(data[0]), data[1:]
counts = {}
for v in votes:
    counts[v] = counts.get(v, 0) + 1
seats = {name for name in counts if counts[name] * 3 > n}
print(len(seats))
for name in seats:
    print(name)
