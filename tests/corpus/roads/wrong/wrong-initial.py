import heapq
import sys

data = list(map(int, sys.stdin.read().split()))
n, m = data[:2]
INF = 10 ** 9
adj = [[] for _ in range(n + 1)]
it = iter(data[2:])
for a, b, t in zip(it, it, it):
    adj[a].append((b, t))
    adj[b].append((a, t))
dist = [INF] * (n + 1)
dist[1] = 0
pq = [(0, 1)]
while pq:
    d, u = heapq.heappop(pq)
    if d > dist[u]:
        continue
    for v, w in adj[u]:
        if d + w < dist[v]:
            dist[v] = d + w
            heapq.heappush(pq, (d + w, v))
print(dist[n] if dist[n] < INF else -1)
