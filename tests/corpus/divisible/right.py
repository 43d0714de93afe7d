import sys


def main():
    n, *values = map(int, sys.stdin.buffer.read().split())
    # Of n + 1 sums of beginnings two leave the same rest.
    at = {0: 0}
    rest = 0
    for i, value in enumerate(values, 1):
        rest = (rest + value) % n
        if rest in at:
            first = at[rest]
            print(i - first)
            print(*range(first + 1, i + 1))
            return
        at[rest] = i


main()
