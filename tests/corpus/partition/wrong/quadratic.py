import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    weights = data[1:]
    total = sum(weights)
    possible = [False] * (total + 1)
    possible[0] = True
    for w in weights:
        for s in range(total, w - 1, -1):
            if possible[s - w]:
                possible[s] = True
    print(min(abs(total - 2 * s) for s in range(total + 1) if possible[s]))


main()
