import heapq
import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, m = data[0], data[1]
    after = [[] for _ in range(n + 1)]
    missing = [0] * (n + 1)
    for i in range(2, 2 + 2 * m, 2):
        after[data[i]].append(data[i + 1])
        missing[data[i + 1]] += 1
    heap = [v for v in range(1, n + 1) if missing[v] == 0]
    order = []
    while heap:
        at = heapq.heappop(heap)
        order.append(at)
        for b in after[at]:
            missing[b] -= 1
            if missing[b] == 0:
                heapq.heappush(heap, b)
    print(" ".join(map(str, order)) if len(order) == n else "IMPOSSIBLE")


main()
