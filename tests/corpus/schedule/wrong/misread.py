import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, m = data[0], data[1]
    adj = [[] for _ in range(n + 1)]
    for i in range(m):
        adj[data[2 + 2 * i]].append(data[3 + 2 * i])
    seen = [False] * (n + 1)
    order = []
    for root in range(1, n + 1):
        if seen[root]:
            continue
        seen[root] = True
        stack = [(root, iter(adj[root]))]
        while stack:
            u, rest = stack[-1]
            for v in rest:
                if not seen[v]:
                    seen[v] = True
                    stack.append((v, iter(adj[v])))
                    break
            else:
                stack.pop()
                order.append(u)
    if len(order) < n:
        print("IMPOSSIBLE")
    else:
        print(*order[::-1])


main()
