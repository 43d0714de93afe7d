import sys

data = list(map(int, sys.stdin.read().split()))
n = data[0]
adj = [[] for _ in range(n + 1)]
for i in range(n - 1):
    a, b, v = data[1 + 3 * i:4 + 3 * i]
    adj[a].append((b, v))
    adj[b].append((a, v))
parent = [0] * (n + 1)
stack, order = [1], []
while stack:
    u = stack.pop()
    order.append(u)
    for w, v in adj[u]:
        if w != parent[u]:
            parent[w] = u
            stack.append(w)
best = 0
down = [0] * (n + 1)
for u in reversed(order):
    first = second = 0
    for w, v in adj[u]:
        if w != parent[u]:
            reach = down[w] + v
            if reach > first:
                first, second = reach, first
            elif reach > second:
                second = reach
    down[u] = first
    best = max(best, first + second)
print(best)
