import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, m = data[0], data[1]
    after = [[] for _ in range(n + 1)]
    need = [0] * (n + 1)
    for i in range(m):
        a, b = data[2 + 2 * i], data[3 + 2 * i]
        after[a].append(b)
        need[b] += 1
    ready = [v for v in range(1, n + 1) if need[v] == 0]
    result = []
    while ready:
        v = min(ready)
        ready.remove(v)
        result.append(v)
        for b in after[v]:
            need[b] -= 1
            if need[b] == 0:
                ready.append(b)
    print(*result) if len(result) == n else print("IMPOSSIBLE")


main()
