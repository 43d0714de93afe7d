import sys
from collections import deque


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, k, d = data[:3]
    a = data[3:]
    big, small = deque(), deque()
    res = 0
    for i, x in enumerate(a):
        while big and big[-1] <= x:
            big.pop()
        big.append(x)
        while small and small[-1] >= x:
            small.pop()
        small.append(x)
        if i >= k:
            gone = a[i - k]
            if big[0] == gone:
                big.popleft()
            if small[0] == gone:
                small.popleft()
        if i >= k - 1 and big[0] - small[0] <= d:
            res += 1
    print(res)


main()
