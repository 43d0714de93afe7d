import sys

data = list(map(int, sys.stdin.read().split()))
n, m = data[0], data[1]
after = [[] for _ in range(n + 1)]
before = [0] * (n + 1)
for i in range(m):
    a, b = data[2 + 2 * i], data[3 + 2 * i]
    after[a].append(b)
    before[b] += 1
layer = [v for v in range(1, n + 1) if before[v] == 0]
order = []
while layer:
    order += sorted(layer)
    following = []
    for v in layer:
        for b in after[v]:
            before[b] -= 1
            if before[b] == 0:
                following.append(b)
    layer = following
if len(order) < n:
    print("IMPOSSIBLE")
else:
    print(*order)
