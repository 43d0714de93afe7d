import sys
from heapq import heappush, heappushpop


def main():
    values = list(map(int, sys.stdin.buffer.read().split()))[1:]
    # below holds the smaller half, negated, and one more when the number is odd
    below, above = [], []
    shown = []
    for value in values:
        if len(below) == len(above):
            heappush(below, -heappushpop(above, value))
            shown.append(-below[0])
        else:
            heappush(above, -heappushpop(below, -value))
            shown.append((above[0] - below[0]) // 2)
    print(*shown)


main()
