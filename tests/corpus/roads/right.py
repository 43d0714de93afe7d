import heapq
import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, m = data[0], data[1]
    near = [[] for _ in range(n + 1)]
    for i in range(2, 2 + 3 * m, 3):
        a, b, t = data[i], data[i + 1], data[i + 2]
        near[a].append((b, t))
        near[b].append((a, t))
    cost = [None] * (n + 1)
    heap = [(0, 1)]
    while heap:
        paid, town = heapq.heappop(heap)
        if cost[town] is not None:
            continue
        cost[town] = paid
        if town == n:
            break
        for other, toll in near[town]:
            if cost[other] is None:
                heapq.heappush(heap, (paid + toll, other))
    print(-1 if cost[n] is None else cost[n])


main()
