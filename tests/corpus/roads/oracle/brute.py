import sys

n, m, *rest = map(int, sys.stdin.read().split())
roads = list(zip(rest[0::3], rest[1::3], rest[2::3]))
cost = {1: 0}
changed = True
while changed:
    changed = False
    for a, b, t in roads:
        for u, v in ((a, b), (b, a)):
            if u in cost and (v not in cost or cost[u] + t < cost[v]):
                cost[v] = cost[u] + t
                changed = True
print(cost.get(n, -1))
