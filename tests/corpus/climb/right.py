import sys
from bisect import bisect_right


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    d = data[1]
    # lowest[k]: the lowest last stone of a walk over k + 1 stones
    lowest = []
    for height in data[2:]:
        k = bisect_right(lowest, height - d)
        if k == len(lowest):
            lowest.append(height)
        elif height < lowest[k]:
            lowest[k] = height
    print(len(lowest))


main()
