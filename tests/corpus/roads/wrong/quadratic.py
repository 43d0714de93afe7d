import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, m = data[0], data[1]
    adj = [[] for _ in range(n + 1)]
    for i in range(2, len(data), 3):
        adj[data[i]].append((data[i + 1], data[i + 2]))
        adj[data[i + 1]].append((data[i], data[i + 2]))
    inf = float("inf")
    dist = [inf] * (n + 1)
    done = [False] * (n + 1)
    dist[1] = 0
    for _ in range(n):
        u = -1
        for v in range(1, n + 1):
            if not done[v] and (u == -1 or dist[v] < dist[u]):
                u = v
        if dist[u] == inf:
            break
        done[u] = True
        for v, t in adj[u]:
            dist[v] = min(dist[v], dist[u] + t)
    print(dist[n] if dist[n] < inf else -1)


main()
