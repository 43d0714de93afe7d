import sys
from bisect import bisect_right


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    jobs = sorted(zip(data[2::3], data[1::3], data[3::3]))
    # best[k]: the greatest pay with jobs that end at ends[k] or before
    ends, best = [0], [0]
    for e, s, p in jobs:
        total = best[bisect_right(ends, s) - 1] + p
        if total > best[-1]:
            ends.append(e)
            best.append(total)
    print(best[-1])


main()
