import sys
from collections import deque

data = list(map(int, sys.stdin.read().split()))
n, m = data[0], data[1]
after = [[] for _ in range(n + 1)]
indegree = [0] * (n + 1)
for i in range(m):
    a, b = data[2 + 2 * i], data[3 + 2 * i]
    after[a].append(b)
    indegree[b] += 1
for each in after:
    each.sort()
queue = deque(v for v in range(1, n + 1) if indegree[v] == 0)
order = []
while queue:
    v = queue.popleft()
    order.append(v)
    for b in after[v]:
        indegree[b] -= 1
        if indegree[b] == 0:
            queue.append(b)
print(*order) if len(order) == n else print("IMPOSSIBLE")
