import heapq
import sys

data = list(map(int, sys.stdin.read().split()))
n, m = data[:2]
adj = [[] for _ in range(n + 1)]
for i in range(m):
    a, b, t = data[2 + 3 * i:5 + 3 * i]
    adj[a].append((t, b))
    adj[b].append((t, a))
dist = {1: 0}
queue = [(0, 1)]
while queue:
    d, u = heapq.heappop(queue)
    for t, v in sorted(adj[u]):
        # every town is reached once, from the cheapest town that knows it
        if v not in dist or v == n and d + t < dist[v]:
            dist[v] = d + t
            heapq.heappush(queue, (dist[v], v))
print(dist.get(n, -1))
