import sys
from collections import deque

data = list(map(int, sys.stdin.read().split()))
n, m = data[0], data[1]
adj = {room: [] for room in range(1, n + 1)}
for i in range(m):
    a, b = data[2 + 2 * i], data[3 + 2 * i]
    adj[a].append(b)
    adj[b].append(a)
visited = [1]
parent = {1: None}
queue = deque([1])
while queue:
    u = queue.popleft()
    for v in adj[u]:
        if v not in visited:
            visited.append(v)
            parent[v] = u
            queue.append(v)
if n in visited:
    path = []
    at = n
    while at is not None:
        path.append(at)
        at = parent[at]
    path.reverse()
    print(len(path) - 1)
    print(*path)
else:
    print(-1)
