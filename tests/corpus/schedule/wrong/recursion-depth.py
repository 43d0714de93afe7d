import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, m = data[0], data[1]
    adj = [[] for _ in range(n + 1)]
    for i in range(m):
        adj[data[2 + 2 * i]].append(data[3 + 2 * i])
    state = [0] * (n + 1)
    order = []

    def visit(u):
        state[u] = 1
        for v in adj[u]:
            if state[v] == 1:
                return False
            if state[v] == 0 and not visit(v):
                return False
        state[u] = 2
        order.append(u)
        return True

    for u in range(1, n + 1):
        if state[u] == 0 and not visit(u):
            print("IMPOSSIBLE")
            return
    print(*reversed(order))


main()
