import sys

data = list(map(int, sys.stdin.read().split()))
n = data[0]
adj = [[] for _ in range(n + 1)]
for i in range(n - 1):
    a, b, v = data[1 + 3 * i:4 + 3 * i]
    adj[a].append((b, v))
    adj[b].append((a, v))


def farthest(start):
    best = None
    stack = [(start, 0, 0)]
    while stack:
        u, parent, total = stack.pop()
        if u != start and (best is None or total > best[0]):
            best = (total, u)
        for w, v in adj[u]:
            if w != parent:
                stack.append((w, u, total + v))
    return best


_, end = farthest(1)
print(farthest(end)[0])
