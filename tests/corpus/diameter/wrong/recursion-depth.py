import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n = data[0]
    adj = [[] for _ in range(n + 1)]
    for i in range(n - 1):
        a, b, v = data[1 + 3 * i:4 + 3 * i]
        adj[a].append((b, v))
        adj[b].append((a, v))
    best = float("-inf")

    def down(u, parent):
        nonlocal best
        longest = 0
        for w, v in adj[u]:
            if w != parent:
                reach = v + down(w, u)
                best = max(best, longest + reach, reach)
                longest = max(longest, reach)
        return longest

    down(1, 0)
    print(best)


main()
