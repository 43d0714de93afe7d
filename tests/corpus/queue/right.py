import sys
from heapq import heappop, heappush


def main():
    n, m, *rest = map(int, sys.stdin.buffer.read().split())
    idle = list(range(1, m + 1))
    busy = []
    now = 0
    lines = []
    for arrival, needed in zip(rest[::2], rest[1::2]):
        now = max(now, arrival)
        if not idle and busy[0][0] > now:
            now = busy[0][0]
        while busy and busy[0][0] <= now:
            heappush(idle, heappop(busy)[1])
        counter = heappop(idle)
        heappush(busy, (now + needed, counter))
        lines.append(f"{counter} {now}")
        # now never goes back: nobody overtakes
    print("\n".join(lines))


main()
