import sys
from collections import deque

data = list(map(int, sys.stdin.read().split()))
n, m = data[0], data[1]
edges = [(data[i], data[i + 1]) for i in range(2, 2 + 2 * m, 2)]


def acyclic(k):
    graph = [[] for _ in range(n + 1)]
    degree = [0] * (n + 1)
    for a, b in edges[:k]:
        graph[a].append(b)
        degree[b] += 1
    queue = deque(v for v in range(1, n + 1) if not degree[v])
    done = 0
    while queue:
        u = queue.popleft()
        done += 1
        for v in graph[u]:
            degree[v] -= 1
            if not degree[v]:
                queue.append(v)
    return done == n


low, high = 1, m
while low < high:
    mid = (low + high) // 2
    if acyclic(mid):
        low = mid + 1
    else:
        high = mid
# low is m when no earlier order closes a cycle
print(low if low < m else 0)
