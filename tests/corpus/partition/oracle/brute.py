import sys

n, *weights = map(int, sys.stdin.read().split())


def least(i, difference):
    if i == n:
        return abs(difference)
    return min(least(i + 1, difference + weights[i]), least(i + 1, difference - weights[i]))


print(least(0, 0))
