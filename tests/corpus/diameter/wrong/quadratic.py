import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n = data[0]
    adj = [[] for _ in range(n + 1)]
    for i in range(n - 1):
        a, b, v = data[1 + 3 * i:4 + 3 * i]
        adj[a].append((b, v))
        adj[b].append((a, v))
    best = -10 ** 9
    for start in range(1, n + 1):
        stack = [(start, 0, 0)]
        while stack:
            u, parent, total = stack.pop()
            if u != start and total > best:
                best = total
            for w, v in adj[u]:
                if w != parent:
                    stack.append((w, u, total + v))
    print(best)


main()
