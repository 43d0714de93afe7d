import heapq
import sys

data = list(map(int, sys.stdin.read().split()))
n, m = data[0], data[1]
after = {v: set() for v in range(1, n + 1)}
need = [0] * (n + 1)
for i in range(m):
    a, b = data[2 + 2 * i], data[3 + 2 * i]
    after[a].add(b)
    need[b] += 1
heap = [v for v in range(1, n + 1) if need[v] == 0]
result = []
while heap:
    v = heapq.heappop(heap)
    result.append(v)
    for b in after[v]:
        need[b] -= 1
        if need[b] == 0:
            heapq.heappush(heap, b)
print(" ".join(map(str, result)) if len(result) == n else "IMPOSSIBLE")
