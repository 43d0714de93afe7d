import sys

data = list(map(int, sys.stdin.read().split()))
n, m = data[0], data[1]
orders = [(data[2 + 2 * i], data[3 + 2 * i]) for i in range(m)]


def cyclic(count):
    adj = [[] for _ in range(n + 1)]
    for a, b in orders[:count]:
        adj[a].append(b)
    colour = [0] * (n + 1)

    def visit(u):
        colour[u] = 1
        for v in adj[u]:
            if colour[v] == 1 or (colour[v] == 0 and visit(v)):
                return True
        colour[u] = 2
        return False

    return any(colour[u] == 0 and visit(u) for u in range(1, n + 1))


lo, hi = 1, m + 1
while lo < hi:
    mid = (lo + hi) // 2
    if cyclic(mid):
        hi = mid
    else:
        lo = mid + 1
print(lo if lo <= m else 0)
