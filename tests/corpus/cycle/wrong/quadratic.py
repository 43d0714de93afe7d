import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, m = data[0], data[1]
    adj = [[] for _ in range(n + 1)]
    for i in range(m):
        a, b = data[2 + 2 * i], data[3 + 2 * i]
        adj[a].append(b)
        # does b lead back to a?
        seen = {b}
        stack = [b]
        while stack:
            u = stack.pop()
            if u == a:
                print(i + 1)
                return
            for v in adj[u]:
                if v not in seen:
                    seen.add(v)
                    stack.append(v)
    print(0)


main()
