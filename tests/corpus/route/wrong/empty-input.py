import sys
from collections import deque


def solve():
    data = list(map(int, sys.stdin.read().split()))
    n, m = data[0], data[1]
    adj = [[] for _ in range(n + 1)]
    for i in range(m):
        a, b = data[2 + 2 * i], data[3 + 2 * i]
        adj[a].append(b)
        adj[b].append(a)
    parent = [None] * (n + 1)
    parent[1] = 0
    queue = deque([1])
    while queue:
        u = queue.popleft()
        for v in adj[u]:
            if parent[v] is None:
                parent[v] = u
                if v == n:
                    path = [n]
                    while path[-1] != 1:
                        path.append(parent[path[-1]])
                    print(len(path) - 1)
                    print(*reversed(path))
                    return
                queue.append(v)
    print(-1)


solve()
