import sys


def main():
    n, t, *values = map(int, sys.stdin.buffer.read().split())
    number = {}
    for j, value in enumerate(values, 1):
        if t - value in number:
            print(number[t - value], j)
            return
        number[value] = j
    print(0, 0)


main()
