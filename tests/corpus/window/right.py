import sys
from collections import deque


def main():
    n, k, d, *heights = map(int, sys.stdin.buffer.read().split())
    high, low = deque(), deque()
    calm = 0
    for i, height in enumerate(heights):
        while high and heights[high[-1]] <= height:
            high.pop()
        high.append(i)
        while low and heights[low[-1]] >= height:
            low.pop()
        low.append(i)
        out = i - k
        if high[0] == out:
            high.popleft()
        if low[0] == out:
            low.popleft()
        if out >= -1 and heights[high[0]] - heights[low[0]] <= d:
            calm += 1
    print(calm)


main()
