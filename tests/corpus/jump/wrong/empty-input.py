import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, reach = data[0], data[1:]
    if reach[0] == 0:
        print(-1)
        return
    jumps = 1
    current = farthest = reach[0]
    for i in range(1, n):
        if i > current:
            if farthest <= current:
                print(-1)
                return
            jumps += 1
            current = farthest
        farthest = max(farthest, i + reach[i])
    print(jumps)


main()
