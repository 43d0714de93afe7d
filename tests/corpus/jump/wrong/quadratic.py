import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, reach = data[0], data[1:]
    inf = float("inf")
    best = [inf] * n
    best[0] = 0
    for i in range(n):
        for j in range(i + 1, min(n, i + reach[i] + 1)):
            if best[i] + 1 < best[j]:
                best[j] = best[i] + 1
    print(best[-1] if best[-1] < inf else -1)


main()
