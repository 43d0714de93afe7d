import sys

data = list(map(int, sys.stdin.read().split()))
n = data[0]
rows = [(round(data[2 * i + 1] / data[2 * i + 2], 9), data[2 * i + 2], i + 1) for i in range(n)]
rows.sort(key=lambda r: (-r[0], -r[1], r[2]))
print(" ".join(str(r[2]) for r in rows))
