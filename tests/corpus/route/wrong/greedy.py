import sys

data = list(map(int, sys.stdin.read().split()))
n, m = data[0], data[1]
adj = [[] for _ in range(n + 1)]
for i in range(m):
    a, b = data[2 + 2 * i], data[3 + 2 * i]
    adj[a].append(b)
    adj[b].append(a)
parent = {1: 0}
stack = [1]
while stack:
    u = stack.pop()
    if u == n:
        break
    for v in adj[u]:
        if v not in parent:
            parent[v] = u
            stack.append(v)
if n not in parent:
    print(-1)
else:
    path = []
    at = n
    while at:
        path.append(at)
        at = parent[at]
    print(len(path) - 1)
    print(*path[::-1])
