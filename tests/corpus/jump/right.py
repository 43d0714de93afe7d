import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, reach = data[0], data[1:]
    jumps = end = farthest = 0
    for i in range(n - 1):
        if i + reach[i] > farthest:
            farthest = i + reach[i]
        if i == end:
            if farthest == i:
                print(-1)
                return
            jumps += 1
            end = farthest
    print(jumps)


main()
