import sys

data = list(map(int, sys.stdin.read().split()))
n, m = data[0], data[1]
level = [0] * (n + 1)
before = [[] for _ in range(n + 1)]
possible = True
for i in range(m):
    a, b = data[2 + 2 * i], data[3 + 2 * i]
    before[b].append(a)
    level[b] = max(level[b], level[a] + 1)
order = sorted(range(1, n + 1), key=lambda step: level[step])
place = {step: i for i, step in enumerate(order)}
for b in range(1, n + 1):
    for a in before[b]:
        if place[a] >= place[b]:
            possible = False
print(*order) if possible else print("IMPOSSIBLE")
